import type { AuditAction } from '../../audit/actions.js';
import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, NotFound } from '../../errors.js';
import { countCodingsOf } from './coding/codings.store.js';
import { moved, namedTheme, nameTaken } from './themes.rules.js';
import {
  endTheme,
  findEnded,
  insertTheme,
  listThemes,
  lockFrame,
  orderThemes,
  updateTheme,
  type Frame,
  type Theme,
} from './themes.store.js';

/** A colleague changed the theme, or its frame, after the form was shown. Nothing was written. */
export class ThemeMeanwhile extends Conflict {}

export interface By {
  id: string;
}

/** Adds a theme at the end of the frame. @returns its id @throws Invalid */
export async function addTheme(
  db: Db,
  by: By,
  frame: Frame,
  typed: { name: string; description: string },
  at: Instant,
): Promise<string> {
  const theme = namedTheme(typed);
  return db.transaction(async (trx) => {
    await lockFrame(trx, frame);
    const id = await insertTheme(trx, frame, theme, by.id, at);
    if (!id) throw nameTaken(theme.name);
    await audit(trx, 'theme.made', by, frame, id, { theme: theme.name }, at);
    return id;
  });
}

/** Changes a theme's name and description. @throws Invalid, ThemeMeanwhile, NotFound */
export async function renameTheme(
  db: Db,
  by: By,
  frame: Frame,
  seen: SeenTheme,
  typed: { name: string; description: string },
  at: Instant,
): Promise<void> {
  const theme = namedTheme(typed);
  await db.transaction(async (trx) => {
    const [before] = await lockThemes(trx, frame, seen);
    if (before.name === theme.name && before.description === theme.description) return;
    if (!(await updateTheme(trx, before.id, theme))) throw nameTaken(theme.name);
    await audit(trx, 'theme.renamed', by, frame, before.id, { was: before.name, theme: theme.name }, at);
  });
}

/**
 * Moves a theme one place up (-1) or down (1).
 * @param above the theme that stood before it on the page; null: none
 * @throws ThemeMeanwhile when another one stands there; NotFound
 */
export async function moveTheme(
  db: Db,
  by: By,
  frame: Frame,
  { id, above, to }: { id: string; above: string | null; to: -1 | 1 },
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    await lockFrame(trx, frame);
    const ids = (await listThemes(trx, frame)).map((theme) => theme.id);
    if (!ids.includes(id)) throw await gone(trx, frame, id);
    if ((ids[ids.indexOf(id) - 1] ?? null) !== above)
      throw new ThemeMeanwhile(
        'A colleague has changed the order since you opened this page. This is how it is now.',
      );
    const order = moved(ids, id, to);
    if (!order) return;
    await orderThemes(trx, order);
    await audit(trx, 'theme.moved', by, frame, id, { place: order.indexOf(id) + 1 }, at);
  });
}

/** Takes a theme out of the frame; only one with which nothing is coded. @throws Conflict, ThemeMeanwhile, NotFound */
export async function removeTheme(db: Db, by: By, frame: Frame, seen: SeenTheme, at: Instant): Promise<void> {
  await db.transaction(async (trx) => {
    const [theme] = await lockThemes(trx, frame, seen);
    if ((await countCodingsOf(trx, theme.id)) > 0)
      throw new Conflict(
        'Passages are coded with this theme, so it stays. Merge it into another, or remove its codings first.',
      );
    await endTheme(trx, theme.id, null, by.id, at);
    await audit(trx, 'theme.removed', by, frame, theme.id, { theme: theme.name }, at);
  });
}

/** The theme that a form was about, as it was shown. */
export interface SeenTheme {
  id: string;
  version: number;
}

/**
 * Takes the frame's lock and the themes as they are now.
 * @param others themes that only have to be there
 * @throws ThemeMeanwhile, NotFound
 */
export async function lockThemes(
  trx: Db,
  frame: Frame,
  seen: SeenTheme,
  ...others: string[]
): Promise<[Theme, ...Theme[]]> {
  await lockFrame(trx, frame);
  const themes = new Map((await listThemes(trx, frame)).map((theme) => [theme.id, theme]));
  const first = themes.get(seen.id);
  if (!first) throw await gone(trx, frame, seen.id);
  if (first.version !== seen.version)
    throw new ThemeMeanwhile(
      'A colleague has changed this theme since you opened this page. Read how it is now, then do it again if you still want to.',
    );
  const found: Theme[] = [];
  for (const id of others) {
    const theme = themes.get(id);
    if (!theme) throw await gone(trx, frame, id);
    found.push(theme);
  }
  return [first, ...found];
}

/** Why a theme is not there: what a colleague did with it, or there never was one. */
export async function gone(trx: Db, frame: Frame, themeId: string): Promise<Conflict | NotFound> {
  const ended = await findEnded(trx, frame, themeId);
  if (!ended) return new NotFound();
  return new ThemeMeanwhile(
    ended.mergedInto
      ? `“${ended.name}” has been merged into “${ended.mergedInto.name}” since you opened this page.`
      : `“${ended.name}” has been taken out since you opened this page.`,
  );
}

/** @param detail never words of an answer */
export const audit = (
  trx: Db,
  action: AuditAction,
  by: By,
  frame: Frame,
  subjectId: string,
  detail: Record<string, unknown>,
  at: Instant,
): Promise<void> =>
  recordAudit(trx, {
    action,
    at,
    personId: by.id,
    consultationId: frame.consultationId,
    subjectId,
    detail: { question: frame.questionKey, ...detail },
  });

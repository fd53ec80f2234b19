import type { Db, Instant } from '../../db/connection.js';
import { Invalid } from '../../errors.js';
import { movePointsToTheme } from '../dispositions/points.store.js';
import { audit, lockThemes, ThemeMeanwhile, type By, type SeenTheme } from './changeFrame.js';
import { moveCodings } from './coding/codings.store.js';
import { namedTheme, nameTaken } from './themes.rules.js';
import { endTheme, insertTheme, raiseVersion, type Frame } from './themes.store.js';

/**
 * Merges a theme into another of its frame: every coding goes over, also where the same passage has both themes, and
 * the theme ends. Both histories say so. @throws ThemeMeanwhile, Invalid, NotFound
 */
export async function mergeThemes(
  db: Db,
  by: By,
  frame: Frame,
  seen: SeenTheme,
  into: string,
  at: Instant,
): Promise<void> {
  if (into === '' || into === seen.id)
    throw new Invalid([{ field: 'into', text: 'Choose the theme that it is merged into' }]);
  await db.transaction(async (trx) => {
    const [from, to] = await lockThemes(trx, frame, seen, into);
    const passages = await moveCodings(trx, from.id, to!.id, 'all');
    await movePointsToTheme(trx, from.id, to!.id);
    await endTheme(trx, from.id, to!.id, by.id, at);
    await raiseVersion(trx, [to!.id]);
    const detail = { theme: from.name, into: to!.name, passages };
    await audit(trx, 'theme.merged', by, frame, from.id, detail, at);
    await audit(trx, 'theme.merged', by, frame, to!.id, detail, at);
  });
}

/**
 * Makes a theme of its own of some codings of another. @returns the new theme's id
 * @throws ThemeMeanwhile when one of them is no more, or of another theme by now; Invalid, NotFound
 */
export async function splitTheme(
  db: Db,
  by: By,
  frame: Frame,
  seen: SeenTheme,
  { codings, ...typed }: { codings: string[]; name: string; description: string },
  at: Instant,
): Promise<string> {
  const chosen = [...new Set(codings)];
  if (chosen.length === 0)
    throw new Invalid([{ field: 'codings', text: 'Choose the passages that go to the new theme' }]);
  const theme = namedTheme(typed);
  return db.transaction(async (trx) => {
    const [from] = await lockThemes(trx, frame, seen);
    const id = await insertTheme(trx, frame, theme, by.id, at);
    if (!id) throw nameTaken(theme.name);
    const passages = await moveCodings(trx, from.id, id, chosen);
    if (passages !== chosen.length)
      throw new ThemeMeanwhile(
        'A colleague has removed or moved one of these passages since you opened this page. Choose again.',
      );
    await raiseVersion(trx, [from.id]);
    await audit(trx, 'theme.split', by, frame, from.id, { theme: from.name, into: theme.name, passages }, at);
    await audit(trx, 'theme.made', by, frame, id, { theme: theme.name, splitFrom: from.name, passages }, at);
    return id;
  });
}

import type { Db, Instant } from '../../../db/connection.js';
import { recordAudits } from '../../../audit/audit.store.js';
import { Invalid } from '../../../errors.js';
import { insertDismissed } from '../alike.store.js';
import { audit, gone, type By } from '../changeFrame.js';
import { insertCodings, listCodingsOn, listEarlierCodings, removeCoding } from './codings.store.js';
import type { Passage } from './passages.rules.js';
import { carriedOver, type CarryPlan, type NewAnswer } from './carry.rules.js';
import { namedTheme } from '../themes.rules.js';
import { insertTheme, listThemes, lockFrame, lockFrames, type Frame } from '../themes.store.js';

/** Which theme: one of the frame, or a new one by its name. */
export interface ChosenTheme {
  id: string;
  newName: string;
}

/**
 * Gives a passage of a submission's answer (null: the whole answer) a theme. Doing it twice is doing it once.
 * @returns the theme's name @throws Invalid without a theme; ThemeMeanwhile when it is no more; NotFound
 */
export async function codePassage(
  db: Db,
  by: By,
  frame: Frame,
  submissionId: string,
  {
    passage,
    theme: chosen,
    suggested = false,
  }: { passage: Passage | null; theme: ChosenTheme; suggested?: boolean },
  at: Instant,
): Promise<string> {
  return db.transaction(async (trx) => {
    await lockFrame(trx, frame);
    const theme = await takeTheme(trx, by, frame, chosen, at);
    const coding = { questionKey: frame.questionKey, themeId: theme.id, passage };
    const [id] = await insertCodings(trx, frame.consultationId, submissionId, [coding], by.id, at);
    if (id) {
      const detail = { theme: theme.name, submission: submissionId, ...(suggested && { suggested }) };
      await audit(trx, 'coding.made', by, frame, id, detail, at);
    }
    return theme.name;
  });
}

/** The theme that was chosen, made when its name is new. */
async function takeTheme(trx: Db, by: By, frame: Frame, { id, newName }: ChosenTheme, at: Instant) {
  const themes = await listThemes(trx, frame);
  if (newName.trim() === '') {
    if (id === '') throw new Invalid([{ field: 'theme', text: 'Choose a theme, or name a new one' }]);
    const found = themes.find((theme) => theme.id === id);
    if (!found) throw await gone(trx, frame, id);
    return found;
  }
  if (id !== '') throw new Invalid([{ field: 'theme', text: 'Choose a theme, or name a new one: not both' }]);
  const named = namedTheme({ name: newName, description: '' });
  const known = themes.find(({ name }) => name.toLowerCase() === named.name.toLowerCase());
  if (known) return known;
  const made = (await insertTheme(trx, frame, named, by.id, at))!;
  await audit(trx, 'theme.made', by, frame, made, { theme: named.name }, at);
  return { id: made, name: named.name };
}

/** Removes a coding; it is kept as removed. Removing it twice does nothing. */
export async function uncode(
  db: Db,
  by: By,
  frame: Frame,
  { submissionId, codingId }: { submissionId: string; codingId: string },
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    await lockFrame(trx, frame);
    const theme = await removeCoding(trx, frame, submissionId, codingId, by.id, at);
    if (!theme) return;
    await audit(trx, 'coding.removed', by, frame, codingId, { submission: submissionId, theme }, at);
  });
}

/** What could be carried over to a submission from the earlier ones of its response. */
export async function planCarryOver(db: Db, submissionId: string, answers: NewAnswer[]): Promise<CarryPlan> {
  const [earlier, here] = await Promise.all([
    listEarlierCodings(db, submissionId),
    listCodingsOn(db, submissionId),
  ]);
  return carriedOver(earlier, here, answers);
}

/** Carries over what stands unchanged, each coding once, whoever asks and how often. @returns how many were carried */
export async function carryOver(
  db: Db,
  by: By,
  consultationId: string,
  submissionId: string,
  answers: NewAnswer[],
  at: Instant,
): Promise<number> {
  return db.transaction(async (trx) => {
    await lockFrames(
      trx,
      consultationId,
      answers.map(({ question }) => question.key),
    );
    const { carried } = await planCarryOver(trx, submissionId, answers);
    const written = await insertCodings(trx, consultationId, submissionId, carried, by.id, at);
    await recordAudits(
      trx,
      written.map((subjectId) => ({
        action: 'coding.carried-over',
        at,
        personId: by.id,
        consultationId,
        subjectId,
        detail: { submission: submissionId },
      })),
    );
    return written.length;
  });
}

/** Has a sentence not suggested for a theme any more. @throws ThemeMeanwhile when the theme is no more; NotFound */
export async function dismissPassage(
  db: Db,
  by: By,
  frame: Frame,
  { themeId, submissionId, passage }: { themeId: string; submissionId: string; passage: Passage },
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    await lockFrame(trx, frame);
    const theme = (await listThemes(trx, frame)).find(({ id }) => id === themeId);
    if (!theme) throw await gone(trx, frame, themeId);
    if (!(await insertDismissed(trx, themeId, submissionId, passage, by.id, at))) return;
    await audit(trx, 'coding.dismissed', by, frame, submissionId, { theme: theme.name }, at);
  });
}

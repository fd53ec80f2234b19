import { randomUUID } from 'node:crypto';
import type { Db } from '../../db/connection.js';
import { inPieces } from '../../inPieces.js';
import { partsOf } from '../themes/coding/passages.rules.js';
import { firstsOf } from './firsts.js';
import {
  insertParagraphs,
  listFirsts,
  listUngrouped,
  lockGrouping,
  type GroupedParagraph,
  type Ungrouped,
} from './grouping.store.js';
import { bandsOf, countWords, paragraphsOf, wordsIn } from './paragraphs.rules.js';

/** So that nobody else is served later by more than some hundredths of a second. */
const AT_A_TIME = 10;

/**
 * Gives each paragraph of what was submitted to the group of the first that it is nearly the same as; where there is
 * none it begins a group of its own. A chore of the worker; a second worker leaves it to the first.
 */
export const groupWording = (db: Db, stopping: AbortSignal): Promise<void> =>
  inPieces(stopping, () => groupSome(db));

const groupSome = (db: Db): Promise<boolean> =>
  db.transaction(async (trx) => {
    if (!(await lockGrouping(trx))) return false;
    const submissions = await listUngrouped(trx, AT_A_TIME);
    if (submissions.length === 0) return false;
    const { consultationId } = submissions[0]!;
    const paragraphs = submissions.flatMap(cut);
    const bands = [...new Set(paragraphs.flatMap((one) => one.bands))];
    const firsts = firstsOf(await listFirsts(trx, consultationId, bands));
    const grouped = paragraphs.map(({ text, words, bands: own, ...paragraph }): GroupedParagraph => {
      const like = firsts.likest(own, countWords(words));
      if (like) return { ...paragraph, first: like.id, bands: [] };
      firsts.add({ id: paragraph.id, bands: own, text });
      return { ...paragraph, first: paragraph.id, bands: own };
    });
    await insertParagraphs(
      trx,
      consultationId,
      submissions.map(({ id }) => id),
      grouped,
    );
    return true;
  });

const cut = ({ id, answers }: Ungrouped) =>
  answers.flatMap(({ question, value }) =>
    paragraphsOf(partsOf(question, value)).map((paragraph) => {
      const words = wordsIn(paragraph.text);
      return {
        id: randomUUID(),
        submission: id,
        question: question.key,
        ...paragraph,
        words,
        bands: bandsOf(words),
      };
    }),
  );

import { bytesOf } from '../../attachments/storedBytes.js';
import type { Deps } from '../../deps.js';
import { inPieces } from '../../inPieces.js';
import { checkedCells } from '../../responses/answers/answerTypes.js';
import {
  insertAnswerTexts,
  insertFileText,
  listUnindexed,
  takeFile,
  type AnswerPart,
  type AnswersToIndex,
  type FileToRead,
} from './index.store.js';
import { partsOf } from './parts.js';
import { MOST_FILE_BYTES, readableAs, readFile, type FileSays } from './readFile.js';

const AT_A_TIME = 10;
/** Twice as long as any file takes: whoever began on it is gone. */
const LEFT_AFTER_S = 120;

/**
 * Makes what was submitted searchable: the answers, then the files one by one. A chore of the worker; several workers
 * share the work, and what one leaves undone another takes up.
 */
export async function indexSubmitted(deps: Deps, stopping: AbortSignal): Promise<void> {
  await inPieces(stopping, () => indexAnswers(deps));
  await inPieces(stopping, () => indexFile(deps, stopping));
}

async function indexAnswers({ db, clock }: Deps): Promise<boolean> {
  const submissions = await listUnindexed(db, AT_A_TIME);
  if (submissions.length === 0) return false;
  const ids = submissions.map(({ id }) => id);
  await insertAnswerTexts(db, ids, submissions.flatMap(answerParts), clock.now());
  return true;
}

const answerParts = ({ id, answers }: AnswersToIndex): AnswerPart[] =>
  answers.flatMap(({ question, value }) => {
    const text = checkedCells(question, value)
      .map((cell) => cell.text)
      .join('\n');
    return partsOf(text).map((part, index) => ({
      submission: id,
      question: question.key,
      part: index,
      text: part,
    }));
  });

async function indexFile(deps: Deps, stopping: AbortSignal): Promise<boolean> {
  const { db, clock, log } = deps;
  const at = clock.now();
  const file = await takeFile(db, at, at.subtract({ seconds: LEFT_AFTER_S }));
  if (!file) return false;
  try {
    const { outcome, text } = await whatItSays(deps, file, stopping);
    await insertFileText(db, file.id, outcome, partsOf(text), clock.now());
    if (outcome !== 'read') log.info({ fileId: file.id, outcome }, 'the text of a file was not read');
  } catch (error) {
    if (!stopping.aborted) throw error;
  }
  return true;
}

async function whatItSays(
  { bulk }: Deps,
  { id, mediaType, bytes }: FileToRead,
  stopping: AbortSignal,
): Promise<FileSays> {
  const as = readableAs(mediaType);
  if (!as) return { outcome: 'other type', text: '' };
  if (bytes > MOST_FILE_BYTES) return { outcome: 'too much', text: '' };
  const chunks: Buffer[] = [];
  for await (const chunk of bytesOf(bulk, id, 0, bytes)) chunks.push(chunk);
  return readFile(Buffer.concat(chunks), as, stopping);
}

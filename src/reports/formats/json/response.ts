import { Temporal } from 'temporal-polyfill';
import { enteredWords } from '../../../responses/confirming/confirming.rules.js';
import type { Report } from '../../report.js';
import type { Told } from '../../telling/redaction.rules.js';
import { ON_TIME } from '../../words.js';
import { pointNumbersOf } from '../dispositionsShown.js';
import { partsOf, reasonsOf } from '../parts.js';
import { themesOf } from '../themesShown.js';
import { saidBy, whyLeftOut, type Said } from '../said.js';
import { happened } from './frame.js';
import type { ResponseInFile } from './reportFile.js';

/** A response as it stands in the file, field by field. */
export function responseOf(
  told: Told,
  report: Pick<Report, 'questions' | 'tallies' | 'points'>,
): ResponseInFile {
  const { nameWithheld, receivedAt, transcription, comments } = told;
  return {
    reference: told.reference || null,
    kind: told.kind === 'nil' ? 'no comment' : 'response',
    name: told.name,
    nameWithheld,
    countedAs: told.countedAs,
    parties: told.parties.map(({ name, category }) => ({ name, category })),
    receivedAt: receivedAt && happened(receivedAt),
    standing: nameWithheld ? null : ON_TIME[told.standing],
    enteredBySecas: enteredWords(transcription) || null,
    digest: told.digest,
    comment: comments[''] ?? null,
    points: pointNumbersOf(report, told, ''),
    answers: saidBy(told, report).map((said) => ({
      ...answerOf(said),
      themes: themesOf(report, told, said.question.key),
      points: pointNumbersOf(report, told, said.question.key),
    })),
    confidential: told.asked.map(({ what, questionKey, reason }) => ({
      what,
      question: questionKey ?? null,
      reason,
    })),
  };
}

function answerOf({
  question,
  answer,
  files,
  filesWithheld,
  comment,
  thread,
}: Said): Omit<ResponseInFile['answers'][number], 'themes' | 'points'> {
  const value = answer?.withheld === false ? answer.value : undefined;
  return {
    question: question.key,
    withheld: answer?.withheld ? answer.placeholder : null,
    redacted: answer?.withheld === true && answer.redacted === true,
    confidential: answer?.withheld === false && answer.confidential,
    parts: (value === undefined ? [] : partsOf(question, value)).map(
      ({ part, line, row, text, number = null, date = null }) => ({ part, line, row, text, number, date }),
    ),
    reasons: reasonsOf(value),
    files: files.map((file) => {
      const inPack = whyLeftOut(file) === '';
      const { name, mediaType, bytes, sha256, confidential } = file;
      return { name, mediaType, bytes, sha256: inPack ? sha256 : null, inPack, confidential };
    }),
    filesWithheld,
    comment: comment || null,
    clarifications: (thread?.said ?? []).map(({ kind, text, at, arrivedAt, confidential }) => ({
      kind,
      text,
      at: happened(Temporal.Instant.from(at)),
      arrivedAt: arrivedAt === null ? null : happened(Temporal.Instant.from(arrivedAt)),
      confidential,
    })),
    clarificationsWithheld: thread?.withheld ?? false,
  };
}

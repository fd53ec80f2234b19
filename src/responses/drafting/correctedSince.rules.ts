import { isDeepStrictEqual } from 'node:util';
import type { Question } from '../../consultations/questions.js';

/** A later issue of the questions, made since a response was started: spelling was put right. */
export interface LaterIssue {
  /** ISO 8601 */
  at: string;
  /** what was put right */
  note: string | null;
  /** the issue before it */
  before: Question[];
}

/** How a question read when the response was started, and the latest correction of it since. */
export interface Corrected {
  at: string;
  note: string | null;
  /** what reads otherwise now */
  was: { what: 'question' | 'help' | 'columns' | 'rows' | 'lines'; text: string }[];
}

/** @returns undefined when the question reads as it did. @param later earliest first */
export function correctedSince(question: Question, later: LaterIssue[]): Corrected | undefined {
  const readings = [
    ...later.map(({ before }) => before.find(({ key }) => key === question.key) ?? question),
    question,
  ];
  const was = whatRead(readings[0]!, question);
  if (was.length === 0) return undefined;
  const latest = later.findLast((_, index) => !isDeepStrictEqual(readings[index], readings[index + 1]))!;
  return { at: latest.at, note: latest.note, was };
}

function whatRead(before: Question, now: Question): Corrected['was'] {
  const parts: [Corrected['was'][number]['what'], (question: Question) => string[]][] = [
    ['question', ({ ask }) => [ask]],
    ['help', ({ help }) => (help ? [help] : [])],
    ['columns', ({ columns = [] }) => columns],
    ['rows', ({ rows = [] }) => rows.map(({ text }) => text)],
    ['lines', ({ lines = [] }) => lines],
  ];
  return parts
    .filter(([, read]) => !isDeepStrictEqual(read(before), read(now)))
    .map(([what, read]) => ({ what, text: read(before).join(' · ') }));
}

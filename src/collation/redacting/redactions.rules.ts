import type { Question } from '../../consultations/questions.js';
import {
  everyPassage,
  lengthOf,
  partsOf,
  unitsBefore,
  type Passage,
} from '../themes/coding/passages.rules.js';

/** Why something is left out of the public version: a short list, so that what is told gives nothing away. */
export const REASONS = {
  personal: { text: 'Personal data', mark: 'personal data' },
  commercial: { text: 'Commercially sensitive', mark: 'commercially sensitive' },
  legal: { text: 'Defamatory, or another legal reason', mark: 'legal reason' },
  other: { text: 'Another reason', mark: 'other reason' },
} as const;
export type Reason = keyof typeof REASONS;

/** What a redaction takes away. */
export type Covered =
  | { covers: 'passage'; questionKey: string; passage: Passage }
  | { covers: 'answer'; questionKey: string }
  | { covers: 'file' | 'file name'; attachmentId: string };

/** What stands in its place: the same however long it was (the reason is told, SECAS's own words are not). */
export const markOf = (reason: Reason): string => `[redacted: ${REASONS[reason].mark}]`;

/**
 * An answer's value with marks in the place of its passages; those that overlap or touch make one mark.
 * @returns undefined when a passage does not stand in it: then nothing of the answer may be told
 */
export function withoutPassages(value: unknown, passages: { passage: Passage; reason: Reason }[]): unknown {
  let told = value;
  for (const part of new Set(passages.map(({ passage }) => passage.part))) {
    const own = passages.filter(({ passage }) => passage.part === part);
    const text = textAt(value, part);
    if (text === undefined || own.some(({ passage }) => passage.ends > lengthOf(text))) return undefined;
    told = withTextAt(told, part, marked(text, own));
  }
  return told;
}

function marked(text: string, passages: { passage: Passage; reason: Reason }[]): string {
  const spans = passages
    .map(({ passage, reason }) => ({
      from: unitsBefore(text, passage.starts),
      to: unitsBefore(text, passage.ends),
      reason,
    }))
    .toSorted((one, other) => one.from - other.from);
  let told = '';
  let at = 0;
  for (const [index, { from, to, reason }] of spans.entries()) {
    if (index === 0 || from > at) told += text.slice(at, from) + markOf(reason);
    at = Math.max(at, to);
  }
  return told + text.slice(at);
}

/** The text of a part, as partsOf names parts. */
function textAt(value: unknown, part: string): string | undefined {
  const of = value as { rows?: string[][] } & Record<string, unknown>;
  const [row, column] = cellOf(part) ?? [];
  const text = row === undefined ? of[part] : of.rows?.[row]?.[column!];
  return typeof text === 'string' ? text : undefined;
}

function withTextAt(value: unknown, part: string, text: string): unknown {
  const cell = cellOf(part);
  if (!cell) return { ...(value as object), [part]: text };
  const { rows } = value as { rows: string[][] };
  const others = rows.map((cells, row) =>
    row === cell[0] ? cells.map((old, column) => (column === cell[1] ? text : old)) : cells,
  );
  return { ...(value as object), rows: others };
}

function cellOf(part: string): [number, number] | undefined {
  const [, row, column] = /^(\d+)-(\d+)$/.exec(part) ?? [];
  return row === undefined ? undefined : [Number(row), Number(column)];
}

/** A redaction of an earlier submission of the same response that nobody has decided on for this one. */
export interface EarlierRedaction {
  id: string;
  covered: Covered;
  /** of a passage */
  words: string | null;
  /** of a file or its name: the file, and what it was called */
  file: { sha256: string; name: string } | null;
}

/** The newer submission, in which the same is looked for. */
export interface NewerSubmission {
  answers: { question: Question; value: unknown }[];
  attachments: { id: string; sha256: string; name: string }[];
}

/**
 * What of the newer submission has the same taken away: the words wherever they stand in the answer to the same
 * question, an answer to it, however it has changed, the same file or one of its name. None: it stands there no longer.
 */
export function foundAgain(
  { covered, words, file }: EarlierRedaction,
  { answers, attachments }: NewerSubmission,
): Covered[] {
  if ('attachmentId' in covered) {
    return attachments
      .filter(({ sha256, name }) => sha256 === file?.sha256 || name === file?.name)
      .map(({ id }) => ({ covers: covered.covers, attachmentId: id }));
  }
  const { questionKey } = covered;
  const answer = answers.find(({ question }) => question.key === questionKey);
  if (!answer) return [];
  if (covered.covers === 'answer') return [covered];
  const parts = partsOf(answer.question, answer.value);
  return everyPassage(parts, words ?? '').map((passage) => ({ covers: 'passage', questionKey, passage }));
}

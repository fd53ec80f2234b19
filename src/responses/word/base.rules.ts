import { createHash } from 'node:crypto';
import type { Question } from '../../consultations/questions.js';
import type { GivenAnswer } from '../answers/answerProblems.js';
import { answerTypes } from '../answers/answerTypes.js';
import { answerOf, entryOf } from './entries.js';
import type { Entry } from './wordForm.js';

/** An answer as it was when the form was made: which version, and a mark of what it said. */
export interface Base {
  version: number;
  mark: string;
}

export interface SavedAnswer extends GivenAnswer {
  version: number;
  savedBy: { id: string };
}

/**
 * What bringing the form in would do to one answer.
 * `same`: nothing. `left`: the form says what it said when it was made, and the draft has moved on: the draft stays.
 * `changed`: the form says something new. `overtaken`: so does the draft, by a later save than the form knows of.
 */
export type Change = 'same' | 'left' | 'changed' | 'overtaken';

/**
 * @param base undefined when the file does not tell any more, or was filled from another response: then an answer that
 * is in the draft counts as newer than the form
 */
export function changeOf(
  question: Question,
  entry: Entry,
  saved: SavedAnswer | undefined,
  base: Base | undefined,
): Change {
  const before = entryOf(question, saved);
  if (markOfEntry(question, entry) === markOfEntry(question, before)) return 'same';
  if (!base) {
    const empty = !saved || answerTypes[question.type].isEmpty(saved.value);
    return empty ? 'changed' : 'overtaken';
  }
  if (markOfEntry(question, entry) === base.mark) return 'left';
  return (saved?.version ?? 0) === base.version ? 'changed' : 'overtaken';
}

/**
 * A short mark of what an entry says, whatever a word processor does to blanks, and however a figure is written.
 * Twelve characters: enough to tell two texts of one answer apart, and nothing can be learnt from it.
 */
export function markOfEntry(question: Question, entry: Entry): string {
  const { value, confidential } = answerOf(question, mapTexts(entry, tidy));
  const frozen = answerTypes[question.type].freeze(question, value);
  const reason = confidential ? tidy(entry.reason) : '';
  const said = JSON.stringify([frozen, confidential, reason]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 12);
}

/** As one of the file's properties: `3 Zk3x…`. */
export const writeBase = (question: Question, saved: SavedAnswer | undefined): string =>
  `${saved?.version ?? 0} ${markOfEntry(question, entryOf(question, saved))}`;

export function readBase(property: string | undefined): Base | undefined {
  const [, version, mark] = /^(\d{1,9}) ([\w-]{12})$/.exec(property ?? '') ?? [];
  return version && mark ? { version: Number(version), mark } : undefined;
}

/** Every text of an entry, put through the same. */
export const mapTexts = (entry: Entry, change: (text: string) => string): Entry => ({
  text: change(entry.text),
  choices: entry.choices.map(change),
  rows: entry.rows.map((cells) => cells.map(change)),
  reasons: change(entry.reasons),
  confidential: entry.confidential,
  reason: change(entry.reason),
});

const tidy = (text: string): string =>
  text
    .replaceAll(/[\u2028\u2029]/g, '\n')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/[ \t]+$/gm, '')
    .trim();

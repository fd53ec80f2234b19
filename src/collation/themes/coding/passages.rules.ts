import type { Question } from '../../../consultations/questions.js';
import { answerText, cells } from '../../../responses/answers/answerTypes.js';
import { rowsOf } from '../../../responses/answers/rows.js';
import { isReasons } from '../../../responses/answers/shownAnswer.js';

/** What of an answer was written freely, and can hold a passage. */
export interface Part {
  /** 'text', 'rationale', or a row and a column from 0 as '2-1': where it stands in the answer's value */
  part: string;
  /** what it is within the question; '' for the answer itself */
  heading: string;
  text: string;
}

/** From `starts` to before `ends`, in code points of the part: as Postgres counts them. */
export interface Passage {
  part: string;
  starts: number;
  ends: number;
}

/** The parts of a frozen answer in which passages are marked; none of a figure, or of a choice without reasons. */
export function partsOf(question: Question, value: unknown): Part[] {
  if (question.type === 'rows') {
    const columns = question.columns ?? [];
    return rowsOf(value).flatMap((cellsOfRow, row) =>
      columns.flatMap((heading, column) => {
        const text = cellsOfRow[column] ?? '';
        return text === '' ? [] : [{ part: `${row}-${column}`, heading: `${heading} ${row + 1}`, text }];
      }),
    );
  }
  const said = cells(question, value);
  if (question.type === 'long-text') return said.map(({ text }) => ({ part: 'text', heading: '', text }));
  return said
    .filter((cell) => isReasons(question, cell))
    .map(({ heading, text }) => ({ part: 'rationale', heading, text }));
}

/** Whether answers to it have parts in which a passage can be marked, or are only coded as a whole. */
export const hasParts = ({ type, rationale }: Question): boolean =>
  type === 'long-text' || type === 'rows' || rationale === true;

/** What stands where an answer is coded as a whole: how it begins, and a sign that it goes on. */
export function beginningOf(question: Question, value: unknown): string {
  const text = answerText(question, value);
  return text.length > MOST_OF_WHOLE ? `${text.slice(0, MOST_OF_WHOLE).trimEnd()}…` : text;
}
const MOST_OF_WHOLE = 300;

/** Without surrogate pairs a code point is a unit of UTF-16, and a long text need not be walked through. */
const isPlain = (text: string): boolean => !/[\uD800-\uDFFF]/.test(text);

/** How many code points. */
export const lengthOf = (text: string): number => (isPlain(text) ? text.length : Array.from(text).length);

/** Where in UTF-16 a code point begins. */
export const unitsBefore = (text: string, points: number): number =>
  isPlain(text) ? points : Array.from(text).slice(0, points).join('').length;

/** The words of a passage; undefined when there are not so many. */
export function wordsOf(parts: Part[], { part, starts, ends }: Passage): string | undefined {
  const text = parts.find((one) => one.part === part)?.text;
  if (text === undefined || starts >= ends || ends > lengthOf(text)) return undefined;
  return text.slice(unitsBefore(text, starts), unitsBefore(text, ends));
}

/** A passage that was typed or pasted, or what to do about it. */
export type Found = { passage: Passage } | { problem: string };

/**
 * Finds what was typed or pasted in an answer. White space may differ: what is copied from a page, or out of a mail,
 * has line breaks in other places.
 */
export function findPassage(parts: Part[], typed: string): Found {
  const words = typed.trim().split(/\s+/);
  if (words[0] === '') return { problem: 'Type or paste the passage' };
  const found = parts.flatMap((part) =>
    occurrences(part, new RegExp(words.map(literally).join(String.raw`\s+`), 'gu')),
  );
  if (found.length === 0)
    return { problem: 'This does not stand in the answer: copy the passage as it is written there' };
  if (found.length > 1)
    return {
      problem: `This stands in the answer ${times(found.length)}: copy some more of the words around it, so that it is clear which is meant`,
    };
  return { passage: found[0]! };
}

/**
 * Where a passage of an earlier submission stands unchanged in a newer one: in its own place, or elsewhere if it
 * stands there only once.
 */
export function findAgain(parts: Part[], passage: Passage, words: string): Passage | undefined {
  if (wordsOf(parts, passage) === words) return passage;
  const found = parts.flatMap((part) => occurrences(part, new RegExp(literally(words), 'gu')));
  return found.length === 1 ? found[0] : undefined;
}

/** Wherever words stand, in any case of letters and with whatever white space between them. */
export function everyPassage(parts: Part[], words: string): Passage[] {
  const said = words.trim().split(/\s+/).filter(Boolean);
  if (said.length === 0) return [];
  return parts.flatMap((part) =>
    occurrences(part, new RegExp(said.map(literally).join(String.raw`\s+`), 'giu'), Infinity),
  );
}

/** Overlapping ones too: of `a a` in `a a a` there are two. */
function occurrences({ part, text }: Part, words: RegExp, most = MOST_OCCURRENCES): Passage[] {
  const found: Passage[] = [];
  for (let hit = words.exec(text); hit; hit = words.exec(text)) {
    const starts = lengthOf(text.slice(0, hit.index));
    found.push({ part, starts, ends: starts + lengthOf(hit[0]) });
    if (found.length > most) return found;
    words.lastIndex = hit.index + (text.codePointAt(hit.index)! > 0xff_ff ? 2 : 1);
  }
  return found;
}

/** More than enough to say that it is not clear which is meant. */
const MOST_OCCURRENCES = 20;

const literally = (text: string): string => text.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`);

const times = (number: number): string =>
  number === 2 ? 'twice' : number > MOST_OCCURRENCES ? 'many times' : `${number} times`;

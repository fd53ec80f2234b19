import type { Question } from '../../consultations/questions.js';
import type { Cell } from './answerType.js';
import { checkedCells } from './answerTypes.js';
import { wordsIn, wordsOf } from './counting.js';
import { isReasons } from './shownAnswer.js';

/** A part of an answer as views/responses/said.ejs shows it. */
export interface SaidLine {
  heading: string;
  text: string;
  /** what follows, folded: a page with an answer of a hundred pages still has a way past it */
  rest?: { summary: string; text: string };
  /** of what is written freely: how many words */
  count?: string;
}

/** Longer than this, in characters, an answer is folded after its beginning. */
const LONG = 6_000;
const BEGINNING = 1_500;

/** What an answer says, whole, part by part, for a page on which it is checked. */
export const saidLines = (question: Question, value: unknown, { counted = false } = {}): SaidLine[] =>
  checkedCells(question, value).map((cell) => ({
    heading: cell.heading,
    ...folded(cell.text),
    ...(counted && isFree(question, cell) && { count: wordsOf(cell.text, question.wordLimit) }),
  }));

const isFree = (question: Question, cell: Cell): boolean =>
  question.type === 'long-text' ||
  (question.type === 'short-text' && question.wordLimit !== undefined) ||
  isReasons(question, cell);

/** Folded between two words; the beginning and the rest are the whole text. */
function folded(text: string): Pick<SaidLine, 'text' | 'rest'> {
  if (text.length <= LONG) return { text };
  const space = text.slice(0, BEGINNING).search(/\s\S*$/);
  const end = space > 0 ? space : BEGINNING;
  const rest = text.slice(end);
  const words = wordsIn(rest);
  return {
    text: text.slice(0, end),
    rest: {
      summary: words ? `The rest of this answer (${words})` : 'The rest of this answer',
      text: rest,
    },
  };
}

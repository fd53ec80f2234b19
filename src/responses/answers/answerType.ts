import type { Question } from '../../consultations/questions.js';
import type { Problem } from '../../errors.js';
import type { PostedFields } from './postedFields.js';

/** A part of an answer as people read it, on screen, in a mail or in a table. */
export interface Cell {
  /** what this part is within the question: '' for the answer itself, 'Reasons', the row of a matrix */
  heading: string;
  text: string;
  /** of money and numbers: the figure, for a cell of a spreadsheet */
  number?: number;
  /** of dates: ISO 8601, for a cell of a spreadsheet */
  date?: string;
}

/**
 * What a type of question can do. A value is what draft_answer.value and submission_answer.value hold; `Value` is its
 * shape. A draft's value is what was typed, right or wrong; a submission's is frozen.
 */
export interface AnswerOf<Value> {
  /** makes a stored value whole, whatever was stored */
  read(stored: unknown): Value;
  /** the value that was typed; its fields' names begin with the question's key */
  parse(posted: PostedFields, question: Question): Value;
  /** nothing was typed or chosen */
  isEmpty(value: Value): boolean;
  /** what must be put right before it can be submitted, whether or not an answer is required */
  problems(question: Question, value: Value): Problem[];
  /** what is not answered yet, when an answer is required */
  missing(question: Question, value: Value): Problem[];
  /** the value as a submission keeps it: trimmed, empty rows left out, figures written in one way */
  freeze(question: Question, value: Value): unknown;
  /** always the same cells in the same order, so that a table has the same columns for every respondent */
  cells(question: Question, value: Value): Cell[];
  /** the same for people, where they read it in another way than a table has it */
  said?(question: Question, value: Value): Cell[];
}

export type AnswerType = Required<AnswerOf<unknown>>;

/** One type among all: reads what was stored before it is looked at. */
export const answerType = <Value>(type: AnswerOf<Value>): AnswerType => ({
  read: (stored) => type.read(stored),
  parse: (posted, question) => type.parse(posted, question),
  isEmpty: (stored) => type.isEmpty(type.read(stored)),
  problems: (question, stored) => type.problems(question, type.read(stored)),
  missing: (question, stored) => type.missing(question, type.read(stored)),
  freeze: (question, stored) => type.freeze(question, type.read(stored)),
  cells: (question, stored) => type.cells(question, type.read(stored)),
  said: (question, stored) =>
    type.said ? type.said(question, type.read(stored)) : type.cells(question, type.read(stored)),
});

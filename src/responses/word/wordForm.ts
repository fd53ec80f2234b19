import { asksSomething, type Question, type QuestionType } from '../../consultations/questions.js';

/** What stands in the table of one question: text as people write it, whatever the type of the question. */
export interface Entry {
  /** of texts, money, numbers and dates */
  text: string;
  /** of a single choice: the one; of several: each option or ''; of a matrix or a ranking: one for each row or '' */
  choices: string[];
  /** of rows: row by row, column by column */
  rows: string[][];
  reasons: string;
  confidential: boolean;
  /** why it is confidential */
  reason: string;
}

export interface FormQuestion {
  /** what stands in the first cell, and what the answer is found by: `Q1`; guidance has none, and no table */
  mark: string;
  type: QuestionType;
  ask: string;
  /** smaller, beneath it: help, what is required, how to answer */
  hints: string[];
  /** of choices, and of what each row of a matrix or a ranking offers */
  options: string[];
  /** of rows: the headings, and what the first column offers */
  columns: string[];
  lines: string[];
  /** of a matrix or a ranking: what is chosen for */
  rows: string[];
  asksReasons: boolean;
  /** the names of the files that are attached to it already */
  files: string[];
  entry: Entry;
}

/** A response form, blank or filled, as plain data: the same for Word and for the page that is printed. */
export interface WordForm {
  reference: string;
  service: string;
  /** six hexadecimal figures */
  colour: string;
  /** ISO 8601; the date that the file says it was made, so that the same data give the same bytes */
  madeAt: string;
  title: string;
  caption: string;
  /** what the reader must know first, set apart: the deadline is one of them */
  facts: { label: string; text: string; strong?: boolean }[];
  guidance: string[];
  warning?: string;
  sections: { title: string; questions: FormQuestion[] }[];
  /** kept in the file's properties: whose draft it was filled with, and what each answer was like (base.rules.ts) */
  properties: { name: string; value: string }[];
}

/** `Q1` of the first question: counted over the whole set, so that it stays whatever is answered. */
export const markOf = (questions: Pick<Question, 'key' | 'type'>[], question: { key: string }): string =>
  `Q${questions.filter(asksSomething).findIndex(({ key }) => key === question.key) + 1}`;

/** The words that the reader of a form looks for, beside the marks. */
export const WORDS = {
  choose: 'Choose an option',
  reasons: 'Reasons',
  confidential: 'Confidential, because',
  reference: 'Form reference',
  response: 'Response',
  attached: 'Attached in the portal:',
  filesHere: 'Files cannot be part of this form. Add them to your response in the portal, under “Files”.',
} as const;

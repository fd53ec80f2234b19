import type { Question } from '../../consultations/questions.js';
import type { Cell } from './answerType.js';
import { checkedCells } from './answerTypes.js';
import { rows } from './rows.js';

/** An answer to be read, for views/responses/answers/shown.ejs; nothing in it when nothing was answered. */
export interface ShownAnswer {
  text?: string;
  /** of a matrix: each row with what was chosen */
  pairs?: { key: string; value: string }[];
  /** of rows: as views/partials/data-table.ejs takes it */
  table?: {
    caption: string;
    captionHidden: true;
    plainFirst?: boolean;
    columns: { text: string }[];
    rows: { text: string; verbatim: true }[][];
  };
  reasons?: string;
}

/** The cell that says why, where the question asks for it. */
export const isReasons = (question: Question, { heading }: Cell): boolean =>
  question.rationale === true && heading === 'Reasons';

/** Lays out an answer, frozen or as it was typed, for reading. */
export function shownAnswer(question: Question, value: unknown): ShownAnswer {
  const said = checkedCells(question, value);
  if (said.length === 0) return {};
  if (question.type === 'rows') return { table: tableOf(question, value) };
  const answer = said.filter((cell) => !isReasons(question, cell));
  const reasons = said.find((cell) => isReasons(question, cell))?.text;
  if (question.type !== 'matrix') return { text: answer[0]?.text, reasons };
  return { pairs: answer.map(({ heading, text }) => ({ key: heading, value: text })), reasons };
}

function tableOf(question: Question, value: unknown): ShownAnswer['table'] {
  const frozen = rows.freeze(question, value) as { rows: string[][] };
  return {
    caption: question.ask,
    captionHidden: true,
    // a row whose first cell is empty has no name
    plainFirst: frozen.rows.some(([first]) => !first),
    columns: (question.columns ?? []).map((text) => ({ text })),
    rows: frozen.rows.map((line) => line.map((text) => ({ text, verbatim: true as const }))),
  };
}

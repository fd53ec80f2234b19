import { hasOptions, type Question, type QuestionType } from '../../consultations/questions.js';
import type { Cell } from '../../responses/answers/answerType.js';
import { answerTypes } from '../../responses/answers/answerTypes.js';
import { chosenOf } from '../../responses/answers/multipleChoice.js';
import { orderOf } from '../../responses/answers/ranking.js';
import { rowsOf } from '../../responses/answers/rows.js';

/** One thing that an answer says, as it stands in a row of its own. */
export interface Part extends Omit<Cell, 'heading'> {
  /** what it is: a column of a table, “Choice”, “Rank” */
  part: string;
  /** the clause or line, the row of a matrix or the option that it is about; '' where there is none */
  line: string;
  /** of a table: in which of its rows it stands, from 1; two rows may be about the same line */
  row: number | null;
}

const NAMES: Record<QuestionType, string> = {
  'single-choice': 'Choice',
  'multiple-choice': 'Choice',
  matrix: 'Choice',
  ranking: 'Rank',
  'long-text': 'Text',
  'short-text': 'Text',
  money: 'Amount (£)',
  number: 'Number',
  date: 'Date',
  file: 'File',
  rows: 'Line',
  guidance: '',
};

/** What a part of an answer to a question of this type is called. */
export const partName = ({ type }: Question): string => NAMES[type];

/** What an answer says, part by part, without its reasons and without the parts that say nothing. */
export function partsOf(question: Question, value: unknown): Part[] {
  const { type } = question;
  const part = partName(question);
  if (type === 'rows') return rowsOf(value).flatMap((cells, index) => partsOfRow(question, cells, index + 1));
  if (type === 'multiple-choice') {
    return chosenOf(value).map((text) => ({ part, line: '', row: null, text }));
  }
  // As it was submitted: an option may have been worded otherwise then.
  const order = type === 'ranking' ? orderOf(value) : [];
  if (order.length > 0) {
    return order.map((line, index) => ({
      part,
      line,
      row: null,
      text: String(index + 1),
      number: index + 1,
    }));
  }
  const cells = answerTypes[type].cells(question, value);
  const own = hasOptions(type) && question.rationale ? cells.slice(0, -1) : cells;
  return own
    .filter(({ text }) => text !== '')
    .map(({ heading, ...said }) => ({ part, line: heading, row: null, ...said }));
}

/** The first column says what the others are about. */
function partsOfRow({ columns = [] }: Question, cells: string[], row: number): Part[] {
  const [line = '', ...others] = cells;
  if (cells.length === 1) return [{ part: columns[0] ?? '', line: '', row, text: line }];
  const said = others.flatMap((text, index) =>
    text === '' ? [] : [{ part: columns[index + 1] ?? '', line, row, text }],
  );
  return said.length > 0 ? said : [{ part: columns[1] ?? '', line, row, text: '' }];
}

/** Why, where the question asks for it beside the answer; '' otherwise. */
export function reasonsOf(value: unknown): string {
  const { rationale } = (value ?? {}) as { rationale?: unknown };
  return typeof rationale === 'string' ? rationale.trim() : '';
}

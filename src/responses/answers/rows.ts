import { z } from 'zod';
import type { Question } from '../../consultations/questions.js';
import { answerType } from './answerType.js';
import type { PostedFields } from './postedFields.js';
import { tooLong } from './textLimit.js';

const stored = z.object({ rows: z.array(z.array(z.string())).catch([]) }).catch({ rows: [] });

type Rows = z.infer<typeof stored>;

/** More lines than any budget or legal text has; a form with more fields would not be read. */
export const MOST_ROWS = 200;

/** What the first column's list offers beside the consultation's lines. */
export const OTHER = 'Other';

/**
 * Rows of text in the question's columns, each field named `KEY-ROW-COLUMN` from 0. Where the consultation has lines
 * (clauses, budget lines) the first column is chosen from them, or is "Other" and then `KEY-ROW-0-other` says which.
 */
export const rows = answerType<Rows>({
  read: (value) => stored.parse(value),
  parse: (posted, question) => ({
    rows: Array.from({ length: countOf(posted, question) }, (_, row) =>
      columnsOf(question).map((_heading, column) => cellOf(posted, question, row, column)),
    ),
  }),
  isEmpty: (value) => value.rows.every(isBlank),
  problems: (question, value) =>
    value.rows.flatMap((cells, row) =>
      isBlank(cells) ? [] : cells.flatMap((text, column) => problemsOf(question, text, row, column, cells)),
    ),
  missing: ({ key }, value) =>
    value.rows.every(isBlank) ? [{ field: `${key}-0-0`, text: 'Enter at least one comment' }] : [],
  freeze: (question, value) => ({
    rows: value.rows
      .filter((cells) => !isBlank(cells))
      .map((cells) => columnsOf(question).map((_, column) => (cells[column] ?? '').trim())),
  }),
  cells: (question, value) => [{ heading: '', text: asText(question, value) }],
});

/** With one more, empty row at the end; a draft keeps it, so that it is there when the page comes back. */
export function addRow(question: Question, value: unknown): Rows {
  const { rows: before } = stored.parse(value);
  const blank = columnsOf(question).map(() => '');
  return { rows: before.length < MOST_ROWS ? [...before, blank] : before };
}

export const removeRow = (value: unknown, row: number): Rows => ({
  rows: stored.parse(value).rows.filter((_, index) => index !== row),
});

/** The rows of a stored value, empty ones too. */
export const rowsOf = (value: unknown): string[][] => stored.parse(value).rows;

/** What an answer says of one clause or line: its row's other columns, each named where there are several; '': nothing. */
export function saidOfLine(question: Question, value: unknown, line: string): string {
  const [, ...headings] = columnsOf(question);
  return rowsOf(value)
    .filter(([first]) => first === line)
    .map(([, ...cells]) =>
      cells
        .flatMap((text, column) =>
          text === '' ? [] : [headings.length > 1 ? `${headings[column]}: ${text}` : text],
        )
        .join('\n'),
    )
    .filter((text) => text !== '')
    .join('\n\n');
}

const columnsOf = (question: Question): string[] => question.columns ?? [];

const isBlank = (cells: string[]): boolean => cells.every((text) => text.trim() === '');

/** How many rows the form holds, found from its fields' names. */
function countOf(posted: PostedFields, { key }: Question): number {
  const indexes = posted
    .names()
    .filter((name) => name.startsWith(`${key}-`))
    .map((name) => /^(\d{1,3})-\d$/.exec(name.slice(key.length + 1))?.[1])
    .map((index) => (index === undefined ? 0 : Number(index) + 1));
  return Math.min(Math.max(0, ...indexes), MOST_ROWS);
}

/** Without a script both the list and "Other" can be filled in: then neither is lost. */
function cellOf(posted: PostedFields, question: Question, row: number, column: number): string {
  const text = posted.take(`${question.key}-${row}-${column}`);
  if (column > 0 || !question.lines?.length) return text;
  const other = posted.take(`${question.key}-${row}-0-other`);
  if (other.trim() === '') return text;
  return text === OTHER || text === '' ? other : `${text}: ${other}`;
}

function problemsOf(question: Question, text: string, row: number, column: number, cells: string[]) {
  const field = `${question.key}-${row}-${column}`;
  const heading = columnsOf(question)[0] ?? '';
  if (column === 0 && text.trim() === '' && cells.length > 1) {
    return [{ field, text: `Say which ${lowerFirst(heading)} comment ${row + 1} is about` }];
  }
  if (column === 0 && text.trim() === OTHER && question.lines?.length) {
    return [
      { field: `${field}-other`, text: `Say which other ${lowerFirst(heading)} comment ${row + 1} is about` },
    ];
  }
  return tooLong(field, text);
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** One block for each row, `Clause: G7.4` and so on, for where a table does not fit. */
function asText(question: Question, value: Rows): string {
  return value.rows
    .filter((cells) => !isBlank(cells))
    .map((cells) =>
      columnsOf(question)
        .map((heading, column) => [heading, (cells[column] ?? '').trim()])
        .filter(([, text]) => text)
        .map(([heading, text]) => `${heading}: ${text}`)
        .join('\n'),
    )
    .join('\n\n');
}

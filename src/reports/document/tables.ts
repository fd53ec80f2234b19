import type { Figures } from '../counting/figures.rules.js';
import type { ShownCell, ShownTable } from '../formats/rowsShown.js';
import type { Block, Cell, Column, Part, Table } from './blocks.js';
import { parts } from './parts.js';

/** A table that the page shows too. @param shares of the columns */
export const tableBlock = (
  { caption, columns, empty }: ShownTable,
  shares: number[],
  rows: Table['rows'],
  across?: 'wide',
): Block => ({
  kind: 'table',
  table: {
    caption,
    wide: across && true,
    columns: columns.map((heading, index) => ({ heading, share: shares[index]! })),
    rows,
    empty,
  },
});

/** A row of the page as one of a document. */
export const cellsOf = (row: ShownCell[]): Cell[] => row.map(cellOf);

function cellOf(shown: ShownCell): Cell {
  if (typeof shown === 'string') return shown;
  const { text, lines = [], verbatim, tag, note } = shown;
  return [
    ...parts([text, verbatim ? 'said' : 'plain']),
    ...lines.map((line): Part => ({ text: line, look: 'plain' })),
    ...parts([tag?.text, 'note'], [note, 'note']),
  ];
}

/** With more columns of figures a table is set across the page. */
const MOST_UPRIGHT = 9;
/** What figures leave to the column before them, of so many shares, or at least so many: their words must fit. */
const SHARES = 64;
const FIRST_SHARE = 18;

/** A table of figures; a column is as wide as the longest word above it. */
export function figuresBlock({ caption, columns, rows, foot }: Figures, empty = 'There are none.'): Block {
  const [first = '', ...others] = columns;
  const figures = others.map((heading): Column => ({
    heading,
    numeric: true,
    share: longestWord(heading) + 2,
  }));
  const left = SHARES - figures.reduce((sum, { share }) => sum + share, 0);
  return {
    kind: 'table',
    table: {
      caption,
      wide: figures.length > MOST_UPRIGHT || undefined,
      columns: [{ heading: first, share: Math.max(FIRST_SHARE, left) }, ...figures],
      rows: () => rows,
      foot,
      empty,
    },
  };
}

const longestWord = (heading: string): number =>
  Math.min(Math.max(6, ...heading.split(/\s/).map((word) => word.length)), 16);

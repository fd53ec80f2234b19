import type { Figures } from '../counting/figures.rules.js';
import type { ShownCell, ShownTable } from '../formats/rowsShown.js';
import type { Block, Cell, Part } from './blocks.js';
import { parts } from './parts.js';

type Rows = () => AsyncIterable<ShownCell[]> | Iterable<ShownCell[]>;

/** A table that the page shows too. @param shares of the columns */
export const tableBlock = (
  { caption, columns, empty }: ShownTable,
  shares: number[],
  rows: Rows,
  across?: 'wide',
): Block => ({
  kind: 'table',
  table: {
    caption,
    wide: across && true,
    columns: columns.map((heading, index) => ({ heading, share: shares[index]! })),
    async *rows() {
      for await (const row of rows()) yield row.map(cellOf);
    },
    empty,
  },
});

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
const MOST_UPRIGHT = 8;
const FIRST_SHARE = 30;
const FIGURE_SHARE = 12;

/** A table of figures. */
export const figuresBlock = (
  { caption, columns, rows, foot }: Figures,
  empty = 'There are none.',
): Block => ({
  kind: 'table',
  table: {
    caption,
    wide: columns.length - 1 > MOST_UPRIGHT || undefined,
    columns: columns.map((heading, index) =>
      index === 0 ? { heading, share: FIRST_SHARE } : { heading, numeric: true, share: FIGURE_SHARE },
    ),
    rows: () => rows,
    foot,
    empty,
  },
});

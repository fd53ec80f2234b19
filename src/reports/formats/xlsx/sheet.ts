import type { Instant } from '../../../db/connection.js';
import type { Told } from '../../telling/redaction.rules.js';
import type { TableCell } from '../columns.js';

/** A cell; a figure is a number to Excel, a date (ISO 8601) and a moment (as London's clocks show it) are dates. */
export type SheetCell = TableCell | { moment: Instant };

export interface SheetRow {
  cells: SheetCell[];
  /** `figures`: a heading whose cells after the first stand over figures, to the right as these do */
  look?: 'plain' | 'heading' | 'title' | 'figures';
}

export interface Sheet {
  name: string;
  /** of each column, in characters */
  widths: number[];
  /** the first row stays in sight and can be filtered by; on paper it stands on every page of any sheet */
  table: boolean;
  /** so many of the first columns say whose a row is: they stand again in rows in which a long text goes on */
  names: number;
  /** those that come before what the responses say */
  rows: () => Iterable<SheetRow>;
  /** what a response adds, as the responses come by */
  of?: (told: Told) => Iterable<SheetCell[]>;
}

/** What of a table is given; its headings are its first row, and a last column tells where a text goes on. */
interface Table extends Pick<Sheet, 'name' | 'of'> {
  columns: { heading: string; width: number }[];
  names?: number;
  rows?: () => Iterable<SheetCell[]>;
}

const CONTINUED = { heading: 'Continued', width: 12 };

/** A sheet to be sorted and filtered: whose a row is, is said by its first two columns unless told otherwise. */
export function tableSheet({ name, columns, names = 2, rows = () => [], of }: Table): Sheet {
  const all = [...columns, CONTINUED];
  return {
    name,
    widths: all.map(({ width }) => width),
    table: true,
    names,
    *rows() {
      yield { cells: all.map(({ heading }) => heading), look: 'heading' };
      for (const cells of rows()) yield { cells };
    },
    ...(of && { of }),
  };
}

/**
 * The most that is written into a cell, in UTF-16 units. Excel's limit is 32,767; LibreOffice, which has the same, puts
 * line ends of its own into paragraphs of more than 16,367 characters, for which there must be room.
 */
const LONGEST = 32_700;

/**
 * A row as Excel can hold it: where a text is too long for its cell it goes on in rows directly below, under the same
 * names, which say so in the last column of a table. The pieces put together are the text, letter by letter.
 */
export function heldRows(row: SheetRow, { names, table, widths }: Omit<Sheet, 'rows' | 'of'>): SheetRow[] {
  if (!row.cells.some((cell) => typeof cell === 'string' && cell.length > LONGEST)) return [row];
  const columns = table ? widths.length - 1 : row.cells.length;
  const pieces = Array.from({ length: columns }, (_, column) => inPieces(row.cells[column] ?? ''));
  const count = Math.max(...pieces.map(({ length }) => length));
  return Array.from({ length: count }, (_, index) => {
    const cells = pieces.map((some, column) => some[index] ?? (column < names ? some[0]! : ''));
    const mark = index === 0 ? `1 of ${count}` : `continued ${index + 1} of ${count}`;
    return { ...row, cells: table ? [...cells, mark] : cells };
  });
}

/** How far before the limit a text is rather cut after a space. */
const NEAR = 500;

function inPieces(cell: SheetCell): SheetCell[] {
  if (typeof cell !== 'string') return [cell];
  const pieces: string[] = [];
  let from = 0;
  while (cell.length - from > LONGEST) {
    const most = from + LONGEST;
    const space = Math.max(cell.lastIndexOf(' ', most - 1), cell.lastIndexOf('\n', most - 1));
    // Never between the halves of a character.
    const whole = /[\uD800-\uDBFF]/.test(cell[most - 1]!) ? most - 1 : most;
    const end = space >= most - NEAR ? space + 1 : whole;
    pieces.push(cell.slice(from, end));
    from = end;
  }
  return [...pieces, cell.slice(from)];
}

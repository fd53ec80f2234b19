import type { Chart } from '../counting/chart.js';

/**
 * A report as a document: what stands one below the other. Word and PDF are set from the same blocks, so that both say
 * the same in the same order. Text is literal: nothing in it is markup.
 */
export type Block =
  /** level 1 is a part of the report, the title is no block; a contents list is made from levels 1 and 2 */
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  /** in the portal's own words; a line feed begins a line */
  | { kind: 'text'; text: string; quiet?: true }
  /** what somebody wrote, kept letter by letter */
  | { kind: 'verbatim'; text: string }
  | { kind: 'facts'; facts: { term: string; lines: string[] }[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'chart'; chart: Chart }
  | { kind: 'table'; table: Table };

export interface Table {
  /** says what it holds, for those who do not see it too */
  caption: string;
  /** it is set across the page */
  wide?: true;
  /** the first names its row */
  columns: Column[];
  /** asked for when its turn comes; an answer may be many pages long */
  rows: () => AsyncIterable<Cell[]> | Iterable<Cell[]>;
  /** in the place of rows, where there are none */
  empty: string;
}

export interface Column {
  heading: string;
  numeric?: true;
  /** of the table's width, beside the others */
  share: number;
}

export type Cell = string | number | Part[];

/** A paragraph of a cell. */
export interface Part {
  text: string;
  /** `mark`: stands in the place of something; `warn`: what follows is confidential; `note`: smaller, below the rest */
  look: 'plain' | 'label' | 'note' | 'mark' | 'warn';
}

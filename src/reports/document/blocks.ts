import type { Chart } from '../counting/chart.js';

/**
 * A report as a document: what stands one below the other. Word and PDF are set from the same blocks, so that both say
 * the same in the same order. Text is literal: nothing in it is markup.
 */
export type Block =
  | Heading
  /** in the portal's own words; a line feed begins a line */
  | { kind: 'text'; text: string; quiet?: true }
  /** what somebody wrote, kept letter by letter; `label` says who, and stands before it */
  | { kind: 'verbatim'; text: string; label?: string }
  | { kind: 'facts'; facts: { term: string; lines: string[] }[] }
  | { kind: 'chart'; chart: Chart }
  | { kind: 'table'; table: Table };

export interface Heading {
  kind: 'heading';
  /** 1 is a part of the report, the title is no block; a contents list is made from levels 1 and 2 */
  level: 1 | 2 | 3;
  text: string;
  /** a part of level 1 that stands apart: Annex A, B, … */
  annex?: true;
}

export interface Table {
  /** says what it holds, for those who do not see it too */
  caption: string;
  /** it is set across the page */
  wide?: true;
  /** the first names its row */
  columns: Column[];
  /** asked for when its turn comes; an answer may be many pages long */
  rows: () => AsyncIterable<Cell[]> | Iterable<Cell[]>;
  /** what the rows add up to */
  foot?: Cell[];
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
  /**
   * `said`: somebody wrote it, kept letter by letter; `label`: in bold; `mark`: stands in the place of something;
   * `warn`: what follows is confidential; `note`: smaller, below the rest
   */
  look: 'plain' | 'said' | 'label' | 'note' | 'mark' | 'warn';
}

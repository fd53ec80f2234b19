/** Why a file is not read as a form; wordUpload.page.ts has the words for each. */
export type Refusal =
  'protected' | 'old word' | 'damaged' | 'macros' | 'another type' | 'too large inside' | 'no form';

/** A cell of a question's table. */
export interface WordCell {
  /** where it begins in the table's grid, from 0 */
  column: number;
  text: string;
  /** that it holds a box, and whether that is ticked */
  ticked?: boolean;
  /** pictures and embedded objects, which have no text */
  pictures: number;
}

/** A table with a key in its first cell. */
export interface WordTable {
  mark: string;
  rows: WordCell[][];
  /** the tags of the content controls that are left in it */
  tags: string[];
}

/** What a Word document says, as far as a form goes. */
export interface WordFile {
  tables: WordTable[];
  /** paragraphs, and rows of other tables cell by cell, in the order of the document; none of them empty */
  outside: string[][];
  /** footnotes, endnotes and comments */
  beside: string[];
  /** changes are marked in it: they are read as accepted */
  tracked: boolean;
  /** the custom properties */
  properties: Record<string, string>;
  /** wherever a form reference may stand: in the properties and the footers, as it stands there */
  references: string[];
}

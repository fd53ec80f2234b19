import { heldRows, type Sheet, type SheetRow } from './sheet.js';
import { sheetName } from './sheetNames.js';
import type { Listed } from './package.js';
import { rowXml, sheetEnd, sheetStart } from './xml.js';
import { packed, startEntry, type Entry } from './zip.js';

/** What follows in the workbook: a worksheet begins, its packed bytes, it ends. */
export type Piece = { begins: Entry; sheet: Listed } | { bytes: Promise<Buffer> } | { ends: Entry };

/** So many bytes are packed at a time. */
const PIECE = 128 * 1024;
/** The most bytes that a character, as JavaScript counts them, takes in UTF-8. */
const WIDEST = 3;

/**
 * A sheet as it grows, as XML that is packed piece by piece. One with more rows than may be goes on in another, with the
 * same headings.
 * @param put where the pieces go, in their order
 */
export function growing(sheet: Sheet, put: (piece: Piece) => void, mostRows: number) {
  const { widths } = sheet;
  let headings: SheetRow | undefined;
  let [part, rows] = [0, 0];
  let entry: Entry;
  let piece = Buffer.allocUnsafe(PIECE);
  let used = 0;
  const flush = (last: boolean) => {
    put({ bytes: packed(entry, piece.subarray(0, used), last) });
    piece = Buffer.allocUnsafe(PIECE);
    used = 0;
  };
  // Into bytes at once: long strings that live until they are packed cost more than all the rest.
  const write = (xml: string) => {
    const most = xml.length * WIDEST;
    if (used > 0 && used + most > PIECE) flush(false);
    if (most > PIECE) piece = Buffer.allocUnsafe(most);
    used += piece.write(xml, used);
  };
  const begin = () => {
    part += 1;
    rows = 0;
    entry = startEntry();
    put({ begins: entry, sheet: { name: sheetName(sheet.name, part), widths } });
    write(sheetStart(sheet));
  };
  const end = () => {
    write(sheetEnd(sheet, rows));
    flush(true);
    put({ ends: entry });
  };
  const writeRow = (row: SheetRow) => {
    rows += 1;
    write(rowXml(row, rows, widths));
  };
  begin();
  return {
    add: (row: SheetRow) => {
      if (sheet.table) headings ??= row;
      for (const held of heldRows(row, sheet)) {
        if (rows === mostRows) {
          end();
          begin();
          if (headings) writeRow(headings);
        }
        writeRow(held);
      }
    },
    end,
  };
}

import { wallClock } from '../../../londonTime.js';
import { excelText } from '../ooxml/xmlText.js';
import type { Sheet, SheetCell, SheetRow } from './sheet.js';

/** The looks by their index in styles.ts. */
const STYLES = { plain: 0, heading: 1, title: 2, figures: 3 };
const DATE = 4;
const MOMENT = 5;

/** As many characters across can still be read on A4. */
const PAGE_WIDTH = 230;

const pagesAcross = (widths: number[]): number =>
  Math.ceil(widths.reduce((sum, width) => sum + width, 0) / PAGE_WIDTH);

/** What is printed on every page: the first row, and where a sheet is several pages wide its first column. */
export function printTitles(name: string, widths: number[]): string {
  const sheet = `'${name.replaceAll("'", "''")}'`;
  return [...(pagesAcross(widths) > 1 ? [`${sheet}!$A:$A`] : []), `${sheet}!$1:$1`].join(',');
}

/** The XML of a worksheet (ISO/IEC 29500-1, 18.3) before its rows: widths, and what stays in sight. */
export function sheetStart({ widths, table }: Pick<Sheet, 'widths' | 'table'>): string {
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const pane = table
    ? '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    : '';
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<cols>${cols.join('')}</cols><sheetData>`
  );
}

/**
 * And after them: what can be filtered, and the paper: A4 across, as long as it takes, and as wide as can be read,
 * one page for all but the widest.
 */
export function sheetEnd({ widths, table }: Pick<Sheet, 'widths' | 'table'>, rows: number): string {
  const filter = table ? `<autoFilter ref="A1:${columnName(widths.length - 1)}${Math.max(rows, 1)}"/>` : '';
  return (
    `</sheetData>${filter}` +
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>' +
    `<pageSetup paperSize="9" orientation="landscape" fitToWidth="${pagesAcross(widths)}" fitToHeight="0"/>` +
    '<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter></worksheet>'
  );
}

/** @param number of the row, from 1 */
export function rowXml({ cells, look = 'plain' }: SheetRow, number: number, widths: number[]): string {
  let lines = 1;
  let xml = '';
  for (const [index, cell] of cells.entries()) {
    if (cell === '') continue;
    if (look !== 'title') lines = Math.max(lines, linesOf(cell, widths[index]!));
    const style = look === 'figures' && index === 0 ? STYLES.heading : STYLES[look];
    xml += cellXml(cell, `${columnName(index)}${number}`, style);
  }
  // LibreOffice does not find out by itself how high a row has to be
  const height = lines > 1 ? ` ht="${Math.min(lines * LINE, HIGHEST)}"` : '';
  return `<row r="${number}"${height}>${xml}</row>`;
}

/** Text is text, whatever it begins with: there are no formulas. */
function cellXml(cell: SheetCell, at: string, style: number): string {
  if (typeof cell === 'string')
    return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${excelText(cell)}</t></is></c>`;
  if (typeof cell === 'number') return `<c r="${at}" s="${style}"><v>${cell}</v></c>`;
  if ('date' in cell) return `<c r="${at}" s="${DATE}"><v>${serialOf(Date.parse(cell.date))}</v></c>`;
  return `<c r="${at}" s="${MOMENT}"><v>${serialOf(wallClock(cell.moment).getTime())}</v></c>`;
}

/** Of a line of text and of the highest row, in points. */
const LINE = 15;
const HIGHEST = 409;

/** A day as Excel counts it: 1 March 1900 is 61. @param at in milliseconds, of the clock that it is to show */
const serialOf = (at: number): number => at / 86_400_000 + 25_569;

/** About how many lines a cell takes, its text wrapped to its width. */
function linesOf(cell: SheetCell, width: number): number {
  if (typeof cell !== 'string') return 1;
  let lines = 0;
  for (let from = 0, end = 0; end >= 0 && lines * LINE < HIGHEST; from = end + 1) {
    end = cell.indexOf('\n', from);
    lines += Math.ceil(Math.max((end < 0 ? cell.length : end) - from, 1) / width);
  }
  return lines;
}

const NAMES: string[] = [];

/** `A`, `B`, … `Z`, `AA`. */
function columnName(index: number): string {
  return (NAMES[index] ??=
    (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26)));
}

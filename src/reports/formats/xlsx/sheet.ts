/** A cell; a figure is a number to Excel, and a date (ISO 8601) is a date. Empty text leaves the cell out. */
export type SheetCell = string | number | { date: string };

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
  rows: () => AsyncIterable<SheetRow> | Iterable<SheetRow>;
}

/** Excel's limit for the text of a cell. */
const LONGEST = 32_767;
const CUT = ' … [cut here: a cell of Excel holds no more; the whole text is in the CSV file]';
const PIECE = 64 * 1024;

/** The looks by their index in styles.xml. */
const STYLES = { plain: 0, heading: 1, title: 2, figures: 3 };
const DATE = 4;

/** As many characters across can still be read on A4. */
const PAGE_WIDTH = 230;

/** Printed on A4 across, as long as it takes, and as wide as can be read: one page for all but the widest. */
const paper = (widths: number[]): string =>
  '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>' +
  `<pageSetup paperSize="9" orientation="landscape" fitToWidth="${pagesAcross(widths)}" fitToHeight="0"/>` +
  '<headerFooter><oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N</oddFooter></headerFooter>';

const pagesAcross = (widths: number[]): number =>
  Math.ceil(widths.reduce((sum, width) => sum + width, 0) / PAGE_WIDTH);

/** What is printed on every page: the first row, and where a sheet is several pages wide its first column. */
export function printTitles({ name, widths }: Sheet): string {
  const sheet = `'${name.replaceAll("'", "''")}'`;
  return [...(pagesAcross(widths) > 1 ? [`${sheet}!$A:$A`] : []), `${sheet}!$1:$1`].join(',');
}

/** The XML of a worksheet (ISO/IEC 29500-1, 18.3), in pieces, as its rows come. */
export async function* sheetXml({ widths, table, rows }: Sheet): AsyncGenerator<string> {
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const pane = table ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : '';
  let piece =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' +
    `<sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<cols>${cols.join('')}</cols><sheetData>`;
  let number = 0;
  for await (const row of rows()) {
    number += 1;
    piece += rowXml(row, number, widths);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  const filter = table ? `<autoFilter ref="A1:${columnName(widths.length - 1)}${Math.max(number, 1)}"/>` : '';
  yield `${piece}</sheetData>${filter}${paper(widths)}</worksheet>`;
}

function rowXml({ cells, look = 'plain' }: SheetRow, number: number, widths: number[]): string {
  const lines = look === 'title' ? 1 : Math.max(...cells.map((cell, index) => linesOf(cell, widths[index]!)));
  // LibreOffice does not find out by itself how high a row has to be
  const height = lines > 1 ? ` ht="${Math.min(lines * LINE, HIGHEST)}"` : '';
  let xml = `<row r="${number}"${height}>`;
  for (const [index, cell] of cells.entries()) {
    if (cell === '') continue;
    if (typeof cell === 'object') {
      xml += `<c r="${columnName(index)}${number}" s="${DATE}"><v>${serialOf(cell.date)}</v></c>`;
      continue;
    }
    const style = look === 'figures' && index === 0 ? STYLES.heading : STYLES[look];
    const at = `r="${columnName(index)}${number}" s="${style}"`;
    xml +=
      typeof cell === 'number'
        ? `<c ${at}><v>${cell}</v></c>`
        : `<c ${at} t="inlineStr"><is><t xml:space="preserve">${xmlText(cell)}</t></is></c>`;
  }
  return `${xml}</row>`;
}

/** Of a line of text and of the highest row, in points. */
const LINE = 15;
const HIGHEST = 409;

/** A day as Excel counts it: 1 March 1900 is 61. */
const serialOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569;

/** About how many lines a cell takes, its text wrapped to its width. */
function linesOf(cell: SheetCell, width: number): number {
  if (typeof cell !== 'string' || cell.length === 0) return 1;
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

/** What XML cannot hold: controls but for tab and line feed, halves of a character, non-characters. */
const UNHOLDABLE = String.raw`(?![\t\n])\p{Cc}|\p{Surrogate}|\uFFFE|\uFFFF`;
const SPECIALS = new RegExp(String.raw`\r\n|[&<>]|_(?=x[0-9A-Fa-f]{4}_)|${UNHOLDABLE}`, 'gu');

/** Text as XML holds it; what XML cannot hold is written as Excel does, `_x0008_`. */
export function xmlText(text: string): string {
  const whole = text.length > LONGEST ? cut(text) : text;
  return whole.replaceAll(SPECIALS, escaped);
}

function escaped(found: string): string {
  if (found === '&') return '&amp;';
  if (found === '<') return '&lt;';
  if (found === '>') return '&gt;';
  if (found === '\r\n' || found === '\r') return '\n';
  return `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

const cut = (text: string): string =>
  text.slice(0, LONGEST - CUT.length).replace(/[\uD800-\uDBFF]$/, '') + CUT;

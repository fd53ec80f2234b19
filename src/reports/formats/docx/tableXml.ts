import type { Cell, Column, Part, Table } from '../../document/blocks.js';
import { attribute, paragraph, type Style } from './text.js';

/** The width of the text, in twentieths of a point: A4 less its margins. */
export const WIDTH = { upright: 9638, across: 14570 };

const PIECE = 64 * 1024;
/** A row with less text, in characters, stays on one page. */
const SHORT = 600;

/** A table under its caption, in pieces, as its rows come. @param said the heading above it: it need not say it again */
export async function* tableXml(table: Table, said: string): AsyncGenerator<string> {
  const { caption, wide, columns, rows, foot, empty } = table;
  const widths = widthsOf(columns, wide ? WIDTH.across : WIDTH.upright);
  let piece = caption === said ? '' : paragraph('Caption', caption);
  const figures = columns.some(({ numeric }) => numeric);
  const before = (xml: string) => (figures ? withNext(xml) : xml);
  let last: string | undefined;
  for await (const cells of rows()) {
    piece += last === undefined ? opening(caption, columns, widths, foot) : before(last);
    last = row(cells, columns, widths);
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (last === undefined) return yield piece + paragraph('Quiet', empty);
  yield `${piece}${foot ? before(last) + row(inBold(foot), columns, widths) : last}</w:tbl>`;
}

/** Figures are read together: their row stands on the page of the next. */
const withNext = (xml: string): string => xml.replaceAll(/<w:pStyle [^>]+>/g, '$&<w:keepNext/>');

/** Terms, and what they are. */
export function factsXml(facts: { term: string; lines: string[] }[], caption: string): string {
  const columns: Column[] = [
    { heading: '', share: 28 },
    { heading: '', share: 72 },
  ];
  const widths = widthsOf(columns, WIDTH.upright);
  const rows = facts.map(({ term, lines }) =>
    row(
      [[{ text: term, look: 'label' }], lines.map((text): Part => ({ text, look: 'plain' }))],
      columns,
      widths,
    ),
  );
  return `${properties('Facts', caption, widths, 'w:firstColumn="1"')}${rows.join('')}</w:tbl>`;
}

function opening(caption: string, columns: Column[], widths: number[], foot?: Cell[]): string {
  const cells = columns.map(({ heading, numeric }, index) =>
    cell(paragraph(numeric ? 'CellFigureHeading' : 'CellHeading', heading), widths[index]!),
  );
  const looks = `w:firstRow="1"${foot ? ' w:lastRow="1"' : ''}`;
  const heading = `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${cells.join('')}</w:tr>`;
  return properties('ReportTable', caption, widths, looks) + heading;
}

const properties = (style: string, caption: string, widths: number[], looks: string): string =>
  `<w:tbl><w:tblPr><w:tblStyle w:val="${style}"/><w:tblW w:w="${sum(widths)}" w:type="dxa"/>` +
  `<w:tblLayout w:type="fixed"/><w:tblLook ${looks} w:noHBand="1" w:noVBand="1"/>` +
  `<w:tblCaption w:val="${attribute(caption)}"/></w:tblPr>` +
  `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`;

function row(cells: Cell[], columns: Column[], widths: number[]): string {
  const short = sum(cells.map(lengthOf)) < SHORT;
  const inside = cells.map((one, index) => cell(paragraphs(one, columns[index]!), widths[index]!));
  return `<w:tr>${short ? '<w:trPr><w:cantSplit/></w:trPr>' : ''}${inside.join('')}</w:tr>`;
}

/** What the rows add up to is named in bold; not every program takes that from the table's style. */
const inBold = ([name = '', ...figures]: Cell[]): Cell[] => [
  typeof name === 'object' ? name : [{ text: String(name), look: 'label' }],
  ...figures,
];

const cell = (inside: string, width: number): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${inside}</w:tc>`;

const LOOKS: Record<Part['look'], Style> = {
  plain: 'CellText',
  said: 'CellSaid',
  label: 'CellLabel',
  note: 'CellNote',
  mark: 'CellMark',
  warn: 'CellWarn',
};

/** A cell without a paragraph is none to Word. */
function paragraphs(of: Cell, { numeric }: Column): string {
  if (typeof of !== 'object') return paragraph(numeric ? 'CellFigure' : 'CellText', String(of));
  if (of.length === 0) return paragraph('CellText', '');
  return of.map(({ text, look }) => paragraph(LOOKS[look], text)).join('');
}

const lengthOf = (of: Cell): number =>
  typeof of === 'object' ? sum(of.map(({ text }) => text.length)) : String(of).length;

/** Of each column; together they are as wide as the text. */
function widthsOf(columns: Column[], width: number): number[] {
  const shares = sum(columns.map(({ share }) => share));
  const widths = columns.map(({ share }) => Math.floor((share / shares) * width));
  return widths.with(-1, widths.at(-1)! + width - sum(widths));
}

const sum = (figures: number[]): number => figures.reduce((total, figure) => total + figure, 0);

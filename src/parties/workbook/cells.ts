import { allText, attributeOf, childOf, findAll, type XmlNode } from '../../responses/word/xml.js';
import { serialDate, showsDate } from './serialDate.js';

/** What the cells of a workbook refer to. */
export interface Workbook {
  /** the texts that cells share */
  shared: string[];
  /** of each style, how it shows a number */
  styles: { date: boolean; digits: number }[];
  /** its days are counted from 1904, as a Mac did */
  from1904: boolean;
}

/** How each style of a workbook shows numbers: as dates, or filled up with zeros to so many digits. */
export function readStyles(styles: XmlNode[]): Workbook['styles'] {
  const codes = new Map(
    findAll(styles, new Set(['numFmt'])).map((format) => [
      Number(attributeOf(format, 'numFmtId')),
      attributeOf(format, 'formatCode') ?? '',
    ]),
  );
  const [cells] = findAll(styles, new Set(['cellXfs']));
  return (cells ? findAll([cells], new Set(['xf'])) : []).map((style) => {
    const format = Number(attributeOf(style, 'numFmtId') ?? 0);
    const code = codes.get(format);
    return { date: showsDate(format, code), digits: /^0+$/.test(code ?? '') ? code!.length : 0 };
  });
}

/** A cell as it is seen: of a formula what it came to when it was saved. In one line. */
export function cellText(cell: XmlNode, workbook: Workbook): string {
  return raw(cell, workbook)
    .replaceAll(/_x000D_/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function raw(cell: XmlNode, { shared, styles, from1904 }: Workbook): string {
  const inline = childOf(cell, 'is');
  if (inline) return stringText(inline);
  const value = childOf(cell, 'v');
  const text = value ? allText(value) : '';
  const type = attributeOf(cell, 't') ?? 'n';
  if (type === 's') return shared[Number(text)] ?? '';
  if (type === 'd') return text.slice(0, 10);
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE';
  const number = Number(text);
  if (type !== 'n' || text.trim() === '' || !Number.isFinite(number)) return text;
  const style = styles[Number(attributeOf(cell, 's') ?? 0)];
  const date = style?.date ? serialDate(number, from1904) : undefined;
  return date ?? plainNumber(number).padStart(style?.digits ?? 0, '0');
}

/** An id of many figures is no power of ten. */
const plainNumber = (number: number): string =>
  Number.isSafeInteger(number) ? BigInt(number).toString() : String(number);

/** Without the readings that are printed above Japanese words. */
export const stringText = (string: XmlNode): string =>
  findAll([string], new Set(['t', 'rPh']))
    .map((part) => ('t' in part ? allText(part) : ''))
    .join('');

/** `C` of `C5`, from 0; undefined where a cell does not say where it is. */
export function columnOf(cell: XmlNode): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(attributeOf(cell, 'r') ?? '')?.[0];
  if (!letters) return undefined;
  return letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

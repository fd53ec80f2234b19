import { allText, attributeOf, childOf, childrenOf, descend, nameOf, type XmlNode } from './xml.js';
import type { Numbering } from './numbering.js';

/** Round what stands in them, without a say in it: read as if they were not there. */
const WRAPPERS = new Set(['sdt', 'sdtContent', 'customXml', 'smartTag', 'ins', 'moveTo']);
/** What was taken out, or is not text. Of alternatives for old and new word processors the first is read. */
const LEFT_OUT = new Set([
  'del',
  'moveFrom',
  'pPr',
  'rPr',
  'sdtPr',
  'tblPr',
  'tcPr',
  'instrText',
  'Fallback',
]);
const PICTURES = new Set(['pic', 'pict', 'object', 'chart', 'OLEObject']);
/** Boxes in the fonts of symbols, as older templates have them (Wingdings, Wingdings 2). */
const SYMBOLS: Record<string, string> = {
  F0FE: '☒',
  F0FD: '☒',
  F053: '☒',
  F052: '☒',
  F06F: '☐',
  F0A8: '☐',
  F0A3: '☐',
  F0B7: '•',
};

/** The paragraphs and tables of a body or a cell, in order, whatever is wrapped round them. */
export const blocksOf = (container: XmlNode): XmlNode[] =>
  childrenOf(container).flatMap((child) => {
    const name = nameOf(child);
    if (name === 'p' || name === 'tbl') return [child];
    return WRAPPERS.has(name) ? blocksOf(child) : [];
  });

/** The rows of a table, or the cells of a row; without those that were taken out. */
export const partsOf = (container: XmlNode, part: 'tr' | 'tc'): XmlNode[] =>
  childrenOf(container).flatMap((child) => {
    const name = nameOf(child);
    if (name === part) return descend(child, 'trPr', 'del') ? [] : [child];
    return WRAPPERS.has(name) ? partsOf(child, part) : [];
  });

/**
 * The text of a cell as a person reads it: a line for each paragraph, items of lists with their signs or numbers, a
 * table within it row by row, its cells set off by tabs.
 */
export const blockText = (block: XmlNode, numbering: Numbering): string =>
  nameOf(block) === 'tbl' ? tableText(block, numbering) : paragraphText(block, numbering);

export const cellText = (cell: XmlNode, numbering: Numbering): string =>
  blocksOf(cell)
    .map((block) => blockText(block, numbering))
    .join('\n');

const tableText = (table: XmlNode, numbering: Numbering): string =>
  partsOf(table, 'tr')
    .map((row) =>
      partsOf(row, 'tc')
        .map((cell) => cellText(cell, numbering).trim().replaceAll('\n', ' '))
        .join('\t'),
    )
    .join('\n');

export function paragraphText(paragraph: XmlNode, numbering: Numbering): string {
  const text = childrenOf(paragraph).map(inlineText).join('');
  return `${text ? numbering.sign(descend(paragraph, 'pPr', 'numPr')) : ''}${text}`;
}

function inlineText(node: XmlNode): string {
  const name = nameOf(node);
  if (LEFT_OUT.has(name)) return '';
  switch (name) {
    case 't':
      return allText(node);
    case 'tab':
    case 'ptab':
      return '\t';
    case 'br':
    case 'cr':
      return '\n';
    case 'noBreakHyphen':
      return '\u2011';
    case 'softHyphen':
      return '\u00ad';
    case 'sym':
      return SYMBOLS[(attributeOf(node, 'char') ?? '').toUpperCase()] ?? '▯';
    case 'txbxContent':
      return `\n${childrenOf(node).map(inlineText).join('\n')}\n`;
    case '#text':
      return '';
    default:
      return childrenOf(node).map(inlineText).join('');
  }
}

export const picturesIn = (node: XmlNode): number => {
  const name = nameOf(node);
  if (LEFT_OUT.has(name)) return 0;
  if (PICTURES.has(name)) return 1;
  return childrenOf(node).reduce((count, child) => count + picturesIn(child), 0);
};

/** Whether a cell holds a box, and how it stands: by its sign, which people see, before what its control says. */
export function tickedIn(cell: XmlNode, text: string): boolean | undefined {
  const sign = /[☐□☒☑⊠✓✔✗✘🗹🗷]/u.exec(text)?.[0];
  if (sign) return !'☐□'.includes(sign);
  const checked = checkedOf(cell);
  return checked === undefined ? undefined : checked !== '0' && checked !== 'false';
}

function checkedOf(node: XmlNode): string | undefined {
  if (nameOf(node) === 'checkbox') return attributeOf(childOf(node, 'checked'), 'val') ?? '0';
  for (const child of childrenOf(node)) {
    const found = checkedOf(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

import { attributeOf, childrenOf, nameOf, parseXml, type XmlNode } from '../../../src/responses/word/xml.js';
import { savedAgain } from '../../support/soffice.js';
import { unzip } from '../reading.js';

/** A Word document as LibreOffice reads it: the text of its paragraphs outside tables, and its tables cell by cell. */
export interface Opened {
  paragraphs: { style: string; text: string }[];
  tables: string[][][];
  charts: number;
}

/** Opens a Word document in LibreOffice. @param soffice the program */
export async function openInLibreOffice(soffice: string, docx: Buffer): Promise<Opened> {
  const { 'content.xml': content } = await unzip(await savedAgain(soffice, 'report.docx', docx, 'odt'));
  return read(parseXml(content!));
}

function read(nodes: XmlNode[]): Opened {
  const opened: Opened = { paragraphs: [], tables: [], charts: 0 };
  const walk = (node: XmlNode) => {
    const name = nameOf(node);
    if (name === 'object') opened.charts += 1;
    if (name === 'table') return void opened.tables.push(within(node, 'table-row').map(cellsOf));
    if (name === 'p' || name === 'h')
      opened.paragraphs.push({ style: attributeOf(node, 'style-name') ?? '', text: textOf(node) });
    if (name !== '#text') childrenOf(node).forEach(walk);
  };
  nodes.forEach(walk);
  return opened;
}

const cellsOf = (row: XmlNode): string[] =>
  within(row, 'table-cell').map((cell) => within(cell, 'p').map(textOf).join('\n'));

/** The elements of a name, not looking within them for more. */
const within = (node: XmlNode, name: string): XmlNode[] =>
  nameOf(node) === '#text'
    ? []
    : childrenOf(node).flatMap((child) => (nameOf(child) === name ? [child] : within(child, name)));

/** Text as it is read: line breaks, tabs and several spaces are elements (OpenDocument 1.3, 6.1). */
function textOf(node: XmlNode): string {
  switch (nameOf(node)) {
    case '#text':
      return String(node['#text']);
    case 'line-break':
      return '\n';
    case 'tab':
      return '\t';
    case 's':
      return ' '.repeat(Number(attributeOf(node, 'c') ?? 1));
    case 'frame':
      return '';
    default:
      return childrenOf(node).map(textOf).join('');
  }
}

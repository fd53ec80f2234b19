import { buffer } from 'node:stream/consumers';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { allText, attributeOf, childOf, findAll, parseXml, type XmlNode } from '../../responses/word/xml.js';
import { Unreadable } from './fileText.js';

/** What is read of a workbook, unpacked; checked before, and by yauzl again while it is unpacked. */
const MOST_BYTES_INSIDE = 24 * 1024 * 1024;

const SHEETS = /^xl\/worksheets\/[^/]+\.xml$/;

/** The name of each sheet, then every sheet's rows, cells set off by tabs (ECMA-376 part 1, 18.3). @throws Unreadable */
export async function workbookText(bytes: Buffer): Promise<string> {
  if (bytes.toString('latin1', 0, 4) === '\xd0\xcf\x11\xe0') throw new Unreadable('protected');
  const zip = await yauzl.fromBufferPromise(bytes);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new Unreadable('protected');
    entries.set(entry.fileName, entry);
  }
  const sheets = [...entries.keys()].filter((name) => SHEETS.test(name)).toSorted(inOrder);
  if (sheets.length === 0) throw new Unreadable('damaged');
  const read = readerOf(zip, entries);
  const names = findAll(await read('xl/workbook.xml'), new Set(['sheet'])).map(
    (sheet) => attributeOf(sheet, 'name') ?? '',
  );
  const shared = findAll(await read('xl/sharedStrings.xml'), new Set(['si'])).map(stringText);
  const texts: string[] = [names.join('\n')];
  for (const name of sheets) texts.push(sheetText(await read(name), shared));
  return texts.join('\n');
}

function readerOf(zip: ZipFile, entries: Map<string, Entry>) {
  let room = MOST_BYTES_INSIDE;
  return async (name: string): Promise<XmlNode[]> => {
    const entry = entries.get(name);
    if (!entry) return [];
    room -= entry.uncompressedSize;
    if (room < 0) throw new Unreadable('too much');
    return parseXml(await buffer(await zip.openReadStreamPromise(entry)));
  };
}

const sheetText = (sheet: XmlNode[], shared: string[]): string =>
  findAll(sheet, new Set(['row']))
    .map((row) =>
      findAll([row], new Set(['c']))
        .map((cell) => cellText(cell, shared))
        .filter(Boolean)
        .join('\t'),
    )
    .join('\n');

function cellText(cell: XmlNode, shared: string[]): string {
  const inline = childOf(cell, 'is');
  if (inline) return stringText(inline);
  const value = childOf(cell, 'v');
  const text = value ? allText(value) : '';
  return attributeOf(cell, 't') === 's' ? (shared[Number(text)] ?? '') : text;
}

/** Without the readings that are printed above Japanese words. */
const stringText = (string: XmlNode): string =>
  findAll([string], new Set(['t', 'rPh']))
    .map((part) => ('t' in part ? allText(part) : ''))
    .join('');

/** `sheet2` before `sheet10` */
const inOrder = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });

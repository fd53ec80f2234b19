import { buffer } from 'node:stream/consumers';
import yauzl, { type Entry } from 'yauzl';
import { attributeOf, findAll, parseXml, type XmlNode } from '../../responses/word/xml.js';
import { cellText, columnOf, readStyles, stringText, type Workbook } from './cells.js';

/** What is read of a workbook, unpacked; checked before, and by yauzl again while it is unpacked. */
const MOST_BYTES_INSIDE = 24 * 1024 * 1024;
/** Beyond the last of these rows and columns there is another file, or somebody's slip far below. */
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 100;
const MOST_CHARACTERS = 4 * 1024 * 1024;

export type NotRead = 'protected' | 'damaged' | 'too much';

/** Why a workbook is not read. */
export class NotReadable extends Error {
  constructor(readonly why: NotRead) {
    super(why);
  }
}

/** One sheet as CSV: each row of it is the line of the same number. */
export interface Sheet {
  name: string;
  csv: string;
}

/** The sheets of a workbook that are not hidden, in its order (ECMA-376 part 1, 18). @throws NotReadable */
export async function readSheets(bytes: Buffer): Promise<Sheet[]> {
  if (bytes.toString('latin1', 0, 4) === '\xd0\xcf\x11\xe0') throw new NotReadable('protected');
  const read = await openZip(bytes);
  const [book] = await read('xl/workbook.xml');
  if (!book) throw new NotReadable('damaged');
  const targets = new Map(
    findAll(await read('xl/_rels/workbook.xml.rels'), new Set(['Relationship'])).map((one) => [
      attributeOf(one, 'Id'),
      attributeOf(one, 'Target') ?? '',
    ]),
  );
  const [settings] = findAll([book], new Set(['workbookPr']));
  const workbook: Workbook = {
    shared: findAll(await read('xl/sharedStrings.xml'), new Set(['si'])).map(stringText),
    styles: readStyles(await read('xl/styles.xml')),
    from1904: ['1', 'true'].includes(attributeOf(settings, 'date1904') ?? ''),
  };
  const shown = findAll([book], new Set(['sheet'])).filter(
    (sheet) => (attributeOf(sheet, 'state') ?? 'visible') === 'visible',
  );
  const sheets: Sheet[] = [];
  let room = MOST_CHARACTERS;
  for (const sheet of shown) {
    const target = targets.get(attributeOf(sheet, 'id')) ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    const csv = sheetCsv(await read(path), workbook);
    room -= csv.length;
    if (room < 0) throw new NotReadable('too much');
    sheets.push({ name: attributeOf(sheet, 'name') ?? '', csv });
  }
  if (sheets.length === 0) throw new NotReadable('damaged');
  return sheets;
}

/** @returns reads one part; nothing where there is none */
async function openZip(bytes: Buffer): Promise<(name: string) => Promise<XmlNode[]>> {
  const zip = await yauzl.fromBufferPromise(bytes);
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw new NotReadable('protected');
    entries.set(entry.fileName, entry);
  }
  let room = MOST_BYTES_INSIDE;
  return async (name) => {
    const entry = entries.get(name);
    if (!entry) return [];
    room -= entry.uncompressedSize;
    if (room < 0) throw new NotReadable('too much');
    return parseXml(await buffer(await zip.openReadStreamPromise(entry)));
  };
}

function sheetCsv(sheet: XmlNode[], workbook: Workbook): string {
  const lines: string[] = [];
  let number = 0;
  for (const row of findAll(sheet, new Set(['row']))) {
    number = Number(attributeOf(row, 'r') ?? number + 1);
    const cells = rowCells(row, workbook);
    if (cells.every((text) => text === '')) continue;
    if (!(number > lines.length)) throw new NotReadable('damaged');
    if (number > MOST_ROWS) throw new NotReadable('too much');
    while (lines.length < number - 1) lines.push('');
    lines.push(cells.map(quoted).join(','));
  }
  return lines.join('\n');
}

function rowCells(row: XmlNode, workbook: Workbook): string[] {
  const cells: string[] = [];
  let column = -1;
  for (const cell of findAll([row], new Set(['c']))) {
    column = columnOf(cell) ?? column + 1;
    const text = cellText(cell, workbook);
    if (text === '') continue;
    if (column >= MOST_COLUMNS) throw new NotReadable('too much');
    while (cells.length < column) cells.push('');
    cells[column] = text;
  }
  return cells;
}

const quoted = (text: string): string => (/[",;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

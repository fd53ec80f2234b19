import { buffer } from 'node:stream/consumers';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { DAMAGED, lookInsideOle, PROTECTED, WITH_MACROS, type Inside } from '../../attachments/oleType.js';
import { lookInsideZip } from '../../attachments/zipType.js';
import { parseXml, type XmlNode } from './xml.js';
import type { Refusal } from './wordFile.js';

/** What is read of a document, unpacked: the text of any form with room to spare, read in about two seconds. */
export const MOST_BYTES_INSIDE = 12 * 1024 * 1024;

export class Refused extends Error {
  constructor(readonly why: Refusal) {
    super(why);
  }
}

/** The parts of a document that are read, by their names; those that are missing are empty. */
export interface DocxParts {
  document: XmlNode[];
  numbering: XmlNode[];
  custom: XmlNode[];
  core: XmlNode[];
  footers: XmlNode[];
  beside: XmlNode[];
}

/**
 * Opens a Word document, and no more of it than is needed. Sizes are checked before anything is unpacked, and again
 * while it is: yauzl stops at a part that is larger than the list of contents says.
 * @throws Refused
 */
export async function openDocx(bytes: Buffer): Promise<DocxParts> {
  await assertDocx(bytes);
  try {
    const zip = await yauzl.fromBufferPromise(bytes);
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    return await readParts(zip, entries);
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('damaged');
  }
}

async function assertDocx(bytes: Buffer): Promise<void> {
  const readAt = async (position: number, length: number) => bytes.subarray(position, position + length);
  const head = bytes.toString('latin1', 0, 4);
  if (head === '\xd0\xcf\x11\xe0') throw new Refused(whyNot(await lookInsideOle(readAt)));
  if (!head.startsWith('PK')) throw new Refused('another type');
  const inside = await lookInsideZip(bytes.length, readAt);
  if (!('is' in inside) || inside.is !== 'docx') throw new Refused(whyNot(inside));
}

function whyNot(inside: Inside): Refusal {
  if ('is' in inside) return inside.is === 'doc' ? 'old word' : 'another type';
  if (inside.not === PROTECTED) return 'protected';
  if (inside.not === WITH_MACROS) return 'macros';
  return inside.not === DAMAGED ? 'damaged' : 'another type';
}

async function readParts(zip: ZipFile, entries: Map<string, Entry>): Promise<DocxParts> {
  let room = MOST_BYTES_INSIDE;
  const read = async (name: string): Promise<XmlNode[]> => {
    const entry = entries.get(name);
    if (!entry) return [];
    room -= entry.uncompressedSize;
    if (room < 0) throw new Refused('too large inside');
    return parseXml(await buffer(await zip.openReadStreamPromise(entry)));
  };
  const readAll = async (pattern: RegExp): Promise<XmlNode[]> => {
    const parts: XmlNode[] = [];
    for (const name of [...entries.keys()].filter((one) => pattern.test(one)).toSorted()) {
      parts.push(...(await read(name)));
    }
    return parts;
  };
  const document = await readAll(/^word\/document\d*\.xml$/);
  if (document.length === 0) throw new Refused('damaged');
  return {
    document,
    numbering: await read('word/numbering.xml'),
    custom: await read('docProps/custom.xml'),
    core: await read('docProps/core.xml'),
    footers: await readAll(/^word\/footer\d+\.xml$/),
    beside: await readAll(/^word\/(footnotes|endnotes|comments)\.xml$/),
  };
}

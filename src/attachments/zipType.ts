import { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ACCEPTED, type AcceptedName } from './acceptedTypes.js';
import { DAMAGED, PROTECTED, WITH_MACROS, type Inside } from './oleType.js';
import type { ReadAt } from './storedBytes.js';

/** A workbook of a thousand sheets has a few thousand entries. */
const MOST_ENTRIES = 20_000;
const MOST_BYTES_OF_A_LIST = 2 * 1024 * 1024;

/** How the list of contents of an Office Open XML file names its main part (ECMA-376 part 1, 11.3.10, 12.3.23, 13.3.6). */
const MAIN_PARTS: [RegExp, AcceptedName][] = [
  [/wordprocessingml\.document\.main\+xml/i, 'docx'],
  [/spreadsheetml\.sheet\.main\+xml/i, 'xlsx'],
  [/presentationml\.presentation\.main\+xml/i, 'pptx'],
];

/**
 * Tells the Office formats that are ZIP files (.docx, .xlsx, .pptx, .odt, .ods, .odp) from other ZIP files by their
 * own lists of contents, read from the central directory: the first bytes say only "zip".
 */
export async function lookInsideZip(size: number, readAt: ReadAt): Promise<Inside> {
  let unread: unknown;
  const read: ReadAt = (position, length) =>
    readAt(position, length).catch((error: unknown) => {
      unread = error;
      throw error;
    });
  try {
    const zip = await yauzl.fromRandomAccessReaderPromise(new StoredZip(read), size, { autoClose: false });
    return await identify(zip);
  } catch {
    if (unread) throw unread; // the database's fault, not the file's
    return { not: DAMAGED };
  }
}

async function identify(zip: ZipFile): Promise<Inside> {
  if (zip.entryCount > MOST_ENTRIES) return { not: '' };
  let openXml: Entry | undefined;
  let openDocument: Entry | undefined;
  let macros = false;
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) return { not: PROTECTED };
    if (entry.fileName === '[Content_Types].xml') openXml = entry;
    if (entry.fileName === 'mimetype') openDocument = entry;
    // Where Microsoft Office and LibreOffice keep them.
    if (/(^|\/)vbaProject\.bin$|^Basic\/|^Scripts\//i.test(entry.fileName)) macros = true;
  }
  const type = openXml
    ? mainPart(await textOf(zip, openXml))
    : openDocument && openDocumentType(await textOf(zip, openDocument));
  if (macros || type === 'with macros') return { not: WITH_MACROS };
  return type ? { is: type } : { not: '' };
}

function mainPart(contentTypes: string): AcceptedName | 'with macros' | undefined {
  if (/macroEnabled/i.test(contentTypes)) return 'with macros';
  return MAIN_PARTS.find(([pattern]) => pattern.test(contentTypes))?.[1];
}

/** The first entry says the type in plain text (OpenDocument 1.2 part 3, 3.3). */
function openDocumentType(mimetype: string): AcceptedName | undefined {
  return (['odt', 'ods', 'odp'] as const).find((name) => ACCEPTED[name].mediaType === mimetype.trim());
}

async function textOf(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > MOST_BYTES_OF_A_LIST) throw new Error('too long a list of contents');
  const pieces: Buffer[] = [];
  for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

/** yauzl asks for a class of its own kind to read from. */
class StoredZip extends yauzl.RandomAccessReader {
  readonly #readAt: ReadAt;

  constructor(readAt: ReadAt) {
    super();
    this.#readAt = readAt;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#readAt(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        callback(bytes.length < length ? new Error('the file ends too early') : null);
      },
      (error: Error) => callback(error),
    );
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const readAt = this.#readAt;
    return Readable.from(
      (async function* () {
        const step = 64 * 1024;
        for (let at = start; at < end; at += step) yield await readAt(at, Math.min(step, end - at));
      })(),
    );
  }
}

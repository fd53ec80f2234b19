import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import type { Instant } from '../../../db/connection.js';
import { londonParts } from '../zipTime.js';

export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface Parts {
  add: (path: string, part: string | Buffer) => void;
  /** pieces of a part, asked for as they are written; resolves when all are */
  stream: (path: string, pieces: () => AsyncIterable<string>) => Promise<void>;
}

/**
 * Writes an Office document (ISO/IEC 29500-2): parts in a ZIP, each when its turn comes. The same parts give the same
 * bytes, in any time zone.
 * @param at the time that its parts bear
 */
export async function writePackage(
  at: Instant,
  out: Writable,
  write: (parts: Parts) => Promise<void>,
): Promise<void> {
  const zip = new yazl.ZipFile();
  const packed = zip.outputStream as Readable;
  const fail = (error: Error) => void packed.destroy(error);
  zip.on('error', fail);
  let open: Readable | undefined;
  const options = { mtime: londonParts(at), forceDosTimestamp: true };
  const parts: Parts = {
    add: (path, part) => zip.addBuffer(Buffer.from(part), path, options),
    stream: (path, pieces) =>
      new Promise((resolve, reject) => {
        zip.addReadStreamLazy(path, { ...options, compressionLevel: 3 }, (done) => {
          open = Readable.from(bytesOf(pieces()), { objectMode: false });
          // The library listens to no error of what it is given.
          open.on('error', reject).on('end', resolve);
          done(null, open);
        });
      }),
  };
  const writing = write(parts).then(() => zip.end());
  writing.catch(fail);
  try {
    await pipeline(packed, out);
  } finally {
    open?.destroy();
  }
  await writing;
}

async function* bytesOf(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

export interface Relationship {
  type: string;
  target: string;
  /** the namespace of its type, where it is not the documents' own */
  of?: string;
}

/** What a part refers to, by `rId1` and so on. */
export const relationships = (to: Relationship[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
  to
    .map(
      ({ type, target, of = OFFICE }, index) =>
        `<Relationship Id="rId${index + 1}" Type="${of}/${type}" Target="${target}"/>`,
    )
    .join('') +
  '</Relationships>';

/** Which part is what. @param types by the part's path @param packed the type of the workbooks within, if there are any */
export const contentTypes = (types: Record<string, string>, packed?: string): string =>
  `${XML}<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  (packed ? `<Default Extension="xlsx" ContentType="${packed}"/>` : '') +
  Object.entries(types)
    .map(([path, type]) => `<Override PartName="/${path}" ContentType="${type}"/>`)
    .join('') +
  '</Types>';

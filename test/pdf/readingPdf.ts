import { constants, inflateSync } from 'node:zlib';
import { getDocumentProxy } from 'unpdf';
import { MAKES_PDF } from '../../src/pdf/compiler.js';
import { findPdftotext, textOfPdf } from '../support/pdf.js';

/** Whether this machine makes PDFs and reads them. */
export const READS_PDF = MAKES_PDF && findPdftotext() !== undefined;

/** A bookmark with the number of the page that it leads to, from 1. */
export interface Bookmark {
  title: string;
  page: number;
  below: Bookmark[];
}

interface Entry {
  title: string;
  dest: unknown;
  items: Entry[];
}

/** Its bookmarks, as another reader of PDFs finds them. */
export async function bookmarksOf(pdf: Buffer): Promise<Bookmark[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const read = (outline: Entry[]): Promise<Bookmark[]> =>
    Promise.all(
      outline.map(async ({ title, dest, items }) => ({
        title,
        page: (await document.getPageIndex((dest as [never])[0])) + 1,
        below: await read(items),
      })),
    );
  return read(((await document.getOutline()) ?? []) as Entry[]);
}

/** The text of each page as it is read aloud, with what runs above and below. */
export const pagesOfPdf = (pdf: Buffer): string[] => textOfPdf(pdf, ['-raw']).split('\f').slice(0, -1);

/**
 * All that can be read in a PDF: the text of its pages in one line, where a word was not broken, and whatever else
 * stands in it: its objects, its streams without their compression, its strings in UTF-16.
 */
export function everythingIn(pdf: Buffer): string {
  const text = textOfPdf(pdf, ['-raw']).replaceAll('-\n', '-').replaceAll(/\s+/g, ' ');
  const raw = pdf.toString('latin1');
  const streams = [...raw.matchAll(/\bstream\r?\n/g)].map((found) => {
    const start = found.index + found[0].length;
    return inflated(pdf.subarray(start, raw.indexOf('endstream', start)));
  });
  const strings = [...raw.matchAll(/<(?:FEFF)?((?:[0-9A-F]{4})+)>/g)].map(([, hex]) =>
    Buffer.from(hex!, 'hex').swap16().toString('utf16le'),
  );
  return [text, raw, ...streams, ...strings].join('\n');
}

/** What is not packed stands among the objects as it is. */
function inflated(stream: Buffer): string {
  try {
    return inflateSync(stream, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1');
  } catch {
    return '';
  }
}

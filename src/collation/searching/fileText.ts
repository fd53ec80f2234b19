import { getDocumentProxy } from 'unpdf';
import { readNumbering } from '../../responses/word/numbering.js';
import { openDocx, Refused } from '../../responses/word/openDocx.js';
import { blocksOf, blockText } from '../../responses/word/wordText.js';
import { childOf, findAll, type XmlNode } from '../../responses/word/xml.js';
import type { Outcome } from './index.store.js';

/** More of one file is not searched: some 600 pages. */
export const MOST_CHARACTERS = 2_000_000;

export class Unreadable extends Error {
  constructor(readonly outcome: Exclude<Outcome, 'read' | 'begun'>) {
    super(outcome);
  }
}

/** Page after page, as PDF.js reads it; one that is scanned as a picture has no text. @throws Unreadable */
export async function pdfText(bytes: Buffer): Promise<string> {
  const document = await openPdf(bytes);
  const pages: string[] = [];
  let length = 0;
  for (let number = 1; number <= document.numPages && length < MOST_CHARACTERS; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const page = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    pages.push(page);
    length += page.length;
  }
  return pages.join('\n');
}

async function openPdf(bytes: Buffer) {
  try {
    const options = { isEvalSupported: false, verbosity: 0, stopAtErrors: false };
    return await getDocumentProxy(new Uint8Array(bytes), options);
  } catch (error) {
    const locked = error instanceof Error && error.name === 'PasswordException';
    throw new Unreadable(locked ? 'protected' : 'damaged');
  }
}

/** The body, and the notes and comments after it. @throws Unreadable */
export async function wordText(bytes: Buffer): Promise<string> {
  try {
    const parts = await openDocx(bytes);
    const numbering = readNumbering(parts.numbering);
    const bodies = parts.document.flatMap((root): XmlNode[] =>
      [childOf(root, 'body')].filter((body) => body !== undefined),
    );
    const notes = findAll(parts.beside, new Set(['footnote', 'endnote', 'comment']));
    return [...bodies, ...notes]
      .flatMap((container) => blocksOf(container))
      .map((block) => blockText(block, numbering))
      .join('\n');
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.why === 'too large inside') throw new Unreadable('too much');
    throw new Unreadable(error.why === 'protected' ? 'protected' : 'damaged');
  }
}

import { fileTypeFromBuffer } from 'file-type';
import { ACCEPTED, ACCEPTED_WORDS, type AcceptedName, type AcceptedType } from './acceptedTypes.js';
import { AppError } from '../errors.js';
import { extensionOf } from './names.js';
import { lookInsideOle, type Inside } from './oleType.js';
import type { ReadAt } from './storedBytes.js';
import { plainText } from './plainText.js';
import { lookInsideZip } from './zipType.js';

/** A file that the portal does not take; the message names it and says why, without a full stop at its end. */
export class FileRefused extends AppError {
  constructor(name: string, why: string) {
    super(422, 'FileRefused', `“${name}” ${why}`);
  }
}

export interface TypeFinder {
  /** Looks at the next chunk. @throws FileRefused as soon as the file can only be one that is not taken */
  see(chunk: Buffer): Promise<void>;
  /** Once all chunks are stored. @throws FileRefused */
  conclude(size: number, readAt: ReadAt): Promise<AcceptedType>;
}

/** As much as file-type wants to see. */
const SAMPLE_BYTES = 4_100;

/**
 * Finds the type of a file from its content, as it comes in. The name decides nothing but whether plain text is CSV.
 */
export function typeFinder(name: string): TypeFinder {
  let kind: Kind | undefined;
  const text = plainText();
  const refuse = (why: string) =>
    new FileRefused(name, why || `is not a file that the portal takes. ${OFFER}`);
  return {
    see: async (chunk) => {
      if (kind === undefined) {
        const begins = await kindOf(chunk);
        if ('not' in begins) throw refuse(begins.not);
        kind = begins.is;
      }
      if (kind === 'text' && !text.goesOn(chunk)) throw refuse('');
    },
    conclude: async (size, readAt) => {
      if (kind === undefined) throw refuse('is empty: it has 0 bytes');
      const found = await concluded(kind, name, size, readAt);
      if ('not' in found) throw refuse(found.not);
      if (kind === 'text' && !text.ends()) throw refuse('');
      return ACCEPTED[found.is];
    },
  };
}

const OFFER = `Send ${ACCEPTED_WORDS}`;

type Kind = 'pdf' | 'png' | 'jpeg' | 'zip' | 'ole' | 'text';

/** What the signature says. Text comes before the shorter signatures: a CSV may begin with "BM" or "MZ". */
async function kindOf(chunk: Buffer): Promise<{ is: Kind } | { not: string }> {
  if (/^\s*%PDF-/.test(chunk.toString('latin1', 0, 1024))) return { is: 'pdf' };
  const found = await fileTypeFromBuffer(chunk.subarray(0, SAMPLE_BYTES));
  const extension: string = found?.ext ?? '';
  if (plainText().goesOn(chunk) && !MARKED_UP.has(extension)) return { is: 'text' };
  if (extension === 'png' || extension === 'apng') return { is: 'png' };
  if (extension === 'jpg') return { is: 'jpeg' };
  if (extension === 'cfb') return { is: 'ole' };
  if (chunk.toString('latin1', 0, 4) === 'PK\x03\x04') return { is: 'zip' };
  return { not: found ? `is not a file that the portal takes (it looks like ${found.mime}). ${OFFER}` : '' };
}

/** Text to a machine, not to a reader. */
const MARKED_UP = new Set(['rtf', 'xml', 'ps', 'eps']);

async function concluded(kind: Kind, name: string, size: number, readAt: ReadAt): Promise<Inside> {
  if (kind === 'zip') return named(await lookInsideZip(size, readAt), 'a ZIP file');
  if (kind === 'ole')
    return named(await lookInsideOle(readAt), 'not a document of Word, Excel or PowerPoint');
  if (kind === 'text') return { is: extensionOf(name) === '.csv' ? 'csv' : ('text' satisfies AcceptedName) };
  return { is: kind };
}

const named = (inside: Inside, what: string): Inside =>
  'not' in inside && inside.not === ''
    ? { not: `is not a file that the portal takes (it is ${what}). ${OFFER}` }
    : inside;

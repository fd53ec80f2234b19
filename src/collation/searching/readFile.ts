import path from 'node:path';
import { ACCEPTED } from '../../attachments/acceptedTypes.js';
import { inProcess } from '../../inProcess.js';
import type { Outcome } from './index.store.js';

/** What a file says, or why that is not known. */
export type FileSays = { outcome: Outcome; text: string };

/** Kinds of files whose text is read, by the media type that their content was told by. */
const READABLE = {
  [ACCEPTED.pdf.mediaType]: 'pdf',
  [ACCEPTED.docx.mediaType]: 'docx',
  [ACCEPTED.xlsx.mediaType]: 'xlsx',
  [ACCEPTED.csv.mediaType]: 'text',
  [ACCEPTED.text.mediaType]: 'text',
} as const;

export type Readable = (typeof READABLE)[keyof typeof READABLE];

/** @returns undefined for a type that is not read: pictures, slides, older formats */
export const readableAs = (mediaType: string): Readable | undefined =>
  (READABLE as Record<string, Readable>)[mediaType];

/** Larger files are not read: the longest of the sample of January 2017 has 2 MB. */
export const MOST_FILE_BYTES = 64 * 1024 * 1024;

const LIMITS = { longestMs: 60_000, mostComputingS: 30, mostMemoryKb: 1_000_000 };

/**
 * Reads a file in a process of its own: whatever it is made to do there, nothing of the portal is within its reach, and
 * it ends at its limits (docs/decisions/0021-search.md).
 * @throws the reason of `signal` when it aborts
 */
export async function readFile(bytes: Buffer, as: Readable, signal?: AbortSignal): Promise<FileSays> {
  const job = Buffer.concat([Buffer.from(`${as}\n`), bytes]);
  const done = await inProcess(path.join(import.meta.dirname, 'fileProcess.js'), job, LIMITS, { signal });
  // It says so itself when it cannot read a file; it ends in another way only at a limit.
  return 'wrote' in done
    ? (JSON.parse(done.wrote.toString()) as FileSays)
    : { outcome: 'too much', text: '' };
}

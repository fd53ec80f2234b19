import { buffer } from 'node:stream/consumers';
import { pdfText, Unreadable, MOST_CHARACTERS, wordText } from './fileText.js';
import type { FileSays, Readable } from './readFile.js';
import { workbookText } from './workbookText.js';

const READERS: Record<Readable, (bytes: Buffer) => Promise<string> | string> = {
  pdf: pdfText,
  docx: wordText,
  xlsx: workbookText,
  text: (bytes) => plainText(bytes),
};

// One file: its kind and its bytes come in, what it says goes out. At a limit the system ends the process.
const given = await buffer(process.stdin);
const lineEnd = given.indexOf('\n');
const says = await read(given.toString('latin1', 0, lineEnd) as Readable, given.subarray(lineEnd + 1));
process.stdout.write(JSON.stringify(says), () => process.exit(0));

async function read(as: Readable, bytes: Buffer): Promise<FileSays> {
  try {
    const text = (await READERS[as](bytes)).slice(0, MOST_CHARACTERS);
    return text.trim() === '' ? { outcome: 'no text', text: '' } : { outcome: 'read', text };
  } catch (error) {
    return { outcome: error instanceof Unreadable ? error.outcome : 'damaged', text: '' };
  }
}

/** UTF-8, else what Windows writes: attachments/plainText.ts takes no other. */
function plainText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

import { smallFile } from '../http/smallFile.js';

/** Room for 20,000 people. */
const MOST_BYTES = 5 * 1024 * 1024;

/** Reads a form with a CSV file, or with its text pasted. */
export const receiveCsv = smallFile({
  mostBytes: MOST_BYTES,
  fieldBytes: MOST_BYTES,
  tooLarge: 'The file is larger than 5 MB. Split it and bring in one part after the other.',
});

/** The text of a CSV file: UTF-8, or what Excel writes instead (UTF-16 with a mark, or Windows-1252). */
export function decodeCsv(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

import { stringify } from 'csv-stringify/sync';
import { CSV } from '../../csv.js';
import type { Listed } from '../editions/making.store.js';

export const MANIFEST = 'manifest.csv';
export const SIGNATURE = 'signature.json';

/** The list of a pack's contents as CSV, but for itself and its signature. A file that is left out says why, and bears no hash. */
export const manifestCsv = (contents: Listed[]): Buffer =>
  Buffer.from(
    stringify(
      contents
        .filter(({ path }) => path !== MANIFEST && path !== SIGNATURE)
        .map(({ path, bytes, sha256, respondent, note }) => [path, bytes, sha256, respondent, note]),
      { ...CSV, header: true, columns: ['File', 'Bytes', 'SHA-256', 'Respondent', 'Note'] },
    ),
  );

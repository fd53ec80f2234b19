import { createHash } from 'node:crypto';
import { PassThrough, Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import yazl from 'yazl';
import { nameToSave } from '../../attachments/names.js';
import { bytesOf } from '../../attachments/storedBytes.js';
import type { Db } from '../../db/connection.js';
import { packSeal } from '../../proof/packSeal.js';
import type { ReceiptKeys } from '../../proof/receiptKeys.js';
import { rootsFile } from '../../proof/root.js';
import { listRoots } from '../../proof/tree.store.js';
import type { SubmittedFile } from '../../responses/submissions.store.js';
import type { Report } from '../report.js';
import { toldIn } from '../telling/told.js';
import { writeCsv } from '../formats/writeCsv.js';
import { writeXlsx } from '../formats/xlsx/writeXlsx.js';

/** One line of manifest.csv. A file that is not in the pack says why, and bears no hash. */
interface Entry {
  path: string;
  bytes: number | '';
  sha256: string;
  respondent: string;
  note: string;
}

/**
 * Writes the pack: report.csv, report.xlsx, proof.json with the roots that receipts lead to, the attachments that the
 * reader may have, manifest.csv with the SHA-256 of each, and the signature of that. Nothing is held: each file is read
 * when its turn comes. What is confidential is neither in it nor hashed in it, unless the report is the confidential
 * version; of what is published nothing is hashed but what everybody may read.
 */
export async function writePack(bulk: Db, keys: ReceiptKeys, report: Report, out: Writable): Promise<void> {
  const zip = new yazl.ZipFile();
  const manifest: Entry[] = [];
  const mtime = new Date(Number((report.closedAt ?? report.consultation.closesAt).epochMilliseconds));
  const failed = new Promise<never>((_, reject) => void zip.on('error', reject));

  const add = (path: string, respondent: string, compress: boolean, open: () => Readable) =>
    zip.addReadStreamLazy(path, { mtime, compress }, (done) => {
      const entry: Entry = { path, bytes: 0, sha256: '', respondent, note: '' };
      manifest.push(entry);
      done(null, hashed(open(), entry));
    });
  const writeAll = async () => {
    add('report.csv', '', true, () => written((to) => writeCsv(bulk, report, to)));
    add('report.xlsx', '', false, () => written((to) => writeXlsx(bulk, report, to)));
    const roots =
      report.version === 'public' ? [] : await listRoots(bulk, { 'c.id': report.consultation.id });
    if (roots.length > 0) add('proof.json', '', true, () => Readable.from([Buffer.from(rootsFile(roots))]));
    for await (const { name, reference, files } of toldIn(bulk, report)) {
      for (const [index, file] of files.entries()) {
        const path = `attachments/${folderOf(name, reference)}/${index + 1} ${inFolder(nameToSave(file.name, file.mediaType))}`;
        const note = whyLeftOut(file);
        if (note) manifest.push({ path, bytes: '', sha256: '', respondent: name, note });
        else
          add(path, name, true, () =>
            Readable.from(bytesOf(bulk, file.fileId, 0, file.bytes), { objectMode: false }),
          );
      }
    }
    // Once all before are written, and their hashes known.
    let csv: Buffer;
    zip.addReadStreamLazy('manifest.csv', { mtime }, (done) => {
      csv = manifestCsv(manifest);
      done(null, Readable.from([csv]));
    });
    zip.addReadStreamLazy('signature.json', { mtime }, (done) => {
      const { consultation, version } = report;
      const seal = packSeal(keys, { consultation: consultation.reference, version, manifest: sha256(csv) });
      done(null, Readable.from([Buffer.from(seal)]));
    });
    zip.end();
  };
  await Promise.race([Promise.all([pipeline(zip.outputStream, out), writeAll()]), failed]);
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const whyLeftOut = ({ scan }: SubmittedFile): string => {
  if (scan === 'clean' || scan === 'not needed') return '';
  return scan === 'infected' ? 'left out: a virus was found in it' : 'left out: not scanned for viruses yet';
};

/** What writes to a stream, as a stream to be read. */
function written(write: (to: Writable) => Promise<void>): Readable {
  const through = new PassThrough();
  write(through).catch((error: unknown) => through.destroy(error as Error));
  return through;
}

/** Passes the bytes on, and notes their number and hash. */
function hashed(bytes: Readable, entry: Entry): Readable {
  const hash = createHash('sha256');
  let count = 0;
  const through = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      count += chunk.length;
      done(null, chunk);
    },
    flush: (done) => {
      entry.bytes = count;
      entry.sha256 = hash.digest('hex');
      done();
    },
  });
  pipeline(bytes, through).catch((error: unknown) => through.destroy(error as Error));
  return through;
}

/** What Windows does not take in a name. */
const inFolder = (name: string): string => name.replaceAll(/[<>:"|?*]/g, '_');

const folderOf = (name: string, reference: string): string =>
  `${name
    .replaceAll(/[^\p{L}\p{N} &'(),.-]/gu, '_')
    .slice(0, 80)
    .replace(/[. ]+$/, '')} ${reference}`;

const manifestCsv = (manifest: Entry[]): Buffer =>
  Buffer.from(
    stringify(
      manifest.map(({ path, bytes, sha256, respondent, note }) => [path, bytes, sha256, respondent, note]),
      {
        header: true,
        columns: ['File', 'Bytes', 'SHA-256', 'Respondent', 'Note'],
        bom: true,
        escape_formulas: true,
        record_delimiter: 'windows',
      },
    ),
  );

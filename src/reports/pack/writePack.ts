import { createHash } from 'node:crypto';
import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import { bytesOf } from '../../attachments/storedBytes.js';
import type { Db } from '../../db/connection.js';
import { packSeal } from '../../proof/packSeal.js';
import type { ReceiptKeys } from '../../proof/receiptKeys.js';
import type { Listed } from '../editions/making.store.js';
import { londonParts } from '../formats/zipTime.js';
import type { Report } from '../report.js';
import { contentsOf } from './contents.js';
import { MANIFEST, manifestCsv, SIGNATURE } from './manifest.js';
import { written } from './written.js';

/**
 * Writes the pack of what is published as it goes; that of an edition is stored (makeFiles.ts). Nothing is held: each
 * file is read when its turn comes.
 */
export async function writePack(bulk: Db, keys: ReceiptKeys, report: Report, out: Writable): Promise<void> {
  const zip = new yazl.ZipFile();
  const listed: Listed[] = [];
  const time = {
    mtime: londonParts(report.closedAt ?? report.consultation.closesAt),
    forceDosTimestamp: true,
  };
  const failed = new Promise<never>((_, reject) => void zip.on('error', reject));
  const add = (path: string, respondent: string, compress: boolean, open: () => Readable) =>
    zip.addReadStreamLazy(path, { ...time, compress }, (done) => {
      const entry = { path, bytes: 0, sha256: '', respondent, note: '' };
      listed.push(entry);
      done(null, hashed(open(), entry));
    });
  const writeAll = async () => {
    for await (const content of contentsOf(bulk, report)) {
      const { path, respondent } = content;
      if ('write' in content)
        add(path, respondent, true, () => Readable.from(written(content.write), { objectMode: false }));
      else if ('note' in content)
        listed.push({ path, bytes: null, sha256: null, respondent, note: content.note });
      else add(path, respondent, false, () => stored(bulk, content));
    }
    // Once all before are written, and their hashes known.
    let manifest: Buffer;
    zip.addReadStreamLazy(MANIFEST, time, (done) => {
      manifest = manifestCsv(listed);
      done(null, Readable.from([manifest]));
    });
    zip.addReadStreamLazy(SIGNATURE, time, (done) => {
      const { consultation, version } = report;
      const hash = createHash('sha256').update(manifest).digest('hex');
      const seal = packSeal(keys, { consultation: consultation.reference, version, manifest: hash });
      done(null, Readable.from([Buffer.from(seal)]));
    });
    zip.end();
  };
  await Promise.race([Promise.all([pipeline(zip.outputStream, out), writeAll()]), failed]);
}

const stored = (bulk: Db, { fileId, bytes }: { fileId: string; bytes: number }): Readable =>
  Readable.from(bytesOf(bulk, fileId, 0, bytes), { objectMode: false });

/** Passes the bytes on, and notes their number and hash. */
function hashed(bytes: Readable, entry: { bytes: number; sha256: string }): Readable {
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

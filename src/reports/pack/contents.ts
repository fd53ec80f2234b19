import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { nameToSave } from '../../attachments/names.js';
import { listDocuments } from '../../consultations/documents/documents.store.js';
import { CSV } from '../../csv.js';
import type { Db } from '../../db/connection.js';
import { leafOf } from '../../proof/merkle.rules.js';
import { rootsFile } from '../../proof/root.js';
import { filesOf, FORMATS, pathOf } from '../formats/formats.js';
import { whyLeftOut } from '../formats/said.js';
import { listReportedDocuments } from '../report.store.js';
import type { Report } from '../report.js';
import { toldIn } from '../telling/told.js';
import { fileNameIn, folderOf, uniqueNames } from './paths.rules.js';
import { readMe } from './readMe.js';

/** One file of a pack: made for it, stored already, or left out, with the reason. */
export type Content = { path: string; respondent: string } & (
  | { mediaType: string; write: (out: Writable) => Promise<void> }
  | { fileId: string; bytes: number }
  | { note: string }
);

/**
 * What is in the pack of a report, in its order: how to check it, the report in every format, the roots and records
 * that receipts lead to, the documents of the consultation, and the attachments that its reader may have in a folder
 * for each respondent. The list of contents and its signature are not among them. What is confidential is neither in
 * it nor hashed in it, unless the report is the confidential version.
 */
export async function* contentsOf(bulk: Db, report: Report): AsyncGenerator<Content> {
  const made = (path: string, mediaType: string, write: (out: Writable) => Promise<void>): Content => ({
    path,
    respondent: '',
    mediaType,
    write,
  });
  yield made('README.txt', 'text/plain', (out) => writeText(readMe(report), out));
  for (const file of filesOf(report)) {
    const { ending, ...volume } = file;
    const { type, write } = FORMATS[ending];
    yield made(pathOf(file), type, (out) => write(bulk, { ...report, ...volume }, out));
  }
  if (report.roots.length > 0) {
    yield made('proof.json', 'application/json', (out) => writeText(rootsFile(report.roots), out));
    yield made('submissions.csv', 'text/csv', (out) => writeRecords(bulk, report, out));
  }
  yield* documentsOf(bulk, report);
  yield* attachmentsOf(bulk, report);
}

async function* documentsOf(bulk: Db, report: Report): AsyncGenerator<Content> {
  const { id } = report.consultation;
  const documents = report.documents ?? (await listReportedDocuments(bulk, id));
  const stored = new Map((await listDocuments(bulk, id)).map(({ file }) => [file.id, file]));
  const unique = uniqueNames();
  for (const { fileId } of documents) {
    // One that everybody can see is replaced, never removed.
    const file = stored.get(fileId)!;
    const path = `documents/${unique(fileNameIn(nameToSave(file.name, file.mediaType)))}`;
    yield fileOf(path, '', { ...file, fileId });
  }
}

async function* attachmentsOf(bulk: Db, report: Report): AsyncGenerator<Content> {
  const folders = uniqueNames();
  for await (const { name: respondent, reference, files } of toldIn(bulk, report)) {
    if (files.length === 0) continue;
    const folder = folders(folderOf(respondent, reference));
    const unique = uniqueNames();
    for (const file of files) {
      const path = `attachments/${folder}/${unique(fileNameIn(nameToSave(file.name, file.mediaType)))}`;
      yield fileOf(path, respondent, file);
    }
  }
}

/** A file that is stored, or why it is left out. */
function fileOf(
  path: string,
  respondent: string,
  file: { fileId: string; bytes: number; scan: string },
): Content {
  const note = whyLeftOut(file);
  return note ? { path, respondent, note } : { path, respondent, fileId: file.fileId, bytes: file.bytes };
}

const writeText = (text: string, out: Writable): Promise<void> => pipeline(Readable.from([text]), out);

/** The digest of each record and its leaf of the tree, where nothing of the record is kept from the reader. */
async function writeRecords(bulk: Db, report: Report, out: Writable): Promise<void> {
  async function* rows() {
    yield ['Reference', 'Respondent', 'SHA-256 of the record', 'Leaf of the tree'];
    for await (const { reference, name, digest } of toldIn(bulk, report))
      yield [reference, name, digest ?? 'Withheld', digest === null ? 'Withheld' : leafOf(digest)];
  }
  const csv = stringify(CSV);
  await pipeline(Readable.from(rows()), csv, out);
}

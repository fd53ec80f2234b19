import type { Db, Instant } from '../db/connection.js';
import { Conflict } from '../errors.js';

/** Every row of file_chunk but a file's last holds exactly this many bytes. */
export const CHUNK_BYTES = 256 * 1024;

/** A file that is complete: its bytes never change again. */
export interface StoredFile {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  /** hex */
  sha256: string;
}

export type ScanState = 'not needed' | 'waiting' | 'clean' | 'infected';

/** Begins a file that nobody sees until it is completed. */
export async function insertFile(db: Db, name: string, at: Instant): Promise<string> {
  const [row] = await db('file')
    .insert({ name, media_type: 'application/octet-stream', begun_at: at, touched_at: at })
    .returning('id');
  return row!.id;
}

/** @throws Conflict when the sweep has taken the file away because nothing came for minutes */
export async function insertChunk(db: Db, fileId: string, ordinal: number, bytes: Buffer): Promise<void> {
  try {
    await db('file_chunk').insert({ file_id: fileId, ordinal, bytes });
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'file_chunk_file_fk') throw uploadGone();
    throw error;
  }
}

/** Tells the sweep that an upload lives. */
export async function touchFile(db: Db, fileId: string, at: Instant): Promise<void> {
  await db('file').where({ id: fileId }).whereNull('completed_at').update({ touched_at: at });
}

/** The one statement that makes a file whole. @throws Conflict when the sweep has taken it away */
export async function completeFile(db: Db, file: StoredFile, scan: ScanState, at: Instant): Promise<void> {
  const updated = await db('file').where({ id: file.id }).whereNull('completed_at').update({
    media_type: file.mediaType,
    bytes: file.bytes,
    sha256: file.sha256,
    scan,
    touched_at: at,
    completed_at: at,
  });
  if (updated !== 1) throw uploadGone();
}

const uploadGone = () =>
  new Conflict('The upload was interrupted for so long that the portal gave it up. Send the file again.');

/** One piece of a file; undefined behind its end. */
export async function findChunk(db: Db, fileId: string, ordinal: number): Promise<Buffer | undefined> {
  const row = await db('file_chunk').select('bytes').where({ file_id: fileId, ordinal }).first();
  return row?.bytes;
}

/** A file goes only when nothing of the portal refers to it; foreign keys and a trigger guard the same. */
const UNLINKED = `
  not exists (select from draft_attachment where file_id = f.id)
  and not exists (select from submission_attachment where file_id = f.id)
  and not exists (select from document where file_id = f.id)
  and not exists (select from response where original_file_id = f.id)
  and not exists (select from arrived_mail where file_id = f.id)
  and not exists (select from report_edition_file where file_id = f.id)`;

/** Removes those of the files that nothing refers to, with their bytes. */
export async function removeUnlinkedFiles(db: Db, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.raw(`delete from file f where id = any(:ids::uuid[]) and ${UNLINKED}`, { ids });
}

/**
 * Removes uploads that were never completed and to which nothing has come since `olderThan`. Let it lie a few
 * minutes back: a living upload says so at least every 30 seconds.
 * @returns how many
 */
export const sweepUnfinishedUploads = (db: Db, olderThan: Instant): Promise<number> =>
  db('file').whereNull('completed_at').where('touched_at', '<', olderThan).delete();

/**
 * Removes completed files that nothing refers to: a process was killed between storing a file and linking it. Let
 * `olderThan` lie a day back, so that no form that is still being filled in loses its file.
 * @returns how many
 */
export async function sweepUnlinkedFiles(db: Db, olderThan: Instant): Promise<number> {
  const { rowCount } = await db.raw<{ rowCount: number }>(
    `delete from file f where completed_at < :olderThan::timestamptz and ${UNLINKED}`,
    { olderThan },
  );
  return rowCount;
}

import type { StoredFile } from '../../attachments/files.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Version } from '../access.rules.js';
import { numberIn, type EditionNumber } from './edition.rules.js';
import { RECALLED } from './editions.store.js';

/** So long nobody else takes up what a process makes; it says in between that it lives. */
const CLAIM_SECONDS = 30;

/** The files of a report with more responses take minutes: those of others are made beside them. */
const LARGE = 1_000;

/** Which of the editions whose files are to be made; all of them unless said. */
export interface Which {
  consultationId?: string;
  /** those with more than 1,000 responses alone, or those with fewer */
  large?: boolean;
}

/** An edition whose files are to be made. */
export interface ToMake {
  editionId: string;
  consultationId: string;
  version: Version;
  number: EditionNumber;
  /** tries before this one that came to nothing */
  failures: number;
}

/**
 * Takes up the files of one edition that nobody makes, the oldest first. It counts as a try that came to nothing until
 * it is left or completed: one that ends its process is given up some day too. Of what is recalled none are made.
 * @returns undefined: there is none
 */
export async function claimMaking(
  db: Db,
  { consultationId, large }: Which = {},
): Promise<ToMake | undefined> {
  const { rows } = await db.raw<{ rows: (Omit<ToMake, 'number'> & { number: string })[] }>(
    `update report_making m set claimed_until = clock_timestamp() + make_interval(secs => :claim), failures = m.failures + 1
     from report_edition e
     where e.id = m.edition_id and m.edition_id = (
       select w.edition_id from report_making w join report_edition e on e.id = w.edition_id
       where (:of::uuid is null or e.consultation_id = :of::uuid)
         and (:large::boolean is null or :large::boolean = exists (
           select from report_edition_response r where r.edition_id = e.id and r.position >= :most))
         and w.completed_at is null and coalesce(w.claimed_until < clock_timestamp(), true) and not ${RECALLED}
       order by e.frozen_at, e.version limit 1 for update of w skip locked)
     returning e.id as "editionId", e.consultation_id as "consultationId", e.version, e.major || '.' || e.minor as number,
       m.failures - 1 as failures`,
    { claim: CLAIM_SECONDS, of: consultationId ?? null, large: large ?? null, most: LARGE },
  );
  return rows[0] && { ...rows[0], number: numberIn(rows[0].number)! };
}

/** Says that they are still being made, and how far that is. */
export async function keepClaim(db: Db, editionId: string, made: number, wanted: number): Promise<void> {
  await db.raw(
    `update report_making set claimed_until = clock_timestamp() + make_interval(secs => :claim),
       files_made = :made, files_wanted = :wanted where edition_id = :editionId`,
    { editionId, made, wanted, claim: CLAIM_SECONDS },
  );
}

/** Lets another go on at once: nothing failed. */
export async function leaveMaking(db: Db, editionId: string): Promise<void> {
  await db('report_making')
    .where({ edition_id: editionId })
    .update({ claimed_until: null })
    .decrement('failures', 1);
}

/** @returns false: it had been completed before */
export async function completeMaking(trx: Db, editionId: string, at: Instant): Promise<boolean> {
  const updated = await trx('report_making')
    .where({ edition_id: editionId })
    .whereNull('completed_at')
    .update({ completed_at: at, claimed_until: null });
  return updated === 1;
}

export interface NewFile {
  path: string;
  position: number;
  /** null: it is left out, for the reason in the note */
  fileId: string | null;
  respondent: string;
  note: string;
}

export async function insertEditionFiles(db: Db, editionId: string, files: NewFile[]): Promise<void> {
  if (files.length === 0) return;
  await db('report_edition_file')
    .insert(
      files.map(({ path, position, fileId, respondent, note }) => ({
        edition_id: editionId,
        path,
        position,
        file_id: fileId,
        respondent,
        note,
      })),
    )
    .onConflict(['edition_id', 'path'])
    .ignore();
}

/** What of an edition is there already. */
export async function listPaths(db: Db, editionId: string): Promise<string[]> {
  const rows = await db('report_edition_file').where({ edition_id: editionId }).select('path');
  return rows.map(({ path }) => path);
}

/** One line of the list of contents. Without bytes and hash: left out. */
export interface Listed {
  path: string;
  bytes: number | null;
  sha256: string | null;
  respondent: string;
  note: string;
}

export async function listContents(db: Db, editionId: string): Promise<Listed[]> {
  const { rows } = await db.raw<{ rows: Listed[] }>(
    `select e.path, f.bytes, f.sha256, e.respondent, e.note
     from report_edition_file e left join file f on f.id = e.file_id
     where e.edition_id = :editionId order by e.position`,
    { editionId },
  );
  return rows;
}

/** A file as it stands in the pack; `crc32`: null when it has not been worked out yet. */
export interface Packed {
  path: string;
  fileId: string;
  bytes: number;
  crc32: number | null;
}

/** What is packed, in its order. */
export async function listPacked(db: Db, editionId: string): Promise<Packed[]> {
  const { rows } = await db.raw<{ rows: Packed[] }>(
    `select e.path, f.id as "fileId", f.bytes, c.crc32
     from report_edition_file e join file f on f.id = e.file_id left join file_crc32 c on c.file_id = f.id
     where e.edition_id = :editionId order by e.position`,
    { editionId },
  );
  return rows;
}

export async function insertCrc32(db: Db, fileId: string, crc32: number): Promise<void> {
  await db('file_crc32').insert({ file_id: fileId, crc32 }).onConflict('file_id').ignore();
}

/** Whether a virus has been found in what was packed, since then. */
export async function isVirusPacked(db: Db, editionId: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: [{ infected: boolean }] }>(
    `select exists (select from report_edition_file e join file f on f.id = e.file_id
       where e.edition_id = :editionId and f.scan = 'infected') as infected`,
    { editionId },
  );
  return rows[0].infected;
}

/** One made file of an edition, once all are there; undefined until then, and for a path that it does not have. */
export async function findEditionFile(
  db: Db,
  editionId: string,
  path: string,
): Promise<StoredFile | undefined> {
  const { rows } = await db.raw<{ rows: StoredFile[] }>(
    `select f.id, f.name, f.media_type as "mediaType", f.bytes, f.sha256
     from report_edition_file e join file f on f.id = e.file_id
     join report_making m on m.edition_id = e.edition_id and m.completed_at is not null
     where e.edition_id = :editionId and e.path = :path`,
    { editionId, path },
  );
  return rows[0];
}

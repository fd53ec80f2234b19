import type { Db } from '../../db/connection.js';
import type { FileToSend } from '../../attachments/download.js';

/** A file that an edition tells, under the name that it tells, with what its scan says now. */
export async function findToldFile(
  db: Db,
  editionId: string,
  attachmentId: string,
): Promise<FileToSend | undefined> {
  const { rows } = await db.raw<{ rows: FileToSend[] }>(
    `select f.id, e.told ->> 'name' as name, a.media_type as "mediaType", a.bytes, a.sha256, f.scan
     from submission_attachment a join file f on f.id = a.file_id
     join report_edition_response r on r.edition_id = :editionId and r.submission_id = a.submission_id
     join told_response t on t.digest = r.digest
     cross join lateral jsonb_array_elements(t.told -> 'files') as e(told)
     where a.id = :attachmentId and e.told ->> 'id' = a.id::text`,
    { editionId, attachmentId },
  );
  return rows[0];
}

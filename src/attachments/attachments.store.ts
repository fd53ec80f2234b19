import { isOver } from '../consultations/withdrawing/withdrawn.store.js';
import type { Db, Instant } from '../db/connection.js';
import { NotFound } from '../errors.js';
import { assertNotBeingSubmitted } from '../responses/closing/instructions.store.js';
import { lockForSubmit } from '../responses/submit.store.js';
import type { StoredFile } from './files.store.js';

/** A file in a draft. */
export interface DraftFile extends StoredFile {
  /** of the file; `id` is that of its place in the draft */
  fileId: string;
  questionKey: string;
  scan: string;
  confidential: boolean;
  reason: string;
}

/** The files of a draft that the caller has loaded for its viewer, in the order in which they were added. */
export async function listDraftFiles(db: Db, responseId: string): Promise<DraftFile[]> {
  const { rows } = await db.raw<{ rows: DraftFile[] }>(
    `select a.id, f.id as "fileId", a.question_key as "questionKey", f.name, f.media_type as "mediaType", f.bytes,
       f.sha256, f.scan, a.confidential, a.reason
     from draft_attachment a join file f on f.id = a.file_id
     where a.response_id = :responseId order by a.added_at, a.id`,
    { responseId },
  );
  return rows;
}

/**
 * Takes the locks under which a draft's files change, those of a submit: no outcome is recorded meanwhile, and two
 * uploads are counted one after the other.
 * @throws NotFound, BeingSubmitted
 */
export async function lockDraftFiles(
  trx: Db,
  responseId: string,
  at: Instant,
): Promise<{ decided: boolean; enteredBySecas: boolean }> {
  await lockForSubmit(trx, responseId);
  await assertNotBeingSubmitted(trx, responseId, at);
  const { rows } = await trx.raw<{ rows: { decided: boolean; enteredBySecas: boolean }[] }>(
    `select ${isOver('r.consultation_id')} as decided,
       r.entered_by_secas as "enteredBySecas"
     from response r where r.id = :responseId`,
    { responseId },
  );
  if (!rows[0]) throw new NotFound();
  return rows[0];
}

export interface NewAttachments {
  responseId: string;
  questionKey: string;
  files: StoredFile[];
  confidential: boolean;
  addedBy: string;
}

/**
 * Links files to a draft, in their order, but none in which a virus has been found. The files are held meanwhile, so
 * that a scan which finds one now also finds the draft that it must be taken out of.
 * @returns how many were linked
 */
export async function insertDraftAttachments(trx: Db, added: NewAttachments, at: Instant): Promise<number> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `with held as (
       select id from file where id = any(:ids::uuid[]) and scan <> 'infected' and completed_at is not null for share
     )
     insert into draft_attachment (response_id, question_key, file_id, confidential, added_at, added_by)
     select :responseId, :questionKey, held.id, :confidential, :at::timestamptz + given.position * interval '1 microsecond',
       :addedBy
     from held join unnest(:ids::uuid[]) with ordinality as given(id, position) on given.id = held.id`,
    {
      ids: added.files.map((file) => file.id),
      responseId: added.responseId,
      questionKey: added.questionKey,
      confidential: added.confidential,
      addedBy: added.addedBy,
      at,
    },
  );
  return rowCount;
}

/** @returns the file that was linked; undefined when there was no such attachment */
export async function deleteDraftAttachment(
  trx: Db,
  responseId: string,
  id: string,
): Promise<string | undefined> {
  const [row] = await trx('draft_attachment')
    .where({ id, response_id: responseId })
    .delete()
    .returning('file_id');
  return row?.file_id;
}

/** @returns false when there is no such attachment */
export async function updateConfidentiality(
  trx: Db,
  responseId: string,
  id: string,
  marked: { confidential: boolean; reason: string },
): Promise<boolean> {
  const updated = await trx('draft_attachment').where({ id, response_id: responseId }).update(marked);
  return updated === 1;
}

/** The draft has changed: one that was checked before must be checked again. */
export async function touchDraft(trx: Db, responseId: string, at: Instant): Promise<void> {
  await trx('response')
    .where({ id: responseId })
    .update({ version: trx.raw('version + 1') as unknown as number, saved_at: at, whole_saved_at: at });
}

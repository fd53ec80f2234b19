import type { Db, Instant } from '../db/connection.js';

export interface InfectedAttachment {
  id: string;
  fileId: string;
  name: string;
  virus: string;
  responseId: string;
  organisationId: string;
  consultationId: string;
  reference: string;
  title: string;
  /** who added it */
  person: { id: string; name: string; email: string };
}

const INFECTED = `exists (
  select from draft_attachment a join file f on f.id = a.file_id where a.response_id = r.id and f.scan = 'infected')`;

export async function hasInfectedDrafts(db: Db): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(`select from response r where ${INFECTED} limit 1`);
  return rows.length > 0;
}

/** Locks the drafts that hold an infected file, by id, takes the files out and marks the drafts as changed. */
export async function deleteInfectedAttachments(trx: Db, at: Instant): Promise<InfectedAttachment[]> {
  const locked = await trx.raw<{ rows: { id: string }[] }>(
    `select r.id from response r where ${INFECTED} order by r.id for update`,
  );
  const ids = locked.rows.map((row) => row.id);
  const { rows } = await trx.raw<{ rows: InfectedAttachment[] }>(
    `with gone as (
       delete from draft_attachment a using file f
       where f.id = a.file_id and f.scan = 'infected' and a.response_id = any(:ids::uuid[])
       returning a.id, a.file_id, a.response_id, a.added_by, f.name, f.scan_detail
     ), changed as (
       update response set version = version + 1, saved_at = :at::timestamptz
       where id in (select response_id from gone)
     )
     select g.id, g.file_id as "fileId", g.name, coalesce(g.scan_detail, '') as virus, r.id as "responseId",
       r.organisation_id as "organisationId", c.id as "consultationId", c.reference, c.title,
       json_build_object('id', p.id, 'name', p.name, 'email', p.email) as person
     from gone g
     join response r on r.id = g.response_id
     join consultation c on c.id = r.consultation_id
     join person p on p.id = g.added_by
     order by g.id`,
    { ids, at },
  );
  return rows;
}

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

const IN_DRAFTS = `select a.response_id from file f join draft_attachment a on a.file_id = f.id where f.scan = 'infected'`;

export async function hasInfectedDrafts(db: Db): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(`${IN_DRAFTS} limit 1`);
  return rows.length > 0;
}

/** An infected file of a submission, and one of those to be told of it. */
export interface InfectedSubmitted {
  id: string;
  name: string;
  virus: string;
  responseId: string;
  submission: string;
  enteredBySecas: boolean;
  reference: string;
  title: string;
  person: { id: string; name: string; email: string };
}

/** The key by which a person is told of an attachment once. */
export const toldKey = ({ id, person }: Pick<InfectedSubmitted, 'id' | 'person'>): string =>
  `virus-submitted:${id}:${person.id}`;

/**
 * Files of submissions in which a virus has been found of which nobody has been told: for each the organisation's
 * representatives, of what SECAS entered who entered it.
 */
export async function listInfectedSubmitted(db: Db): Promise<InfectedSubmitted[]> {
  const { rows } = await db.raw<{ rows: InfectedSubmitted[] }>(
    `select a.id, a.name, coalesce(f.scan_detail, '') as virus, s.response_id as "responseId",
       s.reference as submission, s.entered_by_secas as "enteredBySecas", c.reference, c.title,
       json_build_object('id', p.id, 'name', p.name, 'email', p.email) as person
     from file f
     join submission_attachment a on a.file_id = f.id
     join submission s on s.id = a.submission_id
     join consultation c on c.id = s.consultation_id
     join person p on case when s.entered_by_secas then p.id = s.submitted_by
       else p.id in (select g.person_id from role_grant g where g.organisation_id = s.organisation_id
                       and g.role = 'representative' and g.ended_at is null) end
     where f.scan = 'infected'
       and not exists (select from outbox_mail m where m.dedupe_key = 'virus-submitted:' || a.id || ':' || p.id)
     order by a.id, p.id`,
  );
  return rows;
}

/** Locks the drafts that hold an infected file, in the order of the house, takes the files out and marks the drafts as changed. */
export async function deleteInfectedAttachments(trx: Db, at: Instant): Promise<InfectedAttachment[]> {
  await trx.raw(
    `select from consultation where id in (select consultation_id from response where id in (${IN_DRAFTS}))
     order by id for share`,
  );
  const locked = await trx.raw<{ rows: { id: string }[] }>(
    `select r.id from response r where r.id in (${IN_DRAFTS}) order by r.id for update`,
  );
  const ids = locked.rows.map((row) => row.id);
  const { rows } = await trx.raw<{ rows: InfectedAttachment[] }>(
    `with gone as (
       delete from draft_attachment a using file f
       where f.id = a.file_id and f.scan = 'infected' and a.response_id = any(:ids::uuid[])
       returning a.id, a.file_id, a.response_id, a.added_by, f.name, f.scan_detail
     ), changed as (
       update response set version = version + 1, saved_at = :at::timestamptz, whole_saved_at = :at::timestamptz
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

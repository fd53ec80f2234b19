import type { Db, Instant } from '../../db/connection.js';
import { shareConsultation } from '../../consultations/share.store.js';
import { NotFound } from '../../errors.js';

export interface NewEnteredResponse {
  /** made with the form: sending the form twice starts one response */
  id: string;
  consultationId: string;
  organisationId: string;
  partyIds: string[];
  forOrganisation: boolean;
  /** when it reached SECAS: this counts, not when it is entered */
  arrivedAt: Instant;
  /** completes "it came by …" */
  arrivedHow: string;
  originalFileId: string;
  /** the mail that it is entered from; its file is the original */
  mailId?: string | undefined;
}

/** @returns false when one with this id exists already */
export async function insertEnteredResponse(
  trx: Db,
  entered: NewEnteredResponse,
  by: string,
  at: Instant,
): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `with r as (
       insert into response (id, consultation_id, organisation_id, entered_by_secas, arrived_at, arrived_how,
         original_file_id, for_organisation, started_at, started_by, saved_at)
       values (:id, :consultationId, :organisationId, true, :arrivedAt, :arrivedHow, :originalFileId,
         :forOrganisation, :at, :by, :at)
       on conflict (id) do nothing returning id
     ), parties as (
       insert into draft_party (response_id, party_id) select r.id, p from r, unnest(:partyIds::uuid[]) as p
     ) select id from r`,
    { ...entered, partyIds: [...new Set(entered.partyIds)], by, at },
  );
  return rows.length === 1;
}

/** Whether what was begun with this id is this: of the same organisation, come at the same time, with the same original. */
export async function isBegunAlike(trx: Db, entered: NewEnteredResponse): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `select r.id from response r join file f on f.id = r.original_file_id
     where r.id = :id and r.consultation_id = :consultationId and r.organisation_id = :organisationId
       and r.entered_by_secas and r.arrived_at = :arrivedAt and r.arrived_how = :arrivedHow
       and f.sha256 = (select sha256 from file where id = :originalFileId)`,
    { ...entered },
  );
  return rows.length > 0;
}

/** The organisation's Parties on a London date. */
export async function listPartiesOf(db: Db, organisationId: string, day: string): Promise<{ id: string }[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `select party_id as id from party_on(:day::date)
     where organisation_id = :organisationId and coalesce(left_on > :day::date, true)`,
    { organisationId, day },
  );
  return rows;
}

/** One that SECAS is entering: begun, not submitted as it stands. */
export interface BeingEntered {
  id: string;
  organisation: string;
  parties: string[];
  arrivedAt: Instant;
  arrivedHow: string;
  startedBy: string;
  savedAt: Instant;
  original: string;
  /** the mail that it is entered from; null: another file */
  mailId: string | null;
  /** it has been submitted before, so it can no longer be discarded */
  submitted: boolean;
}

/** What SECAS is entering in a consultation, the earliest begun first. */
export async function listBeingEntered(db: Db, consultationId: string): Promise<BeingEntered[]> {
  const { rows } = await db.raw<{ rows: BeingEntered[] }>(
    `select r.id, o.name as organisation, r.arrived_at as "arrivedAt", r.arrived_how as "arrivedHow",
       p.name as "startedBy", r.saved_at as "savedAt", f.name as original,
       (select m.id from arrived_mail m where m.response_id = r.id) as "mailId",
       r.submitted_version is not null as submitted,
       (select coalesce(json_agg(q.name order by q.name), '[]') from draft_party d
        join lateral (select name from party_particulars x where x.party_id = d.party_id order by x.from_on desc limit 1) q on true
        where d.response_id = r.id) as parties
     from response r
     join organisation o on o.id = r.organisation_id
     join person p on p.id = r.started_by
     join file f on f.id = r.original_file_id
     where r.consultation_id = :consultationId and r.entered_by_secas
       and r.submitted_version is distinct from r.version
     order by r.started_at, r.id`,
    { consultationId },
  );
  return rows;
}

export interface OriginalFile {
  id: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  scan: string;
}

/**
 * What came, as it came, of a response that SECAS entered; the caller has found that the viewer may see the response.
 * @param consultationId undefined: of whichever consultation
 */
export async function findOriginal(
  db: Db,
  responseId: string,
  consultationId?: string,
): Promise<OriginalFile | undefined> {
  const of = consultationId === undefined ? {} : { 'r.consultation_id': consultationId };
  return db('response as r')
    .join('file as f', 'f.id', 'r.original_file_id')
    .where({ 'r.id': responseId, 'r.entered_by_secas': true, ...of })
    .whereNotNull('f.sha256')
    .first<OriginalFile | undefined>(
      'f.id',
      'f.name',
      'f.media_type as mediaType',
      'f.bytes',
      'f.sha256',
      'f.scan',
    );
}

/**
 * Removes an entered response that was never submitted, with all that was typed.
 * @returns its original (with its hash, which the audit keeps) and attached files, which nothing refers to any more;
 *   undefined when it has been submitted
 * @throws NotFound
 */
export async function deleteEntered(
  trx: Db,
  consultationId: string,
  responseId: string,
): Promise<{ organisationId: string; originalSha256: string; fileIds: string[] } | undefined> {
  if (await lockEntered(trx, consultationId, responseId)) return undefined;
  const { rows: files } = await trx.raw<{ rows: { file_id: string }[] }>(
    `select file_id from draft_attachment where response_id = :responseId`,
    { responseId },
  );
  const { rows } = await trx.raw<{
    rows: { organisation_id: string; original_file_id: string; sha256: string }[];
  }>(
    `delete from response r using file f where r.id = :responseId and f.id = r.original_file_id
     returning r.organisation_id, r.original_file_id, f.sha256`,
    { responseId },
  );
  const [gone] = rows;
  return {
    organisationId: gone!.organisation_id,
    originalSha256: gone!.sha256,
    fileIds: [gone!.original_file_id, ...files.map(({ file_id }) => file_id)],
  };
}

/**
 * Gives an entered response that was never submitted another original.
 * @returns the organisation and the file before; undefined when it has been submitted
 * @throws NotFound
 */
export async function updateOriginal(
  trx: Db,
  consultationId: string,
  responseId: string,
  fileId: string,
): Promise<{ organisationId: string; fileId: string } | undefined> {
  if (await lockEntered(trx, consultationId, responseId)) return undefined;
  const before = await trx('response').where({ id: responseId }).first();
  await trx('response').where({ id: responseId }).update({ original_file_id: fileId });
  return { organisationId: before!.organisation_id, fileId: before!.original_file_id! };
}

/** @returns whether it has been submitted @throws NotFound */
async function lockEntered(trx: Db, consultationId: string, responseId: string): Promise<boolean> {
  await shareConsultation(trx, consultationId);
  const { rows } = await trx.raw<{ rows: { submitted: boolean }[] }>(
    `select submitted_version is not null as submitted from response
     where id = :responseId and consultation_id = :consultationId and entered_by_secas for update`,
    { responseId, consultationId },
  );
  if (!rows[0]) throw new NotFound();
  return rows[0].submitted;
}

/** An organisation found by its name or by a name of its Parties. */
export interface FoundOrganisation {
  id: string;
  name: string;
  parties: string[];
}

export const MOST_FOUND = 50;

/** Organisations whose name, or one of whose Parties' names, holds these words; all when there are none. */
export async function findOrganisations(
  db: Db,
  words: string,
  day: string,
): Promise<{ found: FoundOrganisation[]; more: boolean }> {
  const { rows } = await db.raw<{ rows: FoundOrganisation[] }>(
    `with now as (
       select organisation_id, name from party_on(:day::date) where coalesce(left_on > :day::date, true)
     )
     select o.id, o.name,
       (select coalesce(json_agg(n.name order by n.name), '[]') from now n where n.organisation_id = o.id) as parties
     from organisation o
     where o.name ilike :like or o.id in (select organisation_id from now where name ilike :like)
     order by lower(o.name), o.id limit :limit`,
    { like: `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`, day, limit: MOST_FOUND + 1 },
  );
  return { found: rows.slice(0, MOST_FOUND), more: rows.length > MOST_FOUND };
}

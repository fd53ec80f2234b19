import type { Db, Instant } from '../../db/connection.js';

/** What an organisation submitted to an earlier consultation on the same modification. */
export interface EarlierAnswers {
  submissionId: string;
  reference: string;
  consultation: { reference: string; title: string };
  receivedAt: Instant;
  /** the names of those for whom it was submitted */
  parties: string[];
  forOrganisation: boolean;
  /** how many of its answers are to questions that are asked now as well */
  answers: number;
}

/** A question of an earlier submission is asked again when its key, its type and its wording are the same. */
const ASKED_AGAIN = `
  join lateral (
    select q from question_issue i, jsonb_array_elements(i.questions) q
    where i.consultation_id = :consultationId
      and i.number = (select max(number) from question_issue where consultation_id = :consultationId)
      and q ->> 'key' = a.question_key and q ->> 'type' = a.question ->> 'type' and q ->> 'ask' = a.question ->> 'ask'
  ) again on true`;

/** The submissions of an organisation that count in earlier consultations on the modification that this one is on. */
const EARLIER = `
  from submission s
  join consultation e on e.id = s.consultation_id
  join consultation c on c.id = :consultationId and c.modification = e.modification and c.id <> e.id
  where s.organisation_id = :organisationId and s.kind = 'response'
    and (exists (select from representation where submission_id = s.id)
      or exists (select from organisation_representation where submission_id = s.id))`;

/** Those whose answers a response may begin with, the newest first. */
export async function listEarlierAnswers(
  db: Db,
  consultationId: string,
  organisationId: string,
): Promise<EarlierAnswers[]> {
  const { rows } = await db.raw<{ rows: EarlierAnswers[] }>(
    `select * from (
       select s.id as "submissionId", s.reference, s.received_at as "receivedAt",
         json_build_object('reference', e.reference, 'title', e.title) as consultation,
         array(select p.name from submission_party p where p.submission_id = s.id order by p.name) as parties,
         s.for_organisation as "forOrganisation",
         (select count(*) from submission_answer a ${ASKED_AGAIN} where a.submission_id = s.id) as answers
       ${EARLIER}) found
     where answers > 0 order by "receivedAt" desc, reference`,
    { consultationId, organisationId },
  );
  return rows;
}

/** A draft that was begun just now, and what it is to begin with. */
export interface Beginning {
  responseId: string;
  consultationId: string;
  organisationId: string;
  by: string;
  at: Instant;
}

/** Puts what is confidential of the whole `source` into a response. */
const WHOLE = `
  update response r set confidential = source.confidential, confidential_reason = source.confidential_reason,
    name_confidential = source.name_confidential, name_confidential_reason = source.name_confidential_reason
  from source where r.id = :responseId::uuid`;

/**
 * Copies the answers of an earlier submission to questions that are asked again, and what was confidential of it as a
 * whole: its texts were written to be kept so. @returns false: there is none such
 */
export async function copyEarlierAnswers(
  trx: Db,
  { responseId, consultationId, organisationId, by, at }: Beginning,
  submissionId: string,
): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { found: boolean }[] }>(
    `with source as (select s.* ${EARLIER} and s.id = :submissionId), copied as (
       insert into draft_answer (response_id, question_key, value, confidential, reason, saved_at, saved_by)
       select :responseId::uuid, a.question_key, a.value, a.confidential, a.reason, :at::timestamptz, :by::uuid
       from source join submission_answer a on a.submission_id = source.id ${ASKED_AGAIN}
     ), whole as (${WHOLE})
     select exists (select from source) as found`,
    { responseId, consultationId, organisationId, submissionId, by, at },
  );
  return rows[0]!.found;
}

/** Copies the answers, files and confidentiality of another draft of the organisation. @returns false: there is none such */
export async function copyDraft(
  trx: Db,
  { responseId, consultationId, organisationId, by, at }: Beginning,
  from: string,
): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { found: boolean }[] }>(
    `with source as (
       select * from response where id = :from and consultation_id = :consultationId
         and organisation_id = :organisationId and not entered_by_secas
     ), answers as (
       insert into draft_answer (response_id, question_key, value, confidential, reason, saved_at, saved_by)
       select :responseId::uuid, a.question_key, a.value, a.confidential, a.reason, :at::timestamptz, :by::uuid
       from source join draft_answer a on a.response_id = source.id
     ), files as (
       insert into draft_attachment (response_id, question_key, file_id, confidential, reason, added_at, added_by)
       select :responseId::uuid, a.question_key, a.file_id, a.confidential, a.reason, a.added_at, :by::uuid
       from source join draft_attachment a on a.response_id = source.id
     ), whole as (${WHOLE})
     select exists (select from source) as found`,
    { responseId, consultationId, organisationId, from, by, at },
  );
  return rows[0]!.found;
}

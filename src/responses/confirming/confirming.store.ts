import type { Db, Instant } from '../../db/connection.js';
import { NotFound } from '../../errors.js';

/** The Transcription (confirming.rules.ts) of a submission, by its alias; null for what came through the form. */
export const transcriptionOf = (submission: string): string => `
  case when ${submission}.entered_by_secas then json_build_object(
    'asked', array(select p.name from transcription_asked a join person p on p.id = a.person_id
      where a.submission_id = ${submission}.id order by p.name),
    'confirmed', (select json_build_object('by', p.name, 'at', v.reviewed_at)
      from transcription_review v join person p on p.id = v.reviewed_by
      where v.submission_id = ${submission}.id and v.confirmed),
    'wrong', (select json_build_object('by', p.name, 'at', v.reviewed_at, 'text', v.wrong)
      from transcription_review v join person p on p.id = v.reviewed_by
      where v.submission_id = ${submission}.id and not v.confirmed order by v.reviewed_at desc, v.id limit 1)) end`;

/** Keeps who is asked: everybody who may submit for the organisation now. @returns their ids */
export async function insertAsked(
  trx: Db,
  submissionId: string,
  organisationId: string,
  at: Instant,
): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { person_id: string }[] }>(
    `insert into transcription_asked (submission_id, person_id, asked_at)
     select distinct :submissionId::uuid, g.person_id, :at::timestamptz from role_grant g
     where g.organisation_id = :organisationId and g.role = 'representative' and g.may_submit and g.ended_at is null
     returning person_id`,
    { submissionId, organisationId, at },
  );
  return rows.map(({ person_id }) => person_id);
}

/** What a review needs, with the response locked, so that no newer version is entered meanwhile. */
export interface Reviewable {
  reference: string;
  /** another version was entered after it */
  replaced: boolean;
  withdrawn: boolean;
  confirmed: boolean;
  consultation: { id: string; reference: string; title: string };
  organisation: { id: string; name: string };
  /** who of SECAS submitted it */
  enteredBy: { id: string; name: string; email: string };
}

/** @throws NotFound for what SECAS did not enter */
export async function lockReviewable(trx: Db, submissionId: string): Promise<Reviewable> {
  await trx.raw(
    `select from response where id = (select response_id from submission where id = :submissionId) for update`,
    { submissionId },
  );
  const { rows } = await trx.raw<{ rows: Reviewable[] }>(
    `select s.reference,
       exists (select from submission x where x.response_id = s.response_id and x.number > s.number) as replaced,
       exists (select from withdrawal w where w.submission_id = s.id) as withdrawn,
       exists (select from transcription_review v where v.submission_id = s.id and v.confirmed) as confirmed,
       json_build_object('id', c.id, 'reference', c.reference, 'title', c.title) as consultation,
       json_build_object('id', s.organisation_id, 'name', s.organisation_name) as organisation,
       json_build_object('id', p.id, 'name', p.name, 'email', p.email) as "enteredBy"
     from submission s join consultation c on c.id = s.consultation_id join person p on p.id = s.submitted_by
     where s.id = :submissionId and s.entered_by_secas`,
    { submissionId },
  );
  if (!rows[0]) throw new NotFound();
  return rows[0];
}

/** @param wrong null: it is as it was sent */
export async function insertReview(
  trx: Db,
  submissionId: string,
  by: string,
  wrong: string | null,
  at: Instant,
): Promise<void> {
  await trx('transcription_review').insert({
    submission_id: submissionId,
    reviewed_at: at,
    reviewed_by: by,
    confirmed: wrong === null,
    wrong: wrong ?? '',
  });
}

export interface SaidWrong {
  submissionId: string;
  organisation: string;
  reference: string;
  by: string;
  at: Instant;
}

/** Of a consultation, what SECAS entered and its organisation says is wrong, until another version is entered. */
export async function listSaidWrong(db: Db, consultationId: string): Promise<SaidWrong[]> {
  const { rows } = await db.raw<{ rows: SaidWrong[] }>(
    `select s.id as "submissionId", s.organisation_name as organisation, s.reference, p.name as by, v.reviewed_at as at
     from submission s
     join lateral (select * from transcription_review v where v.submission_id = s.id
       order by v.confirmed desc, v.reviewed_at desc, v.id limit 1) v on not v.confirmed
     join person p on p.id = v.reviewed_by
     where s.consultation_id = :consultationId and s.entered_by_secas
       and not exists (select from submission x where x.response_id = s.response_id and x.number > s.number)
       and not exists (select from withdrawal w where w.submission_id = s.id)
     order by v.reviewed_at, s.id`,
    { consultationId },
  );
  return rows;
}

/** What SECAS typed for an organisation that has not said yet whether it is as it was sent. */
export interface Unconfirmed {
  responseId: string;
  reference: string;
  consultation: string;
}

/** Those of these organisations, the longest waiting first: of each response its latest version alone. */
export async function listUnconfirmed(db: Db, organisationIds: string[]): Promise<Unconfirmed[]> {
  const { rows } = await db.raw<{ rows: Unconfirmed[] }>(
    `select s.response_id as "responseId", s.reference, c.reference as consultation
     from submission s join consultation c on c.id = s.consultation_id
     where s.organisation_id = any(:organisationIds::uuid[]) and s.entered_by_secas
       and exists (select from transcription_asked a where a.submission_id = s.id)
       and not exists (select from transcription_review v where v.submission_id = s.id)
       and not exists (select from withdrawal w where w.submission_id = s.id)
       and not exists (select from submission x where x.response_id = s.response_id and x.number > s.number)
     order by s.received_at, s.reference`,
    { organisationIds },
  );
  return rows;
}

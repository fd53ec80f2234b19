import type { Db, Instant } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import type { Lift, Part, Request } from './consenting.rules.js';

const PART = (alias: string) =>
  `${alias}.part, ${alias}.question_key as "questionKey", ${alias}.attachment_id as "attachmentId"`;

/** What is lifted now, and everything that SECAS asked, the latest last. */
export async function listConsents(
  db: Db,
  submissionId: string,
): Promise<{ lifts: Lift[]; requests: Request[] }> {
  const [lifts, requests] = await Promise.all([
    db.raw<{ rows: Lift[] }>(
      `select l.id, ${PART('l')}, l.note, l.lifted_at as "liftedAt", p.name as "liftedBy",
         l.published_at is not null as published
       from lifted_marking l join person p on p.id = l.lifted_by
       where l.submission_id = :submissionId and l.taken_back_at is null order by l.lifted_at, l.id`,
      { submissionId },
    ),
    db.raw<{ rows: RequestRow[] }>(
      `select r.id, ${PART('r')}, r.reason, r.asked_at as "askedAt", a.name as "askedBy", r.agreed,
         r.answered_at as at, p.name as by, r.note
       from consent_request r join person a on a.id = r.asked_by left join person p on p.id = r.answered_by
       where r.submission_id = :submissionId order by r.asked_at, r.id`,
      { submissionId },
    ),
  ]);
  return {
    lifts: lifts.rows,
    requests: requests.rows.map(({ agreed, at, by, note, ...request }) => ({
      ...request,
      answer: agreed === null || !at ? null : { agreed, at, by: by ?? '', note },
    })),
  };
}

type RequestRow = Omit<Request, 'answer'> & {
  agreed: boolean | null;
  at: Instant | null;
  by: string | null;
  note: string;
};

/** What a consent depends on, with the submission's response locked, so that two of them wait for one another. */
export interface Consentable {
  id: string;
  reference: string;
  responseId: string;
  closed: boolean;
  withdrawn: boolean;
  consultation: { id: string; reference: string; title: string };
  organisation: { id: string; name: string };
}

/** The caller holds the consultation's lock. @throws NotFound */
export async function lockConsentable(trx: Db, submissionId: string): Promise<Consentable> {
  await trx.raw(
    `select from response where id = (select response_id from submission where id = :submissionId) for update`,
    { submissionId },
  );
  const { rows } = await trx.raw<{ rows: Consentable[] }>(
    `select s.id, s.reference, s.response_id as "responseId",
       exists (select from closure k where k.consultation_id = c.id) as closed,
       exists (select from withdrawal w where w.submission_id = s.id) as withdrawn,
       json_build_object('id', c.id, 'reference', c.reference, 'title', c.title) as consultation,
       json_build_object('id', s.organisation_id, 'name', s.organisation_name) as organisation
     from submission s join consultation c on c.id = s.consultation_id where s.id = :submissionId`,
    { submissionId },
  );
  if (!rows[0]) throw new NotFound();
  return rows[0];
}

const columns = ({ part, questionKey, attachmentId }: Part) => ({
  part,
  question_key: questionKey,
  attachment_id: attachmentId,
});

export async function insertRequest(
  trx: Db,
  submissionId: string,
  part: Part,
  { reason, by, at }: { reason: string; by: string; at: Instant },
): Promise<string> {
  const [row] = await trx('consent_request')
    .insert({ submission_id: submissionId, ...columns(part), reason, asked_at: at, asked_by: by })
    .returning('id');
  return row!.id;
}

export async function answerRequest(
  trx: Db,
  id: string,
  answer: { agreed: boolean; note: string; by: string; at: Instant },
): Promise<void> {
  const { agreed, note, by, at } = answer;
  await trx('consent_request').where({ id }).update({ agreed, note, answered_at: at, answered_by: by });
}

export async function insertLift(
  trx: Db,
  submissionId: string,
  part: Part,
  { note, by, at }: { note: string; by: string; at: Instant },
): Promise<void> {
  await trx('lifted_marking').insert({
    submission_id: submissionId,
    ...columns(part),
    note,
    lifted_at: at,
    lifted_by: by,
  });
}

export async function takeBackLift(trx: Db, id: string, by: string, at: Instant): Promise<void> {
  await trx('lifted_marking').where({ id }).update({ taken_back_at: at, taken_back_by: by });
}

/**
 * The same for dispositions: what is lifted of the responses whose points they answer, as far as a point may repeat it.
 * Names are not told there.
 */
export async function keepConsentsInPoints(trx: Db, publicationId: string, at: Instant): Promise<void> {
  await trx.raw(
    `update lifted_marking l set published_at = :at::timestamptz
     where l.taken_back_at is null and l.published_at is null and l.part <> 'name' and exists (
       select from submission s join published_point_raised g on g.response_id = s.response_id
         join point p on p.id = g.point_id
         left join submission_attachment a on a.id = l.attachment_id
       where s.id = l.submission_id and g.publication_id = :publicationId
         and (l.part = 'whole' or p.question_key is null
           or p.question_key = coalesce(l.question_key, a.question_key)))`,
    { publicationId, at },
  );
}

/**
 * Keeps that what is lifted now has gone into something published that does not change: from then on it is not taken
 * back. For whoever publishes, in the same transaction, with the consultation's lock.
 */
export async function keepPublishedConsents(trx: Db, consultationId: string, at: Instant): Promise<void> {
  await trx.raw(
    `update lifted_marking l set published_at = :at::timestamptz
     from submission s
     where s.id = l.submission_id and s.consultation_id = :consultationId
       and l.taken_back_at is null and l.published_at is null`,
    { consultationId, at },
  );
}

/** Everybody who may submit for the organisation today. */
export const listToAsk = (
  db: Db,
  organisationId: string,
): Promise<{ id: string; name: string; email: string }[]> =>
  db('role_grant as g')
    .join('person as p', 'p.id', 'g.person_id')
    .where({ 'g.organisation_id': organisationId, 'g.role': 'representative', 'g.may_submit': true })
    .whereNull('g.ended_at')
    .orderBy('p.email')
    .select<{ id: string; name: string; email: string }[]>('p.id', 'p.name', 'p.email');

/** Who asked, to be told what came of it. */
export async function findAsker(
  db: Db,
  requestId: string,
): Promise<{ id: string; name: string; email: string } | undefined> {
  return db('consent_request as r')
    .join('person as p', 'p.id', 'r.asked_by')
    .where('r.id', requestId)
    .first<{ id: string; name: string; email: string } | undefined>('p.id', 'p.name', 'p.email');
}

/** A submission of which SECAS asks to lift something, and nobody has answered yet. */
export interface AwaitedConsent {
  responseId: string;
  reference: string;
  consultation: string;
}

/** Those of these organisations, the longest waiting first. */
export async function listAwaitedConsents(db: Db, organisationIds: string[]): Promise<AwaitedConsent[]> {
  const { rows } = await db.raw<{ rows: AwaitedConsent[] }>(
    `select s.response_id as "responseId", s.reference, c.reference as consultation
     from consent_request q join submission s on s.id = q.submission_id
     join consultation c on c.id = s.consultation_id
     where s.organisation_id = any(:organisationIds::uuid[]) and q.answered_at is null
       and not exists (select from withdrawal w where w.submission_id = s.id)
     group by s.id, c.id order by min(q.asked_at), s.reference`,
    { organisationIds },
  );
  return rows;
}

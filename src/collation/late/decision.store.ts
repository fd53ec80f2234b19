import type { Db, Instant } from '../../db/connection.js';
import { shareConsultation } from '../../consultations/share.store.js';
import { NotFound } from '../../errors.js';
import type { Recipient } from '../../consultations/recipients.store.js';
import type { LateFacts } from './decision.rules.js';

/** A submission that was late or met the closure, with all that a decision needs. */
export interface LateSubmission extends LateFacts {
  id: string;
  reference: string;
  consultation: { id: string; reference: string; title: string };
  organisation: { id: string; name: string };
  submitter: { id: string; name: string };
  receivedAt: Instant;
  recordedAt: Instant;
  enteredBySecas: boolean;
  deadline: Instant;
  decision: LateDecision | null;
}

export interface LateDecision {
  admitted: boolean;
  reason: string;
  decidedAt: Instant;
  decidedBy: { id: string; name: string };
}

/**
 * Takes the locks of a decision in the order of the house: the consultation (shared: no closure or extension passes
 * meanwhile), then the response (nothing is submitted to it meanwhile).
 */
export async function lockForDecision(trx: Db, consultationId: string, submissionId: string): Promise<void> {
  await shareConsultation(trx, consultationId);
  await trx.raw(
    `select from response where id = (
       select response_id from submission where id = :submissionId and consultation_id = :consultationId) for update`,
    { consultationId, submissionId },
  );
}

/** One statement. @throws NotFound */
export async function getLateSubmission(
  db: Db,
  consultationId: string,
  submissionId: string,
): Promise<LateSubmission> {
  const { rows } = await db.raw<{ rows: Row[] }>(FACTS, { consultationId, submissionId });
  const [row] = rows;
  if (!row) throw new NotFound();
  const { decided_at: decidedAt, ...submission } = row;
  return {
    ...submission,
    decision: decidedAt && row.decision ? { ...row.decision, decidedAt } : null,
  };
}

type Row = Omit<LateSubmission, 'decision'> & {
  decision: Omit<LateDecision, 'decidedAt'> | null;
  decided_at: Instant | null;
};

/** Later by arrival; of what arrived together (SECAS corrected what it had entered) the one recorded later. */
const NEWER = `(x.received_at, x.number) > (s.received_at, s.number)`;

const FACTS = `
  with s as (
    select * from submission where id = :submissionId and consultation_id = :consultationId
  ), speaks as (
    select n.party_id, x.id, x.reference, x.response_id, x.organisation_name
    from s join representation n on n.consultation_id = s.consultation_id join submission x on x.id = n.submission_id
  ), speaks_itself as (
    select x.id, x.reference, x.response_id, x.organisation_name
    from s join organisation_representation n
      on n.consultation_id = s.consultation_id and n.organisation_id = s.organisation_id
    join submission x on x.id = n.submission_id
  ), named as (
    select p.name, 1 as rank, t.reference, t.response_id, t.organisation_name
    from s join submission_party p on p.submission_id = s.id left join speaks t on t.party_id = p.party_id
    union all
    select s.organisation_name || ' itself', 2, t.reference, t.response_id, t.organisation_name
    from s left join speaks_itself t on true where s.for_organisation
  ), dropped as (
    select p.name from s join speaks t on t.response_id = s.response_id
    join submission_party p on p.submission_id = t.id and p.party_id = t.party_id
    where not exists (select from submission_party o where o.submission_id = s.id and o.party_id = t.party_id)
    union all
    select t.organisation_name || ' itself' from s join speaks_itself t on t.response_id = s.response_id
    where not s.for_organisation
  )
  select s.id, s.reference, s.response_id as "responseId", s.standing, s.received_at as "receivedAt",
    s.recorded_at as "recordedAt", s.entered_by_secas as "enteredBySecas", s.deadline,
    json_build_object('id', c.id, 'reference', c.reference, 'title', c.title) as consultation,
    json_build_object('id', s.organisation_id, 'name', s.organisation_name) as organisation,
    json_build_object('id', s.submitted_by, 'name', coalesce((select name from submitter where submission_id = s.id),
      'somebody whose name was removed')) as submitter,
    exists (select from withdrawal w where w.submission_id = s.id) as withdrawn,
    (select json_build_object('reference', x.reference) from submission x
     left join late_decision d on d.submission_id = x.id
     where x.response_id = s.response_id and ${NEWER} and (x.standing = 'in time' or d.admitted)
       and not exists (select from withdrawal w where w.submission_id = x.id)
     order by x.received_at desc, x.number desc limit 1) as newer,
    (select coalesce(json_agg(json_build_object('name', n.name, 'spokenFor', case when n.reference is not null then
        json_build_object('reference', n.reference, 'responseId', n.response_id, 'organisation', n.organisation_name) end)
        order by n.rank, n.name), '[]') from named n) as named,
    (select coalesce(json_agg(name order by name), '[]') from dropped) as dropped,
    d.decided_at,
    case when d.submission_id is not null then json_build_object('admitted', d.admitted, 'reason', d.reason,
      'decidedBy', json_build_object('id', p.id, 'name', p.name)) end as decision
  from s join consultation c on c.id = s.consultation_id
  left join late_decision d on d.submission_id = s.id
  left join person p on p.id = d.decided_by`;

export async function insertDecision(
  trx: Db,
  submissionId: string,
  decision: { admitted: boolean; reason: string },
  by: string,
  at: Instant,
): Promise<void> {
  const { admitted, reason } = decision;
  await trx('late_decision').insert({
    submission_id: submissionId,
    admitted,
    reason,
    decided_at: at,
    decided_by: by,
  });
}

/** Who submitted it, when they may still act for the organisation; else all who may. */
export async function listToTell(
  db: Db,
  { organisation, submitter }: Pick<LateSubmission, 'organisation' | 'submitter'>,
): Promise<Recipient[]> {
  const { rows } = await db.raw<{ rows: Recipient[] }>(
    `with may as (
       select p.id as "personId", p.name, p.email, array[o.name] as organisations
       from role_grant g join person p on p.id = g.person_id join organisation o on o.id = g.organisation_id
       where g.role = 'representative' and g.ended_at is null and g.organisation_id = :organisationId
     )
     select * from may
     where "personId" = :submitterId or not exists (select from may where "personId" = :submitterId)
     order by email`,
    { organisationId: organisation.id, submitterId: submitter.id },
  );
  return rows;
}

/** A late submission that waits for SECAS, in whichever consultation. */
export interface Awaiting {
  submissionId: string;
  reference: string;
  consultation: { reference: string; title: string };
  organisation: string;
  receivedAt: Instant;
  deadline: Instant;
  standing: LateFacts['standing'];
}

/** What waits for SECAS to admit or to refuse, the longest waiting first. */
export async function listAwaitingDecision(db: Db): Promise<Awaiting[]> {
  const { rows } = await db.raw<{ rows: Awaiting[] }>(
    `select s.id as "submissionId", s.reference, s.organisation_name as organisation, s.received_at as "receivedAt",
       s.deadline, s.standing, json_build_object('reference', c.reference, 'title', c.title) as consultation
     from submission s join consultation c on c.id = s.consultation_id
     where s.standing <> 'in time'
       and not exists (select from late_decision d where d.submission_id = s.id)
       and not exists (select from withdrawal w where w.submission_id = s.id)
     order by s.recorded_at, s.id`,
  );
  return rows;
}

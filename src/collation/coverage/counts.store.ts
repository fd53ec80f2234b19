import type { Db } from '../../db/connection.js';
import { THREADS } from '../../responses/clarifying/clarifications.store.js';
import type { CoverageGroup } from './coverage.rules.js';
import { DRAFTED, LATE } from './coverage.store.js';

/** What the desk counts in a consultation. Responses and Parties are counted apart. */
export interface ConsultationCounts {
  /** the eligible Parties, those with the same facts together */
  groups: CoverageGroup[];
  /** live submissions that say something, and those that say “no comment” */
  responses: number;
  nilReturns: number;
  /** the Parties that the live submissions speak for, eligible or not */
  partiesRepresented: number;
  /** live submissions by the category, DCC too, of the Parties that they speak for: they need not add up */
  byCategory: Record<string, number>;
  /** live submissions that speak for an organisation itself */
  bodies: number;
  /** Parties represented that are neither eligible nor the DCC */
  notAsked: number;
  /** late submissions, or that met the closure, which SECAS has neither admitted nor refused */
  awaiting: number;
  /** late submissions, or that met the closure, whatever was decided; those withdrawn are not among them */
  lateOnes: number;
  /** organisations with a later deadline of their own */
  extended: number;
  /** live submissions with a comment of SECAS, on the whole or on an answer */
  commented: number;
  /** questions with a comment as a whole, and clauses and budget lines with one */
  questionsCommented: number;
  /** threads on live submissions that wait for the organisation, and for SECAS */
  clarificationsAsked: number;
  clarificationsReplied: number;
  /** points of the dispositions, and those of them that are public as they stand now */
  points: number;
  pointsPublished: number;
  /** the number of the public version of the responses; null: nothing is public */
  publicVersion: number | null;
}

/** Everything that the desk counts, in one statement; of a draft only that there is one. */
export async function getCounts(db: Db, consultationId: string): Promise<ConsultationCounts> {
  const { rows } = await db.raw<{ rows: [ConsultationCounts] }>(COUNTS, { consultationId });
  return rows[0];
}

/** The latest comment on each place that is not removed: a response's whole, its answer to a question, a question. */
const COMMENTS = `
  select k.* from (
    select distinct on (s.response_id, c.question_key) s.response_id, c.question_key, c.removed_at
    from secas_comment c left join submission s on s.id = c.submission_id
    where c.consultation_id = :consultationId and c.line is null
    order by s.response_id, c.question_key, c.written_at desc) k
  where k.removed_at is null`;

const COUNTS = `
  with spoken as (
    select n.party_id, n.submission_id, p.category
    from representation n
    join submission_party p on p.submission_id = n.submission_id and p.party_id = n.party_id
    where n.consultation_id = :consultationId
  ), bodies as (
    select submission_id from organisation_representation where consultation_id = :consultationId
  ), live as (
    select s.id, s.kind, s.response_id from submission s
    where s.id in (select submission_id from spoken union select submission_id from bodies)
  ), late as (
    select distinct party_id from (${LATE}) l
  ), drafted as (${DRAFTED}
  ), comments as (${COMMENTS}
  ), threads as (
    select * from (${THREADS}) t where response_id in (select response_id from live)
  ), eligible as (
    select e.category, l.kind as live, n.party_id is not null as declined, d.party_id is not null as drafted,
      t.party_id is not null as late, count(*)::int as parties
    from eligible_party e
    left join spoken s on s.party_id = e.party_id
    left join live l on l.id = s.submission_id
    left join decline_note n on n.consultation_id = e.consultation_id and n.party_id = e.party_id
    left join drafted d on d.party_id = e.party_id
    left join late t on t.party_id = e.party_id
    where e.consultation_id = :consultationId
    group by 1, 2, 3, 4, 5
  )
  select
    (select coalesce(json_agg(eligible), '[]') from eligible) as groups,
    (select count(*) from live where kind = 'response') as responses,
    (select count(*) from live where kind = 'nil') as "nilReturns",
    (select count(*) from spoken) as "partiesRepresented",
    (select coalesce(json_object_agg(category, submissions), '{}') from (
       select category, count(distinct submission_id)::int as submissions from spoken group by category) c) as "byCategory",
    (select count(*) from bodies) as bodies,
    (select count(*) from spoken s where s.category <> 'DCC' and not exists (
       select from eligible_party e where e.consultation_id = :consultationId and e.party_id = s.party_id)) as "notAsked",
    (select count(*) from submission s
     where s.consultation_id = :consultationId and s.standing <> 'in time'
       and not exists (select from late_decision d where d.submission_id = s.id)
       and not exists (select from withdrawal w where w.submission_id = s.id)) as awaiting,
    (select count(*) from submission s
     where s.consultation_id = :consultationId and s.standing <> 'in time'
       and not exists (select from withdrawal w where w.submission_id = s.id)) as "lateOnes",
    (select count(*) from (
       select distinct on (e.organisation_id) e.closes_at > c.closes_at as later
       from extension e join consultation c on c.id = e.consultation_id
       where e.consultation_id = :consultationId and e.organisation_id is not null
       order by e.organisation_id, e.made_at desc) x where x.later) as extended,
    (select count(*) from live l where exists (
       select from comments k where k.response_id = l.response_id)) as commented,
    (select count(*) from comments where response_id is null) + (select count(*) from (
       select distinct on (question_key, line) removed_at from secas_comment
       where consultation_id = :consultationId and line is not null
       order by question_key, line, written_at desc) l
     where l.removed_at is null) as "questionsCommented",
    (select count(*) from threads where state = 'asked') as "clarificationsAsked",
    (select count(*) from threads where state = 'replied') as "clarificationsReplied",
    (select count(*) from point where consultation_id = :consultationId and removed_at is null) as points,
    (select count(*) from point p
     join published_point u on u.point_id = p.id and u.version = p.version
     where p.removed_at is null and u.publication_id = (
       select id from disposition_publication where consultation_id = :consultationId
       order by number desc limit 1)) as "pointsPublished",
    (select n.number from (
       select id, number from response_publication where consultation_id = :consultationId
       order by number desc limit 1) n
     where not exists (select from response_takedown t where t.publication_id = n.id)) as "publicVersion"`;

import type { Db, Instant } from '../../db/connection.js';
import { isDiscarded } from '../../responses/discarding/discard.store.js';
import type { CoverageFacts, CoverageGroup } from './coverage.rules.js';

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
  /** organisations with a later deadline of their own */
  extended: number;
  /** live submissions with a comment of SECAS, on the whole or on an answer */
  commented: number;
  /** questions with a comment as a whole */
  questionsCommented: number;
}

/** Everything that the desk counts, in one statement; of a draft only that there is one. */
export async function getCounts(db: Db, consultationId: string): Promise<ConsultationCounts> {
  const { rows } = await db.raw<{ rows: [ConsultationCounts] }>(COUNTS, { consultationId });
  return rows[0];
}

/** Parties named in a late submission (or one that met the closure) that has not been admitted: held or refused. */
const LATE = `
  select p.party_id, s.id, s.reference, s.received_at, d.submission_id is null as held
  from submission s
  join submission_party p on p.submission_id = s.id
  left join late_decision d on d.submission_id = s.id
  where s.consultation_id = :consultationId and s.standing <> 'in time' and coalesce(not d.admitted, true)
    and not exists (select from withdrawal w where w.submission_id = s.id)`;

/** A response that was never submitted, or that was changed since, intends to speak for these. */
const DRAFTED = `
  select p.party_id, bool_or(r.entered_by_secas) as entering
  from response r join draft_party p on p.response_id = r.id
  where r.consultation_id = :consultationId and r.submitted_version is distinct from r.version
    and not ${isDiscarded('r')}
  group by p.party_id`;

/** The latest comment on each place that is not removed: a response's whole, its answer to a question, a question. */
const COMMENTS = `
  select k.* from (
    select distinct on (s.response_id, c.question_key) s.response_id, c.question_key, c.removed_at
    from secas_comment c left join submission s on s.id = c.submission_id
    where c.consultation_id = :consultationId
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
    (select count(*) from (
       select distinct on (e.organisation_id) e.closes_at > c.closes_at as later
       from extension e join consultation c on c.id = e.consultation_id
       where e.consultation_id = :consultationId and e.organisation_id is not null
       order by e.organisation_id, e.made_at desc) x where x.later) as extended,
    (select count(*) from live l where exists (
       select from comments k where k.response_id = l.response_id)) as commented,
    (select count(*) from comments where response_id is null) as "questionsCommented"`;

/** An eligible Party as the coverage page lists it. */
export interface CoveredParty extends CoverageFacts {
  id: string;
  registerId: string;
  name: string;
  category: string;
  organisation: { id: string; name: string };
  /** why it was added after publication; null: it was there */
  addedBecause: string | null;
  /** the live submission that speaks for it */
  submission: SpeaksFor | null;
  /** the latest submission for it that was late and has not been admitted */
  late: { id: string; reference: string; receivedAt: Instant; held: boolean } | null;
  /** SECAS is entering a response for it */
  entering: boolean;
  decline: { note: string; notedAt: Instant; notedBy: string } | null;
  /** the representatives of its organisation, by name */
  tell: string[];
}

export interface SpeaksFor {
  id: string;
  reference: string;
  organisation: string;
  submitter: string;
  enteredBySecas: boolean;
  receivedAt: Instant;
}

/** Every eligible Party, or one, by name; one statement. */
export async function listCoverage(
  db: Db,
  consultationId: string,
  partyId: string | null = null,
): Promise<CoveredParty[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(LIST, { consultationId, partyId });
  return rows.map(fromRow);
}

const LIST = `
  with late as (
    select distinct on (party_id) * from (${LATE}) l order by party_id, held desc, received_at desc, id
  ), drafted as (${DRAFTED}
  ), tell as (
    select g.organisation_id, array_agg(distinct p.name order by p.name) as names
    from role_grant g join person p on p.id = g.person_id
    where g.role = 'representative' and g.ended_at is null group by g.organisation_id
  )
  select e.party_id, p.register_id, e.name, e.category, e.organisation_id, o.name as organisation_name, e.reason,
    s.id as submission_id, s.reference, s.kind, s.organisation_name as speaker, s.entered_by_secas, s.received_at,
    coalesce(w.name, 'somebody whose name was removed') as submitter,
    l.id as late_id, l.reference as late_reference, l.received_at as late_received_at, l.held as late_held,
    d.party_id is not null as drafted, coalesce(d.entering, false) as entering,
    n.note, n.noted_at, by.name as noted_by, t.names as tell
  from eligible_party e
  join party p on p.id = e.party_id
  join organisation o on o.id = e.organisation_id
  left join representation r on r.consultation_id = e.consultation_id and r.party_id = e.party_id
  left join submission s on s.id = r.submission_id
  left join submitter w on w.submission_id = s.id
  left join late l on l.party_id = e.party_id
  left join drafted d on d.party_id = e.party_id
  left join decline_note n on n.consultation_id = e.consultation_id and n.party_id = e.party_id
  left join person by on by.id = n.noted_by
  left join tell t on t.organisation_id = e.organisation_id
  where e.consultation_id = :consultationId and (:partyId::uuid is null or e.party_id = :partyId::uuid)
  order by e.name, p.register_id`;

interface Row {
  party_id: string;
  register_id: string;
  name: string;
  category: string;
  organisation_id: string;
  organisation_name: string;
  reason: string | null;
  submission_id: string | null;
  reference: string;
  kind: 'response' | 'nil' | null;
  speaker: string;
  entered_by_secas: boolean;
  received_at: Instant;
  submitter: string;
  late_id: string | null;
  late_reference: string;
  late_received_at: Instant;
  late_held: boolean;
  drafted: boolean;
  entering: boolean;
  note: string | null;
  noted_at: Instant;
  noted_by: string;
  tell: string[] | null;
}

const fromRow = (row: Row): CoveredParty => ({
  id: row.party_id,
  registerId: row.register_id,
  name: row.name,
  category: row.category,
  organisation: { id: row.organisation_id, name: row.organisation_name },
  addedBecause: row.reason,
  live: row.kind,
  declined: row.note !== null,
  drafted: row.drafted,
  submission: row.submission_id
    ? {
        id: row.submission_id,
        reference: row.reference,
        organisation: row.speaker,
        submitter: row.submitter,
        enteredBySecas: row.entered_by_secas,
        receivedAt: row.received_at,
      }
    : null,
  late: row.late_id
    ? {
        id: row.late_id,
        reference: row.late_reference,
        receivedAt: row.late_received_at,
        held: row.late_held,
      }
    : null,
  entering: row.entering,
  decline: row.note === null ? null : { note: row.note, notedAt: row.noted_at, notedBy: row.noted_by },
  tell: row.tell ?? [],
});

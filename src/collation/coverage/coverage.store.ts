import type { Transcription } from '../../responses/confirming/confirming.rules.js';
import { transcriptionOf } from '../../responses/confirming/confirming.store.js';
import { nameConfidential } from '../../responses/consenting/marking.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { isDiscarded } from '../../responses/discarding/discard.store.js';
import type { CoverageFacts } from './coverage.rules.js';

/** Parties named in a late submission (or one that met the closure) that has not been admitted: held or refused. */
export const LATE = `
  select p.party_id, s.id, s.reference, s.received_at, d.submission_id is null as held
  from submission s
  join submission_party p on p.submission_id = s.id
  left join late_decision d on d.submission_id = s.id
  where s.consultation_id = :consultationId and s.standing <> 'in time' and coalesce(not d.admitted, true)
    and not exists (select from withdrawal w where w.submission_id = s.id)`;

/** A response that was never submitted, or that was changed since, intends to speak for these. */
export const DRAFTED = `
  select p.party_id, bool_or(r.entered_by_secas) as entering
  from response r join draft_party p on p.response_id = r.id
  where r.consultation_id = :consultationId and r.submitted_version is distinct from r.version
    and not ${isDiscarded('r')}
  group by p.party_id`;

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
  /** the organisation that has it in the register now, where it has moved since it was asked */
  movedTo: string | null;
  /** the representatives of the organisation that may answer for it, by name */
  tell: string[];
  /** theirs */
  addresses: string[];
}

export interface SpeaksFor {
  id: string;
  reference: string;
  organisation: string;
  submitter: string;
  /** its organisation's name is confidential now: whose reader may not know it is not told for whom it speaks */
  nameConfidential: boolean;
  /** null: it came through the form */
  transcription: Transcription | null;
  receivedAt: Instant;
}

/**
 * Every eligible Party, or one, by name; one statement.
 * @param which.day the London day of the register: whom to tell where a Party has moved; without it as it was asked
 */
export async function listCoverage(
  db: Db,
  consultationId: string,
  which: { partyId?: string; day?: string } = {},
): Promise<CoveredParty[]> {
  const { partyId = null, day = null } = which;
  const { rows } = await db.raw<{ rows: Row[] }>(LIST, { consultationId, partyId, day });
  return rows.map(fromRow);
}

/** The eligible Parties of a category of which a report says the same, counted. */
export interface CountedParties extends CoverageFacts {
  category: string;
  /** the name is confidential now of the organisation that speaks for them */
  nameConfidential: boolean;
  parties: number;
  /** of those for whom nobody speaks, or somebody whose name is confidential: each with its place among all, by name */
  named: [place: number, name: string][];
}

/** Every eligible Party, however many there are: who has answered openly is counted alone. One statement. */
export async function listCounted(db: Db, consultationId: string): Promise<CountedParties[]> {
  const { rows } = await db.raw<{ rows: CountedParties[] }>(
    `select category, live, declined, drafted, "nameConfidential", count(*)::integer as parties,
       coalesce(json_agg(json_build_array(place, name)) filter (where live is null or "nameConfidential"), '[]') as named
     from (
       select category, kind as live, note is not null as declined, drafted, coalesce(name_withheld, false) as "nameConfidential",
         name, row_number() over (order by name, register_id) as place from (${LIST}) l) p
     group by category, live, declined, drafted, "nameConfidential"`,
    { consultationId, partyId: null, day: null },
  );
  return rows;
}

const LIST = `
  with late as (
    select distinct on (party_id) * from (${LATE}) l order by party_id, held desc, received_at desc, id
  ), drafted as (${DRAFTED}
  ), tell as (
    select g.organisation_id, array_agg(distinct p.name order by p.name) as names,
      array_agg(distinct p.email order by p.email) as addresses
    from role_grant g join person p on p.id = g.person_id
    where g.role = 'representative' and g.ended_at is null group by g.organisation_id
  )
  select e.party_id, p.register_id, e.name, e.category, e.organisation_id, o.name as organisation_name, e.reason,
    s.id as submission_id, s.reference, s.kind, s.organisation_name as speaker, ${transcriptionOf('s')} as transcription, s.received_at,
    ${nameConfidential('s')} as name_withheld, coalesce(w.name, 'somebody whose name was removed') as submitter,
    l.id as late_id, l.reference as late_reference, l.received_at as late_received_at, l.held as late_held,
    d.party_id is not null as drafted, coalesce(d.entering, false) as entering,
    n.note, n.noted_at, by.name as noted_by, t.names as tell, t.addresses,
    case when now.id <> o.id then now.name end as moved_to
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
  join organisation now on now.id = coalesce((
    select q.organisation_id from party_particulars q
    where q.party_id = e.party_id and q.from_on <= :day::date order by q.from_on desc limit 1), e.organisation_id)
  left join tell t on t.organisation_id = now.id
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
  transcription: Transcription | null;
  received_at: Instant;
  name_withheld: boolean;
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
  addresses: string[] | null;
  moved_to: string | null;
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
        nameConfidential: row.name_withheld,
        transcription: row.transcription,
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
  movedTo: row.moved_to,
  tell: row.tell ?? [],
  addresses: row.addresses ?? [],
});

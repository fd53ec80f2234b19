import { isOver, withdrawnAtOf } from '../consultations/withdrawing/withdrawn.store.js';
import { ownExtension } from '../consultations/extending/extension.store.js';
import type { Db, Instant } from '../db/connection.js';
import { NotFound } from '../errors.js';
import { approverOf } from './approving/approving.store.js';
import { isDiscarded } from './discarding/discard.store.js';
import type { FrozenParty } from './freeze.js';
import type { SpokenFor } from './spokenFor.js';

/** “No comment”, for whom and under which key. */
export interface NilReturn {
  consultationId: string;
  organisationId: string;
  partyIds: string[];
  forOrganisation: boolean;
  key: string;
  /** the submissions whose place this one takes: those that the page named, and the respondent confirmed */
  takeOver: string[];
}

/** What a nil return is frozen with, and what its page shows. */
export interface NilFacts {
  consultation: { id: string; reference: string; title: string };
  organisation: { id: string; name: string };
  opensAt: Instant;
  closesAt: Instant;
  ownExtension: Instant | null;
  closed: boolean;
  /** its outcome is recorded, or it was withdrawn */
  decided: boolean;
  withdrawnAt: Instant | null;
  issue: { id: string; number: number };
  /** the organisation's Parties on that day, with what speaks for each now and who began a draft that is meant for it */
  parties: (FrozenParty & { spokenFor: SpokenFor | null; draftBy: string | null })[];
  /** who has to approve what the organisation submits; null: nothing has to be approved */
  approver: { id: string; name: string } | null;
  /** what speaks for the organisation itself now */
  itself: SpokenFor | null;
  /** who began a draft that is meant for it */
  itselfDraftBy: string | null;
}

/** What was submitted with this key, and whether it is this very “no comment”: to the same, on behalf of the same. */
export async function findNilByKey(
  trx: Db,
  nil: NilReturn,
): Promise<{ responseId: string; reference: string; same: boolean } | undefined> {
  const { rows } = await trx.raw<{ rows: { responseId: string; reference: string; same: boolean }[] }>(
    `select s.response_id as "responseId", s.reference,
       s.consultation_id = :consultationId and s.organisation_id = :organisationId and s.kind = 'nil'
       and ${onBehalfOf('s')} as same
     from submission s where s.submit_key = :key`,
    behalf(nil),
  );
  return rows[0];
}

/** Of a submission by its alias, as SQL: it speaks for exactly those named. */
const onBehalfOf = (submission: string): string => `(${submission}.for_organisation = :forOrganisation
  and (select coalesce(array_agg(party_id order by party_id), '{}') from submission_party
       where submission_id = ${submission}.id)
    = (select coalesce(array_agg(distinct p order by p), '{}') from unnest(:partyIds::uuid[]) p))`;

const behalf = ({ consultationId, organisationId, partyIds, forOrganisation, key }: NilReturn) => ({
  consultationId,
  organisationId,
  partyIds,
  forOrganisation,
  key,
});

/** A held “no comment” for the very same Parties on which SECAS has not decided. */
export async function findHeldNil(
  trx: Db,
  nil: NilReturn,
): Promise<{ responseId: string; reference: string } | undefined> {
  const { rows } = await trx.raw<{ rows: { responseId: string; reference: string }[] }>(
    `select s.response_id as "responseId", s.reference from submission s
     where s.consultation_id = :consultationId and s.organisation_id = :organisationId and s.kind = 'nil'
       and s.standing <> 'in time' and ${onBehalfOf('s')}
       and not exists (select from late_decision d where d.submission_id = s.id)
       and not exists (select from withdrawal w where w.submission_id = s.id)
     order by s.number limit 1`,
    behalf(nil),
  );
  return rows[0];
}

/** When this very "no comment" first reached the portal and could not be stored; undefined: it is sent the first time. */
export async function findNilArrival(trx: Db, nil: NilReturn): Promise<Instant | undefined> {
  const row = await trx('nil_arrival').select('received_at').where(arrivalOf(nil)).first();
  return row?.received_at;
}

/** Keeps when a "no comment" that could not be stored arrived; the first arrival of a key stays. */
export async function keepNilArrival(db: Db, nil: NilReturn, receivedAt: Instant): Promise<void> {
  await db('nil_arrival')
    .insert({ ...arrivalOf(nil), received_at: receivedAt })
    .onConflict('submit_key')
    .ignore();
}

const arrivalOf = (nil: NilReturn) => ({
  submit_key: nil.key,
  consultation_id: nil.consultationId,
  organisation_id: nil.organisationId,
  party_ids: nil.partyIds.toSorted(),
  for_organisation: nil.forOrganisation,
});

const SPOKEN_FOR = `case when s.id is not null then
  json_build_object('reference', s.reference, 'ours', s.organisation_id = o.id) end`;

/**
 * The facts for each of these organisations, by name.
 * @param day the London date whose Parties are meant
 * @throws NotFound when the consultation is not published
 */
export async function listNilFacts(
  db: Db,
  consultationId: string,
  organisationIds: string[],
  day: string,
): Promise<NilFacts[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select c.id, c.reference, c.title, c.opens_at, c.closes_at, o.id as organisation_id, o.name as organisation_name,
       ${ownExtension('c.id', 'o.id')} as own_extension,
       exists (select from closure where consultation_id = c.id) as closed,
       ${isOver('c.id')} as decided, ${withdrawnAtOf('c.id')} as withdrawn_at,
       ${approverOf('o.id')} as approver,
       (select json_build_object('id', i.id, 'number', i.number) from question_issue i
        where i.consultation_id = c.id order by i.number desc limit 1) as issue,
       (select coalesce(json_agg(json_build_object('id', p.party_id, 'registerId', p.register_id, 'name', p.name,
           'category', p.category, 'spokenFor', ${SPOKEN_FOR}, 'draftBy', ${draftBy('exists (select from draft_party d where d.response_id = r.id and d.party_id = p.party_id)')})
           order by p.name), '[]')
        from party_on(:day::date) p
        left join representation n on n.consultation_id = c.id and n.party_id = p.party_id
        left join submission s on s.id = n.submission_id
        where p.organisation_id = o.id and coalesce(p.left_on > :day::date, true)) as parties,
       (select ${SPOKEN_FOR} from organisation_representation n join submission s on s.id = n.submission_id
        where n.consultation_id = c.id and n.organisation_id = o.id) as itself,
       ${draftBy('r.for_organisation')} as itself_draft_by
     from consultation c, organisation o
     where c.id = :consultationId and c.published_at is not null and o.id = any(:organisationIds)
     order by o.name`,
    { consultationId, organisationIds, day },
  );
  if (rows.length === 0) throw new NotFound();
  return rows.map((row) => ({
    consultation: { id: row.id, reference: row.reference, title: row.title },
    organisation: { id: row.organisation_id, name: row.organisation_name },
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    ownExtension: row.own_extension,
    closed: row.closed,
    decided: row.decided,
    withdrawnAt: row.withdrawn_at,
    issue: row.issue,
    parties: row.parties,
    itself: row.itself,
    itselfDraftBy: row.itself_draft_by,
    approver: row.approver,
  }));
}

/** SQL: who began the earliest draft of the organisation `o` that is not submitted as it stands and meant for whom is said. */
const draftBy = (meantFor: string): string => `(
  select b.name from response r join person b on b.id = r.started_by
  where r.consultation_id = c.id and r.organisation_id = o.id and not r.entered_by_secas
    and r.submitted_version is distinct from r.version and not ${isDiscarded('r')} and ${meantFor}
    and not exists (select from submission x where x.response_id = r.id and x.kind = 'nil')
  order by r.started_at, r.id limit 1)`;

interface Row {
  id: string;
  reference: string;
  title: string;
  opens_at: Instant;
  closes_at: Instant;
  organisation_id: string;
  organisation_name: string;
  own_extension: Instant | null;
  closed: boolean;
  /** its outcome is recorded, or it was withdrawn */
  decided: boolean;
  withdrawn_at: Instant | null;
  withdrawnAt: Instant | null;
  issue: { id: string; number: number };
  parties: NilFacts['parties'];
  itself: SpokenFor | null;
  itself_draft_by: string | null;
  approver: NilFacts['approver'];
}

/** A response of its own for the nil return, with the Parties that it names. */
export async function insertNilThread(
  trx: Db,
  nil: NilReturn,
  personId: string,
  at: Instant,
): Promise<string> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `with r as (
       insert into response (consultation_id, organisation_id, for_organisation, started_at, started_by, saved_at)
       values (:consultationId, :organisationId, :forOrganisation, :at, :personId, :at) returning id
     ), parties as (
       insert into draft_party (response_id, party_id) select r.id, p from r, unnest(:partyIds::uuid[]) as p
     ) select id from r`,
    { ...nil, at, personId },
  );
  return rows[0]!.id;
}

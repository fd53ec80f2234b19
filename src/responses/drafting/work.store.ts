import { isOver, withdrawnAtOf } from '../../consultations/withdrawing/withdrawn.store.js';
import type { Kind } from '../../consultations/consultations.rules.js';
import { ownExtension } from '../../consultations/extending/extension.store.js';
import { decidedSql, type Decided } from '../../consultations/history.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { signOffOf } from '../approving/approving.store.js';
import type { Awaited } from '../awaited.rules.js';
import { instructionOf, whyNotOf } from '../closing/instructions.store.js';
import { threadsIn } from '../clarifying/clarifications.store.js';
import { discardedOf, type Discarded } from '../discarding/discard.store.js';
import { takenOverFrom } from '../representation.store.js';
import type { SpokenFor } from '../spokenFor.js';
import type { Standing } from '../submissions.rules.js';

/** One organisation's work on one consultation: where each of its Parties stands, and its responses. */
export interface Work {
  consultation: { id: string; reference: string; title: string; kind: Kind; issuedBy: string };
  organisation: { id: string; name: string };
  opensAt: Instant;
  closesAt: Instant;
  ownExtension: Instant | null;
  closed: boolean;
  /** the outcome is recorded, or it was withdrawn: nothing can be started or changed any more */
  decided: boolean;
  withdrawnAt: Instant | null;
  outcome: Decided | null;
  /** the organisation's Parties on the day asked for */
  parties: PartyAtWork[];
  /** what speaks for the organisation itself now */
  itself: SpokenForAtWork | null;
  /** begun earliest first, without those that were discarded */
  threads: Thread[];
  /** drafts that were put aside, the latest first */
  discarded: (Discarded & { id: string; parties: string[]; forOrganisation: boolean })[];
}

/** What speaks for a Party now, as the list of an organisation's work shows it. */
export interface SpokenForAtWork extends SpokenFor {
  responseId: string;
  nil: boolean;
}

export interface PartyAtWork {
  id: string;
  name: string;
  category: string;
  /** it is among those whom the consultation asks */
  asked: boolean;
  spokenFor: SpokenForAtWork | null;
  /** a draft, not submitted as it stands, is meant for it */
  drafted: boolean;
}

/** A response as a list shows it. */
export interface Thread extends Awaited {
  id: string;
  /** ISO 8601 */
  savedAt: string;
  /** ISO 8601 */
  startedAt: string;
  startedBy: string;
  enteredBySecas: boolean;
  forOrganisation: boolean;
  /** the names of the Parties that it is meant for */
  parties: string[];
  partyIds: string[];
  /** how many answers SECAS waits to have clarified */
  asked: number;
  latest: {
    reference: string;
    nil: boolean;
    /** ISO 8601 */
    receivedAt: string;
    standing: Standing;
    admitted: boolean | null;
    withdrawn: boolean;
    represents: boolean;
    /** the names, as submitted, of those that it is for */
    parties: string[];
    forOrganisation: boolean;
    /** the names of those for whom another response speaks now */
    takenOver: string[];
  } | null;
}

/** All that is published and not yet closed for good, soonest deadline first. @param day a London date */
export async function listOpenWork(db: Db, organisationIds: string[], day: string): Promise<Work[]> {
  const { rows } = await db.raw<{ rows: Work[] }>(
    `${WORK} and not exists (select from closure where consultation_id = c.id) and ${withdrawnAtOf('c.id')} is null
     order by c.closes_at, c.reference, o.name`,
    { organisationIds, day },
  );
  return rows;
}

/** What was submitted, or left as a draft, to consultations that are closed; newest first, a page at a time. */
export async function listClosedWork(
  db: Db,
  organisationIds: string[],
  day: string,
  page: { limit: number; offset: number },
): Promise<Work[]> {
  const { rows } = await db.raw<{ rows: Work[] }>(
    `${WORK} and (exists (select from closure where consultation_id = c.id) or ${withdrawnAtOf('c.id')} is not null)
       and exists (select from thread where consultation_id = c.id and organisation_id = o.id)
     order by c.closes_at desc, c.reference, o.name limit :limit offset :offset`,
    { organisationIds, day, ...page },
  );
  return rows;
}

/** The work of each of these organisations on one consultation; empty when it is not published. */
export async function listWorkOn(
  db: Db,
  reference: string,
  organisationIds: string[],
  day: string,
): Promise<Work[]> {
  const { rows } = await db.raw<{ rows: Work[] }>(`${WORK} and c.reference = :reference order by o.name`, {
    organisationIds,
    day,
    reference,
  });
  return rows;
}

const SPOKEN_FOR = `case when s.id is not null then json_build_object('reference', s.reference, 'nil', s.kind = 'nil',
  'responseId', s.response_id, 'ours', s.organisation_id = o.id) end`;

const MEANT_FOR = `(select coalesce(json_agg(p.name order by p.name), '[]')
  from draft_party d join party_now p on p.party_id = d.party_id where d.response_id = t.id)`;

/** One row for each consultation and organisation. What SECAS entered is seen once it is submitted. */
const WORK = `
  with party_now as (
    select party_id, register_id, name, category, organisation_id from party_on(:day::date)
    where organisation_id = any(:organisationIds::uuid[]) and coalesce(left_on > :day::date, true)
  ), every_thread as (
    select r.*, s.latest, ${discardedOf('r')} as discarded from response r
    left join lateral (
      select json_build_object('reference', x.reference, 'nil', x.kind = 'nil', 'receivedAt', x.received_at,
        'standing', x.standing,
        'admitted', (select admitted from late_decision where submission_id = x.id),
        'withdrawn', exists (select from withdrawal where submission_id = x.id),
        'represents', exists (select from representation where submission_id = x.id)
          or exists (select from organisation_representation where submission_id = x.id),
        'forOrganisation', x.for_organisation, 'takenOver', ${takenOverFrom('x')},
        'parties', (select coalesce(json_agg(name order by name), '[]') from submission_party
          where submission_id = x.id)) as latest
      from submission x where x.response_id = r.id order by x.number desc limit 1
    ) s on true
    where r.organisation_id = any(:organisationIds::uuid[]) and (not r.entered_by_secas or s.latest is not null)
  ), thread as (select * from every_thread where discarded is null)
  select json_build_object('id', c.id, 'reference', c.reference, 'title', c.title, 'kind', c.kind,
      'issuedBy', c.issued_by) as consultation,
    json_build_object('id', o.id, 'name', o.name) as organisation,
    c.opens_at as "opensAt", c.closes_at as "closesAt",
    ${ownExtension('c.id', 'o.id')} as "ownExtension",
    exists (select from closure where consultation_id = c.id) as closed,
    ${isOver('c.id')} as decided, ${withdrawnAtOf('c.id')} as "withdrawnAt",
    ${decidedSql('c.id')} as outcome,
    (select coalesce(json_agg(json_build_object('id', p.party_id, 'name', p.name, 'category', p.category,
        'asked', e.party_id is not null, 'spokenFor', ${SPOKEN_FOR},
        'drafted', exists (select from thread t join draft_party d on d.response_id = t.id
          where t.consultation_id = c.id and d.party_id = p.party_id and t.version is distinct from t.submitted_version))
        order by p.name, p.register_id), '[]')
     from party_now p
     left join eligible_party e on e.consultation_id = c.id and e.party_id = p.party_id
     left join representation n on n.consultation_id = c.id and n.party_id = p.party_id
     left join submission s on s.id = n.submission_id
     where p.organisation_id = o.id) as parties,
    (select ${SPOKEN_FOR} from organisation_representation n join submission s on s.id = n.submission_id
     where n.consultation_id = c.id and n.organisation_id = o.id) as itself,
    (select coalesce(json_agg(json_build_object('id', t.id, 'savedAt', t.saved_at, 'version', t.version,
        'submittedVersion', t.submitted_version, 'enteredBySecas', t.entered_by_secas,
        'forOrganisation', t.for_organisation, 'latest', t.latest,
        'startedAt', t.started_at, 'startedBy', (select name from person where id = t.started_by),
        'signOff', ${signOffOf('t')}, 'instruction', ${instructionOf('t')},
        'whyNot', ${whyNotOf('t')}, 'asked', ${threadsIn('t.id', 'asked')},
        'parties', ${MEANT_FOR},
        'partyIds', (select coalesce(json_agg(party_id), '[]') from draft_party where response_id = t.id))
        order by t.started_at, t.id), '[]')
     from thread t where t.consultation_id = c.id and t.organisation_id = o.id) as threads,
    (select coalesce(json_agg(json_build_object('id', t.id, 'at', t.discarded ->> 'at', 'by', t.discarded ->> 'by',
        'forOrganisation', t.for_organisation, 'parties', ${MEANT_FOR}) order by t.discarded ->> 'at' desc), '[]')
     from every_thread t
     where t.consultation_id = c.id and t.organisation_id = o.id and t.discarded is not null) as discarded
  from consultation c cross join organisation o
  where o.id = any(:organisationIds::uuid[]) and c.published_at is not null`;

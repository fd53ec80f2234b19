import { ownExtension } from '../../consultations/extending/extension.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { prepared } from '../../db/prepared.js';
import { signOffOf } from '../approving/approving.store.js';
import type { Awaiting } from '../awaited.rules.js';
import { isDiscarded } from '../discarding/discard.store.js';
import { instructionOf } from './instructions.store.js';

/** A draft that is not submitted as it stands, of a consultation that its organisation may still answer. */
export interface Unsubmitted extends Awaiting {
  responseId: string;
  organisation: { id: string; name: string };
  consultation: { id: string; reference: string; title: string };
  closesAt: Instant;
  startedAt: Instant;
  /** the names of those that it is for, where the organisation has another response to the same consultation */
  amongSeveral: string[];
}

/** The same with whom it is for and whom to tell: what the pages, which ask all the time, do not need. */
export interface HeldDraft extends Unsubmitted {
  partyIds: string[];
  /** the representatives of its organisation */
  holders: { id: string; name: string; email: string }[];
}

/** Nothing that SECAS entered, nor "no comment", nor what was discarded, nor what belongs to a consultation that has been closed. */
const unsubmitted = (which: string, more: string): string => `
  select * from (
    select r.id as "responseId", json_build_object('id', o.id, 'name', o.name) as organisation,
      json_build_object('id', c.id, 'reference', c.reference, 'title', c.title) as consultation,
      greatest(c.closes_at, ${ownExtension('c.id', 'r.organisation_id')}) as "closesAt",
      r.started_at as "startedAt", r.version, r.submitted_version as "submittedVersion",
      ${signOffOf('r')} as "signOff", ${instructionOf('r')} as instruction,
      case when exists (select from response x where x.consultation_id = c.id and x.organisation_id = o.id
          and x.id <> r.id and not x.entered_by_secas and not ${isDiscarded('x')})
        then array(select (select q.name from party_particulars q where q.party_id = d.party_id
              order by q.from_on desc limit 1)
            from draft_party d where d.response_id = r.id order by 1)
          || case when r.for_organisation then array[o.name || ' itself'] else '{}' end
        else '{}' end as "amongSeveral"${more}
    from response r
    join organisation o on o.id = r.organisation_id
    join consultation c on c.id = r.consultation_id
    where not r.entered_by_secas and not ${isDiscarded('r')} and r.submitted_version is distinct from r.version
      and c.published_at is not null
      and not exists (select from closure where consultation_id = c.id)
      and not exists (select from consultation_withdrawal where consultation_id = c.id)
      and not exists (select from submission s where s.response_id = r.id and s.kind = 'nil')
      ${which}) d
  where "closesAt" > :now::timestamptz and "closesAt" <= :until::timestamptz
  order by "closesAt", "responseId"`;

// Of its own, and not a condition that may be null: with that Postgres would read all responses for every page.
const UNSUBMITTED_OF = unsubmitted('and r.organisation_id = any(:organisationIds::uuid[])', '');
const UNSUBMITTED = unsubmitted('', '');
const HELD = unsubmitted(
  '',
  `,
      array(select party_id from draft_party where response_id = r.id) as "partyIds",
      (select coalesce(json_agg(json_build_object('id', w.id, 'name', w.name, 'email', w.email) order by w.email), '[]')
       from role_grant g join person w on w.id = g.person_id
       where g.role = 'representative' and g.ended_at is null and g.organisation_id = o.id) as holders`,
);

/**
 * The drafts not submitted whose deadline lies ahead, until an instant; soonest first.
 * @param organisationIds of these only
 */
export async function listUnsubmitted(
  db: Db,
  now: Instant,
  until: Instant,
  organisationIds?: string[],
): Promise<Unsubmitted[]> {
  const { rows } = organisationIds
    ? await prepared<Unsubmitted>(db, 'unsubmitted-of', UNSUBMITTED_OF, { now, until, organisationIds })
    : await prepared<Unsubmitted>(db, 'unsubmitted', UNSUBMITTED, { now, until });
  return rows;
}

/** All of them, with whom to tell. */
export async function listHeldDrafts(db: Db, now: Instant, until: Instant): Promise<HeldDraft[]> {
  const { rows } = await prepared<HeldDraft>(db, 'held-drafts', HELD, { now, until });
  return rows;
}

/** Which of these mails have been written. */
export async function listWritten(db: Db, dedupeKeys: string[]): Promise<Set<string>> {
  const { rows } = await db.raw<{ rows: { key: string }[] }>(
    'select dedupe_key as key from outbox_mail where dedupe_key = any(:dedupeKeys::text[])',
    { dedupeKeys },
  );
  return new Set(rows.map(({ key }) => key));
}

import { withdrawnAtOf } from './withdrawing/withdrawn.store.js';
import type { Db, Instant } from '../db/connection.js';
import { summaryPublishedAt } from './outcome/summary.store.js';
import type { Dates, Kind } from './consultations.rules.js';

/** A consultation as the desk lists it. */
export interface DeskRow extends Dates {
  id: string;
  reference: string;
  title: string;
  kind: Kind;
  issuedBy: string;
  /** its closure has been written */
  closed: boolean;
  /** before publication: when it is to be published by itself, or why it was not */
  setFor: Instant | null;
  notPublished: string | null;
  /** organisations with a deadline of their own that is still to come */
  stillOpenFor: number;
  /** when its summary was first published */
  summaryAt: Instant | null;
  /** live submissions, “no comment” among them, and those of them that the viewer has not marked as read */
  responses: number;
  unread: number;
  /** the Parties asked, and those of them that responded or said “no comment” */
  eligible: number;
  answered: number;
}

export const ENDED_PER_PAGE = 20;

/**
 * What SECAS works on: everything before its deadline, and one page of what is over, the latest first.
 * @param viewer the person's id, for what is unread
 * @returns `ended` counts all that are over
 */
export async function listForDesk(
  db: Db,
  viewer: string,
  at: Instant,
  page: number,
): Promise<{ rows: DeskRow[]; ended: number }> {
  const [{ rows }, count] = await Promise.all([
    db.raw<{ rows: Row[] }>(DESK, {
      at,
      viewer,
      perPage: ENDED_PER_PAGE,
      skipped: (page - 1) * ENDED_PER_PAGE,
    }),
    db('consultation')
      .whereNotNull('published_at')
      .where('closes_at', '<=', at)
      .count<{ ended: number }[]>({ ended: '*' })
      .first(),
  ]);
  return { rows: rows.map(fromRow), ended: count?.ended ?? 0 };
}

const DESK = `
  with wanted as (
    select id from consultation where published_at is null
    union
    select id from consultation where closes_at > :at::timestamptz and published_at is not null
    union all
    (select id from consultation where closes_at <= :at::timestamptz and published_at is not null
     order by closes_at desc, id limit :perPage offset :skipped)
  ), live as (
    select r.consultation_id, r.submission_id from representation r where r.consultation_id in (select id from wanted)
    union
    select o.consultation_id, o.submission_id from organisation_representation o
    where o.consultation_id in (select id from wanted)
  ), came as (
    select l.consultation_id, count(*)::int as responses, (count(*) - count(m.submission_id))::int as unread
    from live l left join reading_mark m on m.submission_id = l.submission_id and m.person_id = :viewer
    group by l.consultation_id
  ), asked as (
    select e.consultation_id, count(*)::int as eligible,
      (count(*) filter (where r.party_id is not null))::int as answered
    from eligible_party e
    left join representation r on r.consultation_id = e.consultation_id and r.party_id = e.party_id
    where e.consultation_id in (select id from wanted) group by e.consultation_id
  )
  select c.id, c.reference, c.title, c.kind, c.issued_by, c.announced_at, c.published_at, c.opens_at, c.closes_at,
    exists (select from closure k where k.consultation_id = c.id) as closed,
    exists (select from outcome o where o.consultation_id = c.id) as decided,
    ${withdrawnAtOf('c.id')} as withdrawn_at, ${summaryPublishedAt('c.id')} as summary_at,
    (select count(*) from (
       select distinct on (e.organisation_id) e.closes_at from extension e
       where e.consultation_id = c.id and e.organisation_id is not null
       order by e.organisation_id, e.made_at desc) own
     where own.closes_at > :at::timestamptz)::int as still_open_for,
    coalesce(a.responses, 0) as responses, coalesce(a.unread, 0) as unread, coalesce(k.eligible, 0) as eligible,
    coalesce(k.answered, 0) as answered,
    case when s.done_at is null then s.publish_at end as set_for, s.why_not as not_published
  from wanted join consultation c using (id)
  left join came a on a.consultation_id = c.id
  left join asked k on k.consultation_id = c.id
  left join lateral (
    select p.publish_at, p.done_at, p.why_not, p.taken_back_at from scheduled_publication p
    where p.consultation_id = c.id and c.published_at is null
    order by p.made_at desc limit 1) s on s.taken_back_at is null
  order by c.closes_at nulls last, c.reference`;

interface Row {
  id: string;
  reference: string;
  title: string;
  kind: string;
  issued_by: string;
  announced_at: Instant | null;
  published_at: Instant | null;
  opens_at: Instant | null;
  closes_at: Instant | null;
  closed: boolean;
  decided: boolean;
  withdrawn_at: Instant | null;
  summary_at: Instant | null;
  still_open_for: number;
  responses: number;
  unread: number;
  eligible: number;
  answered: number;
  set_for: Instant | null;
  not_published: string | null;
}

const fromRow = (row: Row): DeskRow => ({
  id: row.id,
  reference: row.reference,
  title: row.title,
  kind: row.kind as Kind,
  issuedBy: row.issued_by,
  announcedAt: row.announced_at,
  publishedAt: row.published_at,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  closed: row.closed,
  decided: row.decided,
  withdrawnAt: row.withdrawn_at,
  summaryAt: row.summary_at,
  stillOpenFor: row.still_open_for,
  responses: row.responses,
  unread: row.unread,
  eligible: row.eligible,
  answered: row.answered,
  setFor: row.set_for,
  notPublished: row.not_published,
});

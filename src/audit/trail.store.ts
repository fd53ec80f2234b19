import type { Db, Instant } from '../db/connection.js';
import type { AuditAction } from './actions.js';

/** What of the trail is looked for. */
export interface TrailFilter {
  /** in the person, the organisation, the consultation's reference or the detail; '' for all */
  words: string;
  /** the part of an action before its dot; '' for all */
  subject: string;
  /** recorded for this instant or later, and before the other */
  from: Instant | null;
  before: Instant | null;
}

export interface TrailEntry {
  id: number;
  at: Instant;
  action: AuditAction;
  /** null: the portal itself */
  person: { id: string; name: string; email: string } | null;
  organisation: string | null;
  consultation: string | null;
  detail: Record<string, unknown>;
}

/** Entries with smaller numbers than `below`, the newest first. @param below null: from the newest */
export async function listTrail(
  db: Db,
  filter: TrailFilter,
  { below, most }: { below: number | null; most: number },
): Promise<TrailEntry[]> {
  const like = `%${filter.words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await db.raw<{ rows: TrailEntry[] }>(TRAIL, { ...filter, like, below, most });
  return rows;
}

const TRAIL = `
  with who as (select id from person where name ilike :like or email ilike :like),
    whose as (select id from organisation where name ilike :like),
    about as (select id from consultation where reference ilike :like)
  select e.id, e.at, e.action, e.detail, o.name as organisation, c.reference as consultation,
    case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'email', p.email) end as person
  from audit_entry e
  left join person p on p.id = e.person_id
  left join organisation o on o.id = e.organisation_id
  left join consultation c on c.id = e.consultation_id
  where (:below::bigint is null or e.id < :below::bigint)
    and (:subject = '' or split_part(e.action, '.', 1) = :subject)
    and (:from::timestamptz is null or e.at >= :from::timestamptz)
    and (:before::timestamptz is null or e.at < :before::timestamptz)
    and (:words = '' or e.person_id in (table who) or e.organisation_id in (table whose)
      or e.consultation_id in (table about) or e.detail::text ilike :like)
  order by e.id desc limit :most`;

/** How far the trail is sealed: null before the first seal. */
export async function findSealed(db: Db): Promise<{ seal: number; lastEntry: number; at: Instant } | null> {
  const row = await db('audit_seal').orderBy('number', 'desc').first();
  return row ? { seal: row.number, lastEntry: row.last_entry, at: row.sealed_at } : null;
}

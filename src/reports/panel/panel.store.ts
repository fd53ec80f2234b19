import type { Db, Instant } from '../../db/connection.js';
import type { Reader, Version } from '../access.rules.js';

export interface ListedReport {
  reference: string;
  title: string;
  kind: string;
  modification: string | null;
  issuedBy: string;
  closesAt: Instant;
  closedAt: Instant | null;
}

/** A report that can be read. */
export interface ReadyReport extends ListedReport {
  /** which of its versions the reader took away last; `all` before they took any */
  version: Version;
  /** the number of its newest edition; null: it is being frozen */
  newest: string | null;
  frozenAt: Instant | null;
  /** the number of the edition of that version which they took away last; null: none yet */
  downloaded: string | null;
  /** a summary of what was said has been published */
  summarised: boolean;
  /** its outcome has been recorded */
  decided: boolean;
}

const PUBLISHED = `c.published_at is not null
  and not exists (select from consultation_withdrawal w where w.consultation_id = c.id)`;

const LISTED = `c.reference, c.title, c.kind, c.modification, c.issued_by as "issuedBy", c.closes_at as "closesAt"`;

/**
 * SQL for the newest edition `e` of a consultation `c` in the version that somebody took away last, and what `d` that
 * was. Only of versions that they may see.
 */
export const NEWEST = `
  left join lateral (
    select a.detail ->> 'version' as version, a.detail ->> 'edition' as edition from audit_entry a
    where a.person_id = :personId and a.consultation_id = c.id and a.action = 'report.downloaded'
      and a.detail ->> 'version' = any(:versions) and a.detail ->> 'edition' is not null
    order by a.id desc limit 1) d on true
  left join lateral (
    select e.major || '.' || e.minor as number, e.frozen_at from report_edition e
    where e.consultation_id = c.id and e.version = coalesce(d.version, 'all')
    order by e.major desc, e.minor desc limit 1) e on true`;

/** The reports that can be read, what closed last first, with what somebody took away of each; `total` of them in all. */
export async function listReady(
  db: Db,
  reader: Reader,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ rows: ReadyReport[]; total: number }> {
  const { rows } = await db.raw<{ rows: (ReadyReport & { total: number })[] }>(
    `select c.*, coalesce(d.version, 'all') as version, e.number as newest, e.frozen_at as "frozenAt", d.edition as downloaded,
       exists (select from published_summary s where s.consultation_id = c.id) as summarised,
       exists (select from outcome o where o.consultation_id = c.id) as decided
     from (
       select c.id, ${LISTED}, k.last_closes_at as "closedAt", count(*) over () as total
       from consultation c join closure k on k.consultation_id = c.id where ${PUBLISHED}
       order by k.last_closes_at desc, c.reference limit :limit offset :offset) c
     ${NEWEST} order by c."closedAt" desc, c.reference`,
    { ...reader, limit, offset },
  );
  return { rows, total: rows[0]?.total ?? 0 };
}

/** What is not closed yet, what closes first first. */
export async function listRunning(db: Db, limit: number): Promise<ListedReport[]> {
  const { rows } = await db.raw<{ rows: ListedReport[] }>(
    `select ${LISTED}, null::timestamptz as "closedAt" from consultation c
     where ${PUBLISHED} and not exists (select from closure k where k.consultation_id = c.id)
     order by c.closes_at, c.reference limit :limit`,
    { limit },
  );
  return rows;
}

import { withdrawnAtOf } from './withdrawing/withdrawn.store.js';
import type { Db, Instant } from '../db/connection.js';
import type { Kind } from './consultations.rules.js';
import { decidedSql, type Decided } from './history.store.js';
import { summaryPublishedAt } from './outcome/summary.store.js';

/** What the front page is asked for. */
export interface Wanted {
  /** words that all must be found; empty: no search */
  words: string[];
  kind?: Kind;
  issuer?: string;
  /** numbers of modifications: those that are on one of them, or mention it */
  modifications?: string[];
  /** of those that have closed, counted from 1 */
  page: number;
  /** for whom: their own extensions count, nobody else's */
  organisationIds: string[];
  at: Instant;
}

export interface Listed {
  reference: string;
  title: string;
  kind: Kind;
  issuedBy: string;
  modification: string | null;
  announcedAt: Instant;
  publishedAt: Instant | null;
  opensAt: Instant | null;
  closesAt: Instant | null;
  /** the latest own extension of an organisation that the viewer represents */
  ownExtension: Instant | null;
  outcome: Decided | null;
  /** when its summary was first published */
  summaryAt: Instant | null;
  withdrawnAt: Instant | null;
}

export interface Listing {
  /** announced, upcoming and open, closing soonest first */
  current: Listed[];
  /** one page of those that have closed, the latest first */
  closed: Listed[];
  closedInAll: number;
  /** everybody who has issued anything, to filter by */
  issuers: string[];
}

export const CLOSED_PER_PAGE = 20;
/** More than anybody has open at once; beyond it the search finds them. */
const CURRENT_AT_MOST = 200;

/** The front page's rows, in two statements that run side by side. */
export async function listConsultations(db: Db, wanted: Wanted): Promise<Listing> {
  const bindings = bindingsOf(wanted);
  const filter = filterOf(wanted);
  const [rows, totals] = await Promise.all([
    db.raw<{ rows: ListedRow[] }>(rowsSql(filter), bindings),
    db.raw<{ rows: { closed: number; issuers: string[] }[] }>(totalsSql(filter), bindings),
  ]);
  const of = (part: ListedRow['part']) => rows.rows.filter((row) => row.part === part).map(fromRow);
  const { closed, issuers } = totals.rows[0]!;
  return { current: of('current'), closed: of('closed'), closedInAll: closed, issuers };
}

/** Each part is read from an index of its own: what is still to close, what waits for a deadline, what has closed. */
const rowsSql = (filter: string): string => `
  with own as (
    select consultation_id, max(closes_at) as closes_at
    from (select distinct on (consultation_id, organisation_id) consultation_id, closes_at from extension
          where organisation_id = any(:organisationIds::uuid[])
          order by consultation_id, organisation_id, made_at desc) latest
    group by consultation_id
  ), current as (
    select c.id from consultation c
      where c.closes_at > :at::timestamptz and c.published_at is not null and ${filter}
    union
    select c.id from consultation c
      where c.published_at is null and c.announced_at <= :at::timestamptz and ${filter}
    union
    select c.id from own join consultation c on c.id = own.consultation_id
      where own.closes_at > :at::timestamptz and c.published_at is not null and ${filter}
  ), closed as (
    select c.id from consultation c
      where c.closes_at <= :at::timestamptz and c.published_at is not null and ${filter}
        and not exists (select from own where own.consultation_id = c.id and own.closes_at > :at::timestamptz)
      order by c.closes_at desc, c.id limit :perPage offset :skipped
  ), wanted as (
    select 'current' as part, id from current union all select 'closed', id from closed
  )
  select wanted.part, c.reference, c.title, c.kind, c.issued_by, c.modification, c.announced_at, c.published_at,
    c.opens_at, c.closes_at, own.closes_at as own_extension,
    ${decidedSql('c.id')} as outcome, ${summaryPublishedAt('c.id')} as summary_at,
    ${withdrawnAtOf('c.id')} as withdrawn_at
  from wanted join consultation c using (id) left join own on own.consultation_id = c.id
  order by wanted.part,
    case wanted.part when 'current' then greatest(c.closes_at, own.closes_at) end asc nulls last,
    c.closes_at desc, c.announced_at desc, c.id
  limit ${CURRENT_AT_MOST + CLOSED_PER_PAGE}`;

const totalsSql = (filter: string): string => `
  select
    (select count(*) from consultation c
     where c.closes_at <= :at::timestamptz and c.published_at is not null and ${filter})::int as closed,
    (select coalesce(array_agg(distinct issued_by order by issued_by), '{}') from consultation
     where announced_at <= :at::timestamptz) as issuers`;

/** Words are found in titles and summaries by their stem, and anywhere in a reference, a modification or a title. */
const filterOf = ({ words, kind, issuer, modifications }: Wanted): string =>
  [
    'true',
    ...(kind ? ['c.kind = :kind'] : []),
    ...(issuer ? ['c.issued_by = :issuer'] : []),
    ...(modifications
      ? ["concat_ws(' ', c.reference, c.modification, c.title, c.summary) ~* :modifications"]
      : []),
    ...(words.length > 0
      ? [
          `c.id in (
             select id from consultation
               where to_tsvector('english', title || ' ' || summary) @@ plainto_tsquery('english', :sought)
             union
             select id from consultation
               where concat_ws(' ', reference, modification, title, issued_by) ilike all (:patterns::text[]))`,
        ]
      : []),
  ].join(' and ');

const bindingsOf = (wanted: Wanted) => ({
  at: wanted.at,
  organisationIds: wanted.organisationIds,
  perPage: CLOSED_PER_PAGE,
  skipped: (wanted.page - 1) * CLOSED_PER_PAGE,
  kind: wanted.kind ?? null,
  issuer: wanted.issuer ?? null,
  modifications: String.raw`\m(${wanted.modifications?.join('|') ?? ''})\M`,
  // Not `text`: knex would take the type in `::text[]` for this binding.
  sought: wanted.words.join(' '),
  patterns: wanted.words.map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`),
});

interface ListedRow {
  part: 'current' | 'closed';
  reference: string;
  title: string;
  kind: string;
  issued_by: string;
  modification: string | null;
  announced_at: Instant;
  published_at: Instant | null;
  opens_at: Instant | null;
  closes_at: Instant | null;
  own_extension: Instant | null;
  outcome: Decided | null;
  summary_at: Instant | null;
  withdrawn_at: Instant | null;
}

const fromRow = (row: ListedRow): Listed => ({
  reference: row.reference,
  title: row.title,
  kind: row.kind as Kind,
  issuedBy: row.issued_by,
  modification: row.modification,
  announcedAt: row.announced_at,
  publishedAt: row.published_at,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  ownExtension: row.own_extension,
  outcome: row.outcome,
  summaryAt: row.summary_at,
  withdrawnAt: row.withdrawn_at,
});

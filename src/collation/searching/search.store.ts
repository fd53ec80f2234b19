import {
  answerConfidential,
  fileConfidential,
  nameConfidential,
  wholeConfidential,
} from '../../responses/consenting/marking.store.js';
import type { Db } from '../../db/connection.js';
import { HELD, LIVE } from '../reading/listed.store.js';
import type { Outcome } from './index.store.js';
import { MARK } from './parts.js';
import type { SearchWords } from './searchWords.rules.js';

/** A query as Postgres writes it; undefined when nothing of it says anything (`the`). */
export async function findQuery(db: Db, { web, begun }: SearchWords): Promise<string | undefined> {
  const { rows } = await db.raw<{ rows: [{ query: string }] }>(
    `select (websearch_to_tsquery('english', :web) && to_tsquery('english', :begun))::text as query`,
    { web, begun },
  );
  return rows[0].query || undefined;
}

/** A submission in which something was found. */
export interface Found {
  id: string;
  reference: string;
  organisation: string;
  held: boolean;
  confidential: boolean;
  nameConfidential: boolean;
  /** answers, files and threads in which it was found: so many, and the first of them */
  places: number;
  shown: FoundPlace[];
}

export interface FoundPlace {
  question: string;
  /** in the wording that was answered; null: only files belong to it */
  ask: string | null;
  /** null: in the answer itself, or its thread */
  file: { id: string; name: string } | null;
  /** in what SECAS asked about the answer, or was replied */
  thread: boolean;
  confidential: boolean;
  /** the words round the hits, marked as MARK says */
  words: string;
}

export interface FoundPage {
  submissions: number;
  places: number;
  found: Found[];
}

const PLACES_SHOWN = 3;
const SHOWN = `StartSel="${MARK.from}", StopSel="${MARK.to}", FragmentDelimiter="${MARK.gap}", MaxFragments=2, MaxWords=34, MinWords=14`;

/**
 * Finds a query in the answers and the files of the submissions that count or wait for a decision, and in what was
 * asked and replied about them, the newest first. Threads are short: they are searched as they stand.
 * Drafts are not among what is searched, and files that wait for their scan or are infected are not read.
 */
export async function search(
  db: Db,
  consultationId: string,
  query: string,
  page: { limit: number; offset: number },
): Promise<FoundPage> {
  return planned<FoundPage>(db, SEARCH, { consultationId, query, ...page });
}

/** What was found in one of all consultations: the newest of it. */
export interface FoundIn extends FoundPage {
  consultation: { id: string; reference: string; title: string };
}

/** What was found in all consultations: so many of them, submissions and places. */
export interface AllFound {
  consultations: number;
  submissions: number;
  places: number;
  found: FoundIn[];
}

/** As `search`, in every consultation: `each` of every one are shown, those that opened last first. */
export async function searchAll(
  db: Db,
  query: string,
  page: { each: number; limit: number; offset: number },
): Promise<AllFound> {
  return planned<AllFound>(db, SEARCH_ALL, { consultationId: null, query, ...page });
}

/**
 * Postgres does not reckon with what tsvectors cost that stand out of line. For a word that is in every text it would
 * read all of them, where the index answers by itself; for words in a row they have to be read, and are by several
 * processes.
 */
const planned = <Row>(db: Db, statement: string, given: { query: string } & Record<string, unknown>) =>
  db.transaction(async (trx): Promise<Row> => {
    await trx.raw('set local enable_seqscan = off');
    if (IN_A_ROW.test(given.query)) {
      await trx.raw(`set local min_parallel_table_scan_size = 0; set local parallel_setup_cost = 0;
        set local parallel_tuple_cost = 0`);
    }
    const bindings = { ...given, most: PLACES_SHOWN, shown: SHOWN };
    const { rows } = await trx.raw<{ rows: [Row] }>(statement, bindings as never);
    return rows[0];
  });

/** As Postgres writes that one word follows another: `<->`, or `<2>` where a word between them says nothing. */
const IN_A_ROW = /<(?:-|\d+)>/;

/** Only what is needed of each: they are kept for the statement. */
const STANDING = `standing as materialized (
  select s.id, s.response_id, s.consultation_id, s.reference, s.organisation_name, s.confidential, s.name_confidential, s.received_at,
    s.number, not ${LIVE} as held
  from submission s left join late_decision d on d.submission_id = s.id left join withdrawal w on w.submission_id = s.id
  where (:consultationId::uuid is null or s.consultation_id = :consultationId::uuid) and (${LIVE} or (${HELD}))
)`;

/**
 * Where a query stands, place by place, and how often in each submission. The texts stand first and alone: several
 * processes share what they read, and whose it is, is then looked up once.
 */
const PLACES = `said as materialized (
    select submission_id, question_key, null::uuid as file_id, part from answer_text where words @@ :query::tsquery
    union all
    select null, null, file_id, part from file_text where words @@ :query::tsquery
  ), hits as (
    select submission_id, question_key, null::uuid as attachment, false as thread, part
    from said where submission_id in (select id from standing)
    union all
    select a.submission_id, a.question_key, a.id, false, said.part
    from said join file f on f.id = said.file_id and f.scan in ('not needed', 'clean')
      join submission_attachment a on a.file_id = f.id
    where a.submission_id in (select id from standing)
    union all
    select s.id, e.question_key, null, true, e.number
    from clarification_entry e join standing s on s.response_id = e.response_id
    where to_tsvector('english', e.text) @@ :query::tsquery
  ), places as materialized (
    select submission_id, question_key, attachment, thread, min(part) as part from hits
    group by submission_id, question_key, attachment, thread
  ), counted as (
    select submission_id, count(*) as places from places group by submission_id
  )`;

const FOUND = `
    select s.id, s.response_id, s.consultation_id, s.reference, s.organisation_name as organisation, s.held,
      ${wholeConfidential('s')} as confidential, ${nameConfidential('s')} as "nameConfidential", c.places,
      s.received_at, s.number
    from counted c join standing s on s.id = c.submission_id`;

/** The first places in the submissions of a page: looked up once for all of them. */
const PAGE_SHOWN = `shown as materialized (
    select * from (
      select p.*, row_number() over (
        partition by p.submission_id order by p.thread, p.attachment is not null, p.question_key, p.attachment) as place
      from places p where p.submission_id in (select id from page)
    ) numbered where place <= :most
  )`;

/** What was asked or replied, without the marks of hits. */
const UNMARKED = `translate(e.text, '${MARK.from}${MARK.to}${MARK.gap}', '')`;

/** A submission of the page, with the words around the hits: only these texts are read. */
const FOUND_SHOWN = `json_build_object(
        'id', id, 'reference', reference, 'organisation', organisation, 'held', held, 'confidential', confidential,
        'nameConfidential', "nameConfidential", 'places', places, 'shown', (
          select json_agg(json_build_object(
            'question', h.question_key, 'ask', a.question ->> 'ask',
            'file', case when t.id is not null then json_build_object('id', t.id, 'name', t.name) end,
            'thread', h.thread,
            'confidential', coalesce(e.confidential, ${fileConfidential('t')}, ${answerConfidential('a')}),
            'words', ts_headline('english', coalesce(ft.text, at.text, ${UNMARKED}), :query::tsquery, :shown)
          ) order by h.place)
          from shown h
          left join submission_answer a on a.submission_id = h.submission_id and a.question_key = h.question_key
          left join submission_attachment t on t.id = h.attachment
          left join file_text ft on ft.file_id = t.file_id and ft.part = h.part
          left join clarification_entry e on h.thread and e.response_id = page.response_id
            and e.question_key = h.question_key and e.number = h.part
          left join answer_text at on t.id is null and not h.thread and at.submission_id = h.submission_id
            and at.question_key = h.question_key and at.part = h.part
          where h.submission_id = page.id))`;

const NEWEST = 'received_at desc, number desc, id';

const SEARCH = `
  with ${STANDING}, ${PLACES}, page as materialized (${FOUND} order by ${NEWEST} limit :limit offset :offset), ${PAGE_SHOWN}
  select (select count(*) from counted) as submissions, (select count(*) from places) as places,
    (select coalesce(json_agg(${FOUND_SHOWN} order by ${NEWEST}), '[]') from page) as found`;

const SEARCH_ALL = `
  with ${STANDING}, ${PLACES}, found as materialized (${FOUND}), within as materialized (
    select c.id, c.reference, c.title, c.opens_at, count(*) as submissions, sum(f.places) as places
    from found f join consultation c on c.id = f.consultation_id group by c.id
  ), chosen as (
    select * from within order by opens_at desc nulls last, reference limit :limit offset :offset
  ), page as materialized (
    select * from (
      select f.*, row_number() over (partition by f.consultation_id order by ${NEWEST}) as newest
      from found f where f.consultation_id in (select id from chosen)
    ) numbered where newest <= :each
  ), ${PAGE_SHOWN}
  select (select count(*) from within) as consultations, (select count(*) from counted) as submissions,
    (select count(*) from places) as places,
    (select coalesce(json_agg(json_build_object(
        'consultation', json_build_object('id', w.id, 'reference', w.reference, 'title', w.title),
        'submissions', w.submissions, 'places', w.places,
        'found', (select json_agg(${FOUND_SHOWN} order by ${NEWEST}) from page where page.consultation_id = w.id)
      ) order by w.opens_at desc nulls last, w.reference), '[]') from chosen w) as found`;

/** What is not searched: a file and why. `scan`: it waits for its scan, or a virus was found in it. */
export interface NotSearched {
  submission: string;
  organisation: string;
  question: string;
  name: string;
  why: Exclude<Outcome, 'read'> | 'waiting' | 'infected' | null;
}

/** Files of those submissions that were not read, or not yet (`why` is null or `begun`), and answers that wait. */
export async function listNotSearched(
  db: Db,
  consultationId: string,
  limit: number,
): Promise<{ answers: number; count: number; files: NotSearched[] }> {
  const { rows } = await db.raw<{ rows: [{ answers: number; count: number; files: NotSearched[] }] }>(
    `with ${STANDING}, unread as (
       select s.id as submission, s.organisation_name as organisation, a.question_key as question, a.name,
         case when f.scan in ('waiting', 'infected') then f.scan else i.outcome end as why
       from standing s join submission_attachment a on a.submission_id = s.id join file f on f.id = a.file_id
       left join file_indexed i on i.file_id = f.id
       where i.outcome is distinct from 'read' or f.scan in ('waiting', 'infected')
     )
     select (select count(*) from standing s where not exists (select from submission_indexed where submission_id = s.id))
         as answers,
       (select count(*) from unread) as count,
       (select coalesce(json_agg(u), '[]') from (select * from unread order by organisation, name limit :limit) u) as files`,
    { consultationId, limit },
  );
  return rows[0];
}

import {
  answerConfidential,
  nameConfidential,
  wholeConfidential,
} from '../../responses/consenting/marking.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Passage } from './coding/passages.rules.js';
import { TEXT_OF_PART } from './coding/codings.store.js';
import { LIVE, type Frame } from './themes.store.js';

/** A sentence of another response that reads like a passage of the theme. */
export interface Alike {
  submissionId: string;
  passage: Passage;
  /** the coded sentence that it reads like, and whose that is */
  like: string;
  likeOf: string;
  /** its coding */
  codingId: string;
}

/** The same as it stands now. */
export interface AlikePassage extends Omit<Alike, 'submissionId' | 'codingId'> {
  submission: { id: string; reference: string; organisation: string; organisationId: string };
  words: string;
  confidential: boolean;
  nameConfidential: boolean;
}

/** Passages that are compared with; of more, the latest coded. */
const MOST_COMPARED = 60;
/** Sentences that are compared one by one: those with most words of the theme. */
const MOST_CANDIDATES = 3_000;
/** Two of five words are the same; at least three words. */
const ALIKE = 0.4;
const WORDS_IN_COMMON = 3;

/** So many are kept to be looked at; there is more once these are coded or dismissed. */
const MOST_FOUND = 200;

/** A sentence, aliased so, is neither coded with the theme nor dismissed for it. */
const isFree = (x: string) => `
  not exists (select from coding taken where taken.submission_id = ${x}.submission_id and taken.question_key = :questionKey
    and taken.theme_id = :themeId and taken.removed_at is null
    and (taken.part is null or (taken.part = ${x}.part and taken.starts < ${x}.ends and taken.ends > ${x}.starts)))
  and not exists (select from dismissed_passage d where d.theme_id = :themeId and d.submission_id = ${x}.submission_id
    and d.part = ${x}.part and d.starts = ${x}.starts and d.ends = ${x}.ends)`;

/** A text cut into sentences that make it up, each with the code points before it. */
const piecesOf = (text: string) => `
  select sum(char_length(piece)) over (order by place) - char_length(piece) as at, piece, btrim(piece, E' \\n\\t') as said,
    tsvector_to_array(to_tsvector('english', piece)) as words
  from string_to_table(regexp_replace(${text}, '([.!\\?]\\s+|\\n+)', '\\1' || chr(1), 'g'), chr(1))
    with ordinality as p(piece, place)`;

/**
 * Cuts the answers of some submissions into sentences, the earliest first, in one statement; two workers do not do the
 * same ones.
 * @returns whether there were any
 */
export async function cutSentences(db: Db, most = 10): Promise<boolean> {
  const { rows } = await db.raw<{ rows: [{ some: boolean }] }>(
    `with waiting as (
       select s.id from submission s where not exists (select from cut_submission c where c.submission_id = s.id)
       order by s.recorded_at limit :most
     ), cut as (
       insert into cut_submission (submission_id) select id from waiting on conflict do nothing returning submission_id
     ), parts as (
       select a.submission_id, a.question_key, p.part, p.text
       from cut join submission_answer a on a.submission_id = cut.submission_id cross join lateral (
         select 'text' as part, a.value ->> 'text' as text
         union all select 'rationale', a.value ->> 'rationale'
         union all select (r.row - 1) || '-' || (c.col - 1), c.text
           from jsonb_array_elements(case jsonb_typeof(a.value -> 'rows') when 'array' then a.value -> 'rows' else '[]' end)
             with ordinality as r(cells, row), jsonb_array_elements_text(r.cells) with ordinality as c(text, col)
       ) p where p.text <> ''
     ), written as (
       insert into sentence (submission_id, question_key, part, starts, ends, words)
       select submission_id, question_key, part, starts, starts + char_length(said), words from (
         select p.submission_id, p.question_key, p.part, x.said, x.words,
           x.at + char_length(x.piece) - char_length(ltrim(x.piece, E' \\n\\t')) as starts
         from parts p cross join lateral (${piecesOf('p.text')}) x
         where cardinality(x.words) >= ${WORDS_IN_COMMON}) y
     )
     select exists (select from cut) as some`,
    { most },
  );
  return rows[0].some;
}

/** Submissions that count and are not cut into sentences yet. */
export async function countUncut(db: Db, consultationId: string): Promise<number> {
  const { rows } = await db.raw<{ rows: [{ count: number }] }>(
    `select count(*) from (${LIVE}) l where not exists (select from cut_submission c where c.submission_id = l.submission_id)`,
    { consultationId },
  );
  return rows[0].count;
}

/** Changes whenever what findAlike finds may have: what is coded or dismissed, what counts, what is cut into sentences. */
export async function getStateOfAlike(db: Db, frame: Frame, themeId: string): Promise<string> {
  const { rows } = await db.raw<{ rows: [{ state: string }] }>(
    `with live as (${LIVE})
     select concat_ws(' ', coded, dismissed, live, cut) as state from
       (select concat_ws(' ', count(*), count(removed_at), max(coded_at)) as coded from coding where theme_id = :themeId) c,
       (select count(*) as dismissed from dismissed_passage where theme_id = :themeId) d,
       (select md5(string_agg(live.submission_id::text, '' order by live.submission_id)) as live, count(c.submission_id) as cut
        from live left join cut_submission c on c.submission_id = live.submission_id) l`,
    { consultationId: frame.consultationId, themeId },
  );
  return rows[0].state;
}

/**
 * Sentences of the responses that count, not coded with the theme and not dismissed for it, that read like a sentence
 * coded with it in another response: by the words that they share, the most alike first. Postgres does the work, in
 * one statement; of 40,000 sentences that takes most of a second.
 */
export async function findAlike(db: Db, frame: Frame, themeId: string): Promise<Alike[]> {
  const { rows } = await db.raw<{ rows: Alike[] }>(
    `with coded as materialized (
       select c.id as coding_id, s.response_id, s.organisation_name, substring(${TEXT_OF_PART} from c.starts + 1 for c.ends - c.starts) as text
       from coding c join submission s on s.id = c.submission_id
       join submission_answer a on a.submission_id = c.submission_id and a.question_key = c.question_key
       where c.theme_id = :themeId and c.removed_at is null and c.part is not null
       order by c.coded_at desc, c.id limit ${MOST_COMPARED}
     ), known as materialized (
       select row_number() over () as id, c.coding_id, c.response_id, c.organisation_name, x.said as text, x.words
       from coded c cross join lateral (${piecesOf('c.text')}) x where cardinality(x.words) >= ${WORDS_IN_COMMON}
     ), known_words as materialized (
       select k.id, k.response_id, cardinality(k.words) as size, word from known k, unnest(k.words) as word
     ), vocabulary as materialized (select distinct word from known_words),
     free as materialized (
       select row_number() over () as id, x.*, cardinality(x.words) as size, s.response_id
       from (${LIVE}) l join submission s on s.id = l.submission_id
       join sentence x on x.submission_id = l.submission_id and x.question_key = :questionKey
       where ${isFree('x')}
     ), near as (
       select f.id, count(*)::float8 / f.size as share
       from free f cross join lateral unnest(f.words) as w(word) join vocabulary v on v.word = w.word
       group by f.id, f.size
       having count(*) >= ${WORDS_IN_COMMON} and count(*) >= ${ALIKE} * f.size
       order by 2 desc, 1 limit ${MOST_CANDIDATES}
     ), pairs as (
       select f.id, k.id as known, count(*) as common, k.size + f.size - count(*) as either
       from near join free f on f.id = near.id cross join lateral unnest(f.words) as w(word)
       join known_words k on k.word = w.word and k.response_id <> f.response_id
       group by f.id, f.size, k.id, k.size
       having count(*) >= ${WORDS_IN_COMMON} and count(*) >= ${ALIKE} * (k.size + f.size - count(*))
     ), best as (
       select distinct on (id) id, known, common::float8 / either as alike from pairs order by id, 3 desc, known
     )
     select f.submission_id as "submissionId", json_build_object('part', f.part, 'starts', f.starts, 'ends', f.ends) as passage,
       k.text as like, k.organisation_name as "likeOf", k.coding_id as "codingId"
     from best b join free f on f.id = b.id join known k on k.id = b.known join submission s on s.id = f.submission_id
     order by b.alike desc, lower(s.organisation_name), f.id limit ${MOST_FOUND}`,
    { ...frame, themeId },
  );
  return rows;
}

/**
 * What was found, as it stands at this moment, in the same order: without what has been coded or dismissed since, counts
 * no more, or reads like something that is not coded any more.
 */
export async function readAlike(
  db: Db,
  frame: Frame,
  themeId: string,
  found: Alike[],
  limit: number,
): Promise<AlikePassage[]> {
  const { rows } = await db.raw<{ rows: AlikePassage[] }>(
    `with c as (
       select place, f."submissionId" as submission_id, f.passage, f.passage ->> 'part' as part,
         (f.passage -> 'starts')::int as starts, (f.passage -> 'ends')::int as ends, f.like, f."likeOf", f."codingId"
       from rows from (jsonb_to_recordset(:found::jsonb)
           as ("submissionId" uuid, passage jsonb, "like" text, "likeOf" text, "codingId" uuid))
         with ordinality as f("submissionId", passage, "like", "likeOf", "codingId", place)
     )
     select json_build_object('id', s.id, 'reference', s.reference, 'organisation', s.organisation_name,
         'organisationId', s.organisation_id) as submission,
       c.passage, substring(${TEXT_OF_PART} from c.starts + 1 for c.ends - c.starts) as words,
       ${wholeConfidential('s')} or ${answerConfidential('a')} as confidential,
       ${nameConfidential('s')} as "nameConfidential", c.like, c."likeOf"
     from (${LIVE}) l join c on c.submission_id = l.submission_id join submission s on s.id = c.submission_id
     join submission_answer a on a.submission_id = s.id and a.question_key = :questionKey
     where exists (select from coding k where k.id = c."codingId" and k.theme_id = :themeId and k.removed_at is null)
       and ${isFree('c')}
     order by c.place limit :limit`,
    { ...frame, themeId, found: JSON.stringify(found), limit },
  );
  return rows;
}

/** @returns false when it had been dismissed already */
export async function insertDismissed(
  trx: Db,
  themeId: string,
  submissionId: string,
  passage: Passage,
  by: string,
  at: Instant,
): Promise<boolean> {
  const rows = await trx('dismissed_passage')
    .insert({
      theme_id: themeId,
      submission_id: submissionId,
      ...passage,
      dismissed_at: at,
      dismissed_by: by,
    })
    .onConflict(['theme_id', 'submission_id', 'part', 'starts', 'ends'])
    .ignore()
    .returning('theme_id');
  return rows.length > 0;
}

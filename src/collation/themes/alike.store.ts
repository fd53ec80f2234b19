import type { Db, Instant } from '../../db/connection.js';
import type { Passage } from './passages.rules.js';
import { LIVE, type Frame } from './themes.store.js';

/** A sentence of another response that reads like a passage of the theme. */
export interface AlikePassage {
  submission: { id: string; reference: string; organisation: string; organisationId: string };
  passage: Passage;
  words: string;
  confidential: boolean;
  nameConfidential: boolean;
  /** the coded sentence that it reads like, and whose that is */
  like: string;
  likeOf: string;
  /** 0 to 1: what part of the words that either has both have */
  alike: number;
}

/** Passages that are compared with; of more, the latest coded. */
const MOST_COMPARED = 60;
/** Two of five words are the same; at least three words. */
const ALIKE = 0.4;
const WORDS_IN_COMMON = 3;

/** A text cut into sentences that make it up, each with the code points before it. */
const sentences = (text: string) => `
  select sum(char_length(piece)) over (order by place) - char_length(piece) as at, piece
  from string_to_table(regexp_replace(${text}, '([.!\\?]\\s+|\\n+)', '\\1' || chr(1), 'g'), chr(1))
    with ordinality as p(piece, place)`;

/** The words of a sentence, each once, without endings and without those that every sentence has. */
const WORDS = `tsvector_to_array(to_tsvector('english', piece))`;

/**
 * Sentences of the responses that count, not coded with the theme and not dismissed for it, that read like a sentence
 * coded with it in another response: by the words that they share, the most alike first. Postgres does the work, in
 * one statement.
 */
export async function listAlike(
  db: Db,
  frame: Frame,
  themeId: string,
  limit: number,
): Promise<AlikePassage[]> {
  const { rows } = await db.raw<{ rows: AlikePassage[] }>(
    `with live as (${LIVE}), answers as (
       select a.submission_id, s.response_id, a.value, s.confidential or a.confidential as confidential
       from live l join submission s on s.id = l.submission_id
       join submission_answer a on a.submission_id = s.id and a.question_key = :questionKey
     ), coded as materialized (
       select c.id, s.response_id, s.organisation_name,
         substring(case when c.part in ('text', 'rationale') then a.value ->> c.part
           else a.value #>> array['rows', split_part(c.part, '-', 1), split_part(c.part, '-', 2)] end
           from c.starts + 1 for c.ends - c.starts) as text
       from coding c join submission s on s.id = c.submission_id
       join submission_answer a on a.submission_id = c.submission_id and a.question_key = c.question_key
       where c.theme_id = :themeId and c.removed_at is null and c.part is not null
       order by c.coded_at desc, c.id limit ${MOST_COMPARED}
     ), known as materialized (
       select row_number() over () as id, c.response_id, c.organisation_name, btrim(x.piece, E' \\n\\t') as text,
         ${WORDS} as words
       from coded c cross join lateral (${sentences('c.text')}) x
     ), known_words as materialized (
       select k.id, k.response_id, cardinality(k.words) as size, word from known k, unnest(k.words) as word
       where cardinality(k.words) >= ${WORDS_IN_COMMON}
     ), parts as (
       select a.submission_id, a.response_id, a.confidential, p.part, p.text
       from answers a cross join lateral (
         select 'text' as part, a.value ->> 'text' as text
         union all select 'rationale', a.value ->> 'rationale'
         union all select (r.row - 1) || '-' || (c.col - 1), c.text
           from jsonb_array_elements(case jsonb_typeof(a.value -> 'rows') when 'array' then a.value -> 'rows' else '[]' end)
             with ordinality as r(cells, row), jsonb_array_elements_text(r.cells) with ordinality as c(text, col)
       ) p where p.text <> ''
     ), others as materialized (
       select row_number() over () as id, p.submission_id, p.response_id, p.confidential, p.part,
         x.at + char_length(x.piece) - char_length(ltrim(x.piece, E' \\n\\t')) as starts,
         btrim(x.piece, E' \\n\\t') as text, ${WORDS} as words
       from parts p cross join lateral (${sentences('p.text')}) x
       where char_length(x.piece) > 15
     ), pairs as (
       select o.id, k.id as known, count(*) as common, k.size + cardinality(o.words) - count(*) as either
       from others o cross join lateral unnest(o.words) as w(word)
       join known_words k on k.word = w.word and k.response_id <> o.response_id
       group by o.id, k.id, k.size, cardinality(o.words)
       having count(*) >= ${WORDS_IN_COMMON} and count(*) >= ${ALIKE} * (k.size + cardinality(o.words) - count(*))
     ), best as (
       select distinct on (id) id, known, common::float8 / either as alike from pairs order by id, 3 desc, known
     )
     select json_build_object('id', s.id, 'reference', s.reference, 'organisation', s.organisation_name,
       'organisationId', s.organisation_id) as submission,
       json_build_object('part', o.part, 'starts', o.starts, 'ends', o.starts + char_length(o.text)) as passage,
       o.text as words, o.confidential, s.name_confidential as "nameConfidential", k.text as like,
       k.organisation_name as "likeOf", b.alike
     from best b join others o on o.id = b.id join known k on k.id = b.known join submission s on s.id = o.submission_id
     where not exists (select from coding c where c.submission_id = o.submission_id and c.question_key = :questionKey
         and c.theme_id = :themeId and c.removed_at is null
         and (c.part is null or (c.part = o.part and c.starts < o.starts + char_length(o.text) and c.ends > o.starts)))
       and not exists (select from dismissed_passage d where d.theme_id = :themeId and d.submission_id = o.submission_id
         and d.part = o.part and d.starts = o.starts and d.ends = o.starts + char_length(o.text))
     order by b.alike desc, lower(s.organisation_name), o.id limit :limit`,
    { ...frame, themeId, limit },
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

import {
  answerConfidential,
  nameConfidential,
  wholeConfidential,
} from '../../../responses/consenting/marking.store.js';
import type { Question } from '../../../consultations/questions.js';
import type { Db, Instant } from '../../../db/connection.js';
import type { Passage } from './passages.rules.js';
import { LIVE, type Frame } from '../themes.store.js';

/** A coding of an answer, as it stands. */
export interface Coding {
  id: string;
  questionKey: string;
  theme: { id: string; name: string };
  /** the theme that it was given at first, when it is another by now */
  firstTheme: string | null;
  /** null: the whole answer */
  passage: Passage | null;
  codedBy: string;
  codedAt: Instant;
}

const PASSAGE = `case when c.part is not null then
  json_build_object('part', c.part, 'starts', c.starts, 'ends', c.ends) end as passage`;

/** What the value of an answer `a` holds of the part of `c`, in SQL: as partsOf has it. */
export const TEXT_OF_PART = `case when c.part in ('text', 'rationale') then a.value ->> c.part
  else a.value #>> array['rows', split_part(c.part, '-', 1), split_part(c.part, '-', 2)] end`;

/** The codings of a submission that stand, in the order of its text. */
export async function listCodingsOn(db: Db, submissionId: string): Promise<Coding[]> {
  const { rows } = await db.raw<{ rows: Coding[] }>(
    `select c.id, c.question_key as "questionKey", json_build_object('id', t.id, 'name', t.name) as theme,
       case when f.id <> t.id then f.name end as "firstTheme", ${PASSAGE}, p.name as "codedBy", c.coded_at as "codedAt"
     from coding c join theme t on t.id = c.theme_id join theme f on f.id = c.first_theme_id
     join person p on p.id = c.coded_by
     where c.submission_id = :submissionId and c.removed_at is null
     order by c.question_key, c.part nulls first, c.starts, c.ends, c.coded_at, c.id`,
    { submissionId },
  );
  return rows;
}

/** A coding with the words that it marks, and whose they are. */
export interface CodedPassage {
  id: string;
  submission: { id: string; reference: string; organisation: string; organisationId: string };
  /** of the Parties it speaks for */
  categories: string[];
  passage: Passage | null;
  /** the words; null: the whole answer */
  words: string | null;
  /** of a whole answer: what it says */
  answer: { question: Question; value: unknown } | null;
  confidential: boolean;
  nameConfidential: boolean;
  /** its submission counts */
  live: boolean;
  codedBy: string;
  codedAt: Instant;
  firstTheme: string | null;
}

/** The codings of a theme, by organisation, those that count first. */
export async function listCodingsOf(
  db: Db,
  { consultationId }: Frame,
  themeId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<CodedPassage[]> {
  const { rows } = await db.raw<{ rows: CodedPassage[] }>(
    `with live as (${LIVE})
     select c.id, json_build_object('id', s.id, 'reference', s.reference, 'organisation', s.organisation_name,
       'organisationId', s.organisation_id) as submission,
       (select coalesce(json_agg(distinct y.category), '[]') from submission_party y where y.submission_id = s.id) as categories,
       ${PASSAGE}, substring(${TEXT_OF_PART} from c.starts + 1 for c.ends - c.starts) as words,
       case when c.part is null then json_build_object('question', a.question, 'value', a.value) end as answer,
       ${wholeConfidential('s')} or ${answerConfidential('a')} as confidential, ${nameConfidential('s')} as "nameConfidential",
       l.submission_id is not null as live, p.name as "codedBy", c.coded_at as "codedAt",
       case when f.id <> c.theme_id then f.name end as "firstTheme"
     from coding c join submission s on s.id = c.submission_id
     join submission_answer a on a.submission_id = c.submission_id and a.question_key = c.question_key
     join theme f on f.id = c.first_theme_id join person p on p.id = c.coded_by
     left join live l on l.submission_id = s.id
     where c.theme_id = :themeId and c.removed_at is null
     order by l.submission_id is null, lower(s.organisation_name), s.id, c.part nulls first, c.starts, c.ends, c.coded_at, c.id
     limit :limit offset :offset`,
    { consultationId, themeId, limit, offset },
  );
  return rows;
}

export async function countCodingsOf(db: Db, themeId: string): Promise<number> {
  const { rows } = await db.raw<{ rows: [{ count: number }] }>(
    `select count(*) from coding where theme_id = :themeId and removed_at is null`,
    { themeId },
  );
  return rows[0].count;
}

/** What is to be written. */
export interface NewCoding {
  questionKey: string;
  themeId: string;
  passage: Passage | null;
  carriedFrom?: string;
}

/**
 * Writes codings of an answer; one that stands already with the same theme on the same passage is left as it is.
 * @returns the ids of those written
 */
export async function insertCodings(
  trx: Db,
  consultationId: string,
  submissionId: string,
  codings: NewCoding[],
  by: string,
  at: Instant,
): Promise<string[]> {
  const list = codings.map(({ passage, ...coding }) => ({ ...coding, ...passage }));
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `insert into coding (consultation_id, submission_id, question_key, theme_id, first_theme_id, part, starts, ends,
       carried_from, coded_at, coded_by)
     select :consultationId::uuid, :submissionId::uuid, n."questionKey", n."themeId", n."themeId", n.part, n.starts,
       n.ends, n."carriedFrom", :at::timestamptz, :by::uuid
     from jsonb_to_recordset(:list::jsonb) as n("questionKey" text, "themeId" uuid, part text, starts integer,
       ends integer, "carriedFrom" uuid)
     where not exists (select from coding c where c.submission_id = :submissionId and c.question_key = n."questionKey"
       and c.theme_id = n."themeId" and c.removed_at is null
       and (c.part, c.starts, c.ends) is not distinct from (n.part, n.starts, n.ends))
     on conflict (carried_from) do nothing
     returning id`,
    { consultationId, submissionId, list: JSON.stringify(list), at, by },
  );
  return rows.map(({ id }) => id);
}

/** @returns the theme that it was of; undefined when it was removed already, or is another answer's */
export async function removeCoding(
  trx: Db,
  { questionKey }: Frame,
  submissionId: string,
  codingId: string,
  by: string,
  at: Instant,
): Promise<string | undefined> {
  const rows = await trx('coding')
    .where({ id: codingId, submission_id: submissionId, question_key: questionKey })
    .whereNull('removed_at')
    .update({ removed_at: at, removed_by: by })
    .returning('theme_id');
  return rows[0]?.theme_id;
}

/** Gives codings that stand another theme; what was dismissed for the one is dismissed for the other. */
export async function moveCodings(
  trx: Db,
  from: string,
  to: string,
  only: string[] | 'all',
): Promise<number> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `with dismissed as (
       insert into dismissed_passage (theme_id, submission_id, part, starts, ends, dismissed_at, dismissed_by)
       select :to, submission_id, part, starts, ends, dismissed_at, dismissed_by from dismissed_passage where theme_id = :from
       on conflict do nothing
     )
     update coding set theme_id = :to where theme_id = :from and removed_at is null
       and (:all or id = any(:ids::uuid[])) returning id`,
    { from, to, all: only === 'all', ids: only === 'all' ? [] : only },
  );
  return rows.length;
}

/** A coding of an earlier submission of the same response that has not been carried over to a later one. */
export interface EarlierCoding {
  id: string;
  questionKey: string;
  themeId: string;
  passage: Passage | null;
  words: string | null;
  /** the answer is the same, to the letter */
  same: boolean;
}

export async function listEarlierCodings(db: Db, submissionId: string): Promise<EarlierCoding[]> {
  const { rows } = await db.raw<{ rows: EarlierCoding[] }>(
    `select c.id, c.question_key as "questionKey", c.theme_id as "themeId", ${PASSAGE},
       substring(${TEXT_OF_PART} from c.starts + 1 for c.ends - c.starts) as words,
       a.value is not distinct from n.value as same
     from submission s join submission e on e.response_id = s.response_id and e.number < s.number
     join coding c on c.submission_id = e.id and c.removed_at is null
     join theme t on t.id = c.theme_id and t.ended_at is null
     join submission_answer a on a.submission_id = c.submission_id and a.question_key = c.question_key
     left join submission_answer n on n.submission_id = s.id and n.question_key = c.question_key
     where s.id = :submissionId and not exists (select from coding k where k.carried_from = c.id)
     order by e.number desc, c.question_key, c.part nulls first, c.starts, c.id`,
    { submissionId },
  );
  return rows;
}

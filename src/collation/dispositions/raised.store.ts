import {
  answerConfidential,
  nameConfidential,
  wholeConfidential,
} from '../../responses/consenting/marking.store.js';
import type { Question } from '../../consultations/questions.js';
import type { Db, Instant } from '../../db/connection.js';
import { LIVE } from '../themes/themes.store.js';
import { IN_CONFIDENCE } from './points.store.js';

/** A response that raises a point, by the submission of it that counts, or else the one in which it was read. */
export interface RaisedBy {
  submission: { id: string; reference: string; organisation: string; organisationId: string };
  responseId: string;
  live: boolean;
  confidential: boolean;
  /** its name is, or was in an earlier version of the response */
  nameConfidential: boolean;
  /** of this very submission it is not: it stands in the report under its name */
  nameTold: boolean;
  /** what it answered to the point's question; null: nothing, or the point is on the whole */
  answer: { question: Question; value: unknown } | null;
}

/** Those who raise one point, or each of several, those that count first. */
export async function listRaisedBy(
  db: Db,
  consultationId: string,
  pointIds: string[],
  limit: number,
): Promise<(RaisedBy & { pointId: string })[]> {
  const { rows } = await db.raw<{ rows: (RaisedBy & { pointId: string })[] }>(
    `with live as (${LIVE}), one as (
       select distinct on (g.point_id, s.response_id) g.point_id, s.id, l.submission_id is not null as live,
         bool_or(${IN_CONFIDENCE}) over w as confidential, bool_or(${nameConfidential('s')}) over w as nameless,
         not ${nameConfidential('s')} as named
       from point_raised g join point p on p.id = g.point_id join submission o on o.id = g.submission_id
       join submission s on s.response_id = o.response_id left join live l on l.submission_id = s.id
       where g.point_id = any(:pointIds::uuid[]) and g.consultation_id = :consultationId
       window w as (partition by g.point_id, s.response_id)
       order by g.point_id, s.response_id, l.submission_id is null, s.id <> g.submission_id, s.number desc)
     select p.id as "pointId", json_build_object('id', s.id, 'reference', s.reference, 'organisation', s.organisation_name,
         'organisationId', s.organisation_id) as submission, s.response_id as "responseId", one.live,
       one.confidential, one.nameless as "nameConfidential", one.named as "nameTold",
       case when a.question_key is not null then json_build_object('question', a.question, 'value', a.value) end as answer
     from one join submission s on s.id = one.id join point p on p.id = one.point_id
     left join submission_answer a on a.submission_id = s.id and a.question_key = p.question_key
     order by not one.live, lower(s.organisation_name), s.id limit :limit`,
    { consultationId, pointIds, limit },
  );
  return rows;
}

/** Where a new point comes from, which tells who raises it. */
export type Source =
  | { from: 'submission'; submissionId: string }
  | { from: 'theme'; themeId: string }
  | { from: 'line'; line: string };

/** The submissions that a source stands for: one of the consultation's, or those that count and say so. */
export async function listSourced(
  db: Db,
  { consultationId, questionKey }: { consultationId: string; questionKey: string | null },
  source: Source,
): Promise<string[]> {
  const given = { consultationId, questionKey };
  if (source.from === 'submission') {
    const { rows } = await db.raw<{ rows: { id: string }[] }>(
      `select s.id from submission s where s.id = :submissionId and s.consultation_id = :consultationId
         and (:questionKey::text is null or exists (
           select from submission_answer a where a.submission_id = s.id and a.question_key = :questionKey
           union all
           select from submission_attachment a where a.submission_id = s.id and a.question_key = :questionKey))`,
      { ...given, submissionId: source.submissionId },
    );
    return rows.map(({ id }) => id);
  }
  const said =
    source.from === 'theme'
      ? `exists (select from coding c where c.submission_id = l.submission_id and c.theme_id = :of::uuid
           and c.question_key = :questionKey and c.removed_at is null)`
      : `exists (select from submission_answer a, jsonb_array_elements(
             case when jsonb_typeof(a.value -> 'rows') = 'array' then a.value -> 'rows' end) as said
           where a.submission_id = l.submission_id and a.question_key = :questionKey and said ->> 0 = :of)`;
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `with live as (${LIVE}) select l.submission_id as id from live l where ${said}`,
    { ...given, of: source.from === 'theme' ? source.themeId : source.line },
  );
  return rows.map(({ id }) => id);
}

/** Adds those of whose response nothing raises the point yet. @returns how many were added */
export async function insertRaised(
  trx: Db,
  { pointId, consultationId }: { pointId: string; consultationId: string },
  submissionIds: string[],
  by: string,
  at: Instant,
): Promise<number> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `insert into point_raised (point_id, consultation_id, submission_id, added_at, added_by)
     select :pointId, :consultationId, s.id, :at, :by from submission s
     where s.id = any(:submissionIds::uuid[]) and not exists (
       select from point_raised g join submission o on o.id = g.submission_id
       where g.point_id = :pointId and o.response_id = s.response_id)
     on conflict do nothing returning submission_id`,
    { pointId, consultationId, submissionIds, by, at },
  );
  return rows.length;
}

/** Takes responses off a point. @returns how many were taken off */
export async function deleteRaised(trx: Db, pointId: string, responseIds: string[]): Promise<number> {
  const { rows } = await trx.raw<{ rows: unknown[] }>(
    `delete from point_raised g using submission s
     where g.point_id = :pointId and s.id = g.submission_id and s.response_id = any(:responseIds::uuid[])
     returning s.response_id`,
    { pointId, responseIds },
  );
  return rows.length;
}

/** An answer in words that no point covers. */
export interface Unanswered {
  submission: RaisedBy['submission'];
  question: Question;
  value: unknown;
  confidential: boolean;
  nameConfidential: boolean;
}

/** SQL: an answer `a` of what counts says something in words, and no point on its question is raised by its response. */
const NOT_COVERED = `a.in_words and not exists (
    select from point p join point_raised g on g.point_id = p.id join submission o on o.id = g.submission_id
    where p.consultation_id = :consultationId and p.removed_at is null and p.question_key = a.question_key
      and o.response_id = s.response_id)`;

/**
 * A page of the answers in words that no point covers yet, question by question; of a page that is not there the last.
 * Only the texts of the page are taken along.
 */
export async function listUnanswered(
  db: Db,
  consultationId: string,
  { page, size }: { page: number; size: number },
): Promise<{ total: number; answers: Unanswered[] }> {
  const { rows } = await db.raw<{ rows: (Unanswered & { total: number })[] }>(
    `with live as (${LIVE}), open as materialized (
       select s.id, a.question_key, a.position, lower(s.organisation_name) as name
       from live l join submission s on s.id = l.submission_id join submission_answer a on a.submission_id = s.id
       where ${NOT_COVERED}
     ), counted as (
       select count(*)::integer as total from open
     ), page as (
       select id, question_key, name, min(position) over (partition by question_key) as first from open
       order by first, question_key, name, id
       limit :size offset (select least((:page - 1) * :size, (total - 1) / :size * :size) from counted where total > 0)
     )
     select (select total from counted) as total, json_build_object('id', s.id, 'reference', s.reference,
         'organisation', s.organisation_name, 'organisationId', s.organisation_id) as submission, a.question, a.value,
       ${wholeConfidential('s')} or ${answerConfidential('a')} as confidential, ${nameConfidential('s')} as "nameConfidential"
     from page o join submission s on s.id = o.id
     join submission_answer a on a.submission_id = o.id and a.question_key = o.question_key
     order by o.first, o.question_key, o.name, o.id`,
    { consultationId, page, size },
  );
  return { total: rows[0]?.total ?? 0, answers: rows.map(({ total: _, ...answer }) => answer) };
}

/** How many they are. */
export async function countUnanswered(db: Db, consultationId: string): Promise<number> {
  const { rows } = await db.raw<{ rows: [{ count: number }] }>(
    `with live as (${LIVE}) select count(*) from live l join submission s on s.id = l.submission_id
       join submission_answer a on a.submission_id = s.id
     where ${NOT_COVERED}`,
    { consultationId },
  );
  return rows[0].count;
}

/** How many of these submissions' responses say something in confidence on the question, or withhold their name. */
export async function countDelicate(
  db: Db,
  { questionKey }: { questionKey: string | null },
  submissionIds: string[],
): Promise<number> {
  const { rows } = await db.raw<{ rows: [{ count: number }] }>(
    `select count(distinct s.response_id) from submission s, (select :questionKey::text as question_key) p
     where s.response_id in (select response_id from submission where id = any(:submissionIds::uuid[]))
       and (${nameConfidential('s')} or ${IN_CONFIDENCE})`,
    { questionKey, submissionIds },
  );
  return rows[0].count;
}

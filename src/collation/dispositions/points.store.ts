import {
  answerConfidential,
  fileConfidential,
  nameConfidential,
  wholeConfidential,
} from '../../responses/consenting/marking.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { LIVE } from '../themes/themes.store.js';
import type { CheckedPoint, Outcome, Raised } from './points.rules.js';

/** A point with what stands beside it. */
export interface Point {
  id: string;
  /** null: on the consultation as a whole */
  questionKey: string | null;
  line: string | null;
  theme: { id: string; name: string } | null;
  summary: string;
  reply: string;
  outcome: Outcome | null;
  changed: string;
  finished: boolean;
  discreet: boolean;
  version: number;
  editedAt: Instant;
  editedBy: { id: string; name: string };
  /** the last; `at` in ISO 8601 */
  decision: { version: number; approved: boolean; note: string; by: string; at: string } | null;
  publishedVersion: number | null;
  raised: Raised;
}

/** SQL: what is confidential in the threads of a submission `s` about what a point `p` is on. */
const SECRET_ENTRIES = `from clarification_entry w where w.response_id = s.response_id and w.confidential
    and w.question_key = coalesce(p.question_key, w.question_key)`;

/**
 * SQL: whether a submission `s` says something in confidence that a point `p` may repeat: all of it, or its answer, a
 * file beside it or what was asked and replied about it; of a point on the whole, any of them.
 */
export const IN_CONFIDENCE = `(${wholeConfidential('s')}
  or exists (select from submission_answer w where w.submission_id = s.id and ${answerConfidential('w')}
    and w.question_key = coalesce(p.question_key, w.question_key))
  or exists (select from submission_attachment w where w.submission_id = s.id and ${fileConfidential('w')}
    and w.question_key = coalesce(p.question_key, w.question_key))
  or exists (select ${SECRET_ENTRIES}))`;

/** SQL: a submission `s` of a response that raises a point `p`. */
const RAISING = `s.response_id in (
  select o.response_id from point_raised g join submission o on o.id = g.submission_id where g.point_id = p.id)`;

/**
 * SQL: SECAS has said that the text of a point `p` gives nothing away, and nothing has become confidential since, by a
 * newer submission, in a clarification or because a consent was taken back: what SECAS could not know then, it did not decide on.
 */
const DISCREET = `p.discreet and not exists (
  select from submission s where ${RAISING} and (${nameConfidential('s')} or ${IN_CONFIDENCE})
    and greatest(s.recorded_at, (select max(taken_back_at) from lifted_marking m where m.submission_id = s.id),
      (select max(w.written_at) ${SECRET_ENTRIES}))
      > p.edited_at)`;

const POINTS = `with live as (${LIVE})
  select p.id, p.question_key as "questionKey", p.line, p.summary, p.reply, p.outcome, p.changed, p.finished, ${DISCREET} as discreet,
    p.version, p.edited_at as "editedAt", json_build_object('id', e.id, 'name', e.name) as "editedBy",
    case when t.id is not null then json_build_object('id', t.id, 'name', t.name) end as theme,
    (select json_build_object('version', d.version, 'approved', d.approved, 'note', d.note, 'by', b.name,
         'at', d.decided_at)
     from point_decision d join person b on b.id = d.decided_by
     where d.point_id = p.id order by d.version desc limit 1) as decision,
    (select q.version from published_point q where q.point_id = p.id and q.publication_id = (
       select id from disposition_publication where consultation_id = p.consultation_id
       order by number desc limit 1)) as "publishedVersion",
    (select json_build_object(
         'open', count(*) filter (where r.live and not r.confidential),
         'confidential', count(*) filter (where r.live and r.confidential),
         'nameless', count(*) filter (where r.live and r.nameless),
         'gone', count(*) filter (where not r.live))
     from (
       select bool_or(l.submission_id is not null) as live, bool_or(${IN_CONFIDENCE}) as confidential,
         bool_or(${nameConfidential('s')}) as nameless
       from submission s left join live l on l.submission_id = s.id
       where ${RAISING}
       group by s.response_id) r) as raised
  from point p
  join person e on e.id = p.edited_by
  left join theme t on t.id = p.theme_id and t.ended_at is null
  where p.consultation_id = :consultationId and p.removed_at is null`;

/** The points of a consultation, in the order in which they were made. */
export async function listPoints(db: Db, consultationId: string): Promise<Point[]> {
  const { rows } = await db.raw<{ rows: Point[] }>(`${POINTS} order by p.made_at, p.id`, { consultationId });
  return rows;
}

/** One of them; undefined also for another consultation's, and one that was taken out. */
export async function findPoint(db: Db, consultationId: string, pointId: string): Promise<Point | undefined> {
  const { rows } = await db.raw<{ rows: Point[] }>(`${POINTS} and p.id = :pointId`, {
    consultationId,
    pointId,
  });
  return rows[0];
}

/** A point's text as somebody left it. */
export interface Wording extends Pick<Point, 'line' | 'summary' | 'reply' | 'outcome' | 'changed'> {
  version: number;
  writtenAt: Instant;
  writtenBy: string;
}

/** The latest of a point's wordings, the one that stands first: the database keeps each that was written. */
export async function listWordings(db: Db, pointId: string, most: number): Promise<Wording[]> {
  const { rows } = await db.raw<{ rows: Wording[] }>(
    `select w.version, w.line, w.summary, w.reply, w.outcome, w.changed, w.written_at as "writtenAt",
       p.name as "writtenBy"
     from point_wording w join person p on p.id = w.written_by
     where w.point_id = :pointId order by w.version desc limit :most`,
    { pointId, most },
  );
  return rows;
}

/** Has colleagues who change one point wait for one another. */
export const lockPoint = (trx: Db, pointId: string): Promise<unknown> =>
  trx('point').select('id').where({ id: pointId }).forUpdate();

/** Has whoever changes a point wait until it is published. */
export const lockPoints = (trx: Db, consultationId: string): Promise<unknown> =>
  trx('point').select('id').where({ consultation_id: consultationId }).orderBy('id').forUpdate();

export interface Where {
  consultationId: string;
  questionKey: string | null;
  themeId: string | null;
}

export async function insertPoint(
  trx: Db,
  { consultationId, questionKey, themeId }: Where,
  text: CheckedPoint,
  by: string,
  at: Instant,
): Promise<string> {
  const [row] = await trx('point')
    .insert({
      consultation_id: consultationId,
      question_key: questionKey,
      theme_id: themeId,
      ...text,
      made_at: at,
      made_by: by,
      edited_at: at,
      edited_by: by,
    })
    .returning('id');
  return row!.id;
}

/** Writes its text as a new version, by a new author. */
export async function updatePoint(
  trx: Db,
  pointId: string,
  change: Partial<CheckedPoint> & { theme_id?: string | null },
  by: string,
  at: Instant,
): Promise<void> {
  await trx('point')
    .where({ id: pointId })
    .update({ ...change, edited_at: at, edited_by: by })
    .increment('version', 1);
}

/** A theme that is merged into another takes its points along; their text stays, and so does their version. */
export const movePointsToTheme = (trx: Db, from: string, into: string): Promise<number> =>
  trx('point').where({ theme_id: from }).update({ theme_id: into });

export async function markPointRemoved(trx: Db, pointId: string, by: string, at: Instant): Promise<void> {
  await trx('point').where({ id: pointId }).update({ removed_at: at, removed_by: by });
}

export async function insertDecision(
  trx: Db,
  { id, version, editedBy }: Point,
  { approved, note, by, at }: { approved: boolean; note: string; by: string; at: Instant },
): Promise<void> {
  await trx('point_decision').insert({
    point_id: id,
    version,
    approved,
    note,
    written_by: editedBy.id,
    decided_at: at,
    decided_by: by,
  });
}

/** Whether each point is to be approved by somebody else than its author. */
export const isApprovalWanted = async (db: Db, consultationId: string): Promise<boolean> =>
  (await db('point_approval_wanted').where({ consultation_id: consultationId }).first()) !== undefined;

/** @returns false: it was so already */
export async function setApprovalWanted(
  trx: Db,
  consultationId: string,
  wanted: boolean,
  by: string,
  at: Instant,
): Promise<boolean> {
  if (!wanted)
    return (await trx('point_approval_wanted').where({ consultation_id: consultationId }).delete()) > 0;
  const rows = await trx('point_approval_wanted')
    .insert({ consultation_id: consultationId, set_at: at, set_by: by })
    .onConflict('consultation_id')
    .ignore()
    .returning('consultation_id');
  return rows.length > 0;
}

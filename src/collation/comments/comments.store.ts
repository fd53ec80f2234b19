import type { Db, Instant } from '../../db/connection.js';

/**
 * Where a comment stands: beside a response as a whole, beside its answer to a question, on a question as a whole,
 * or on a clause or budget line of it: on all that was said of that line.
 * A response's place stays when it is submitted again; each comment remembers the submission it was written on.
 */
export interface CommentPlace {
  consultationId: string;
  /** null: the question as a whole */
  submissionId: string | null;
  /** null: the response as a whole */
  questionKey: string | null;
  /** null: not on a line */
  line: string | null;
}

export interface Comment {
  id: string;
  questionKey: string | null;
  /** the submission it was written on; null: on the question as a whole */
  submission: { id: string; reference: string } | null;
  text: string;
  writtenAt: Instant;
  writtenBy: { id: string; name: string };
  removed: boolean;
  line: string | null;
  /** of one on a line: it refers to confidential material */
  confidential: boolean;
}

/** The comments on a response and its answers, those on its other submissions too, the newest first. */
export const listCommentsOnResponse = (
  db: Db,
  consultationId: string,
  responseId: string,
): Promise<Comment[]> => list(db, consultationId, 's.response_id = :responseId', { responseId });

/** The comments on questions as a whole, the newest first. */
export const listCommentsOnQuestions = (db: Db, consultationId: string): Promise<Comment[]> =>
  list(db, consultationId, 'c.submission_id is null and c.line is null', {});

/** The comments on the lines of a question, the newest first. */
export const listCommentsOnLines = (
  db: Db,
  consultationId: string,
  questionKey: string,
): Promise<Comment[]> =>
  list(db, consultationId, 'c.line is not null and c.question_key = :questionKey', { questionKey });

/** The comment that stands in a place: the latest, unless that was removed. */
export async function findComment(db: Db, place: CommentPlace): Promise<Comment | undefined> {
  const { consultationId, submissionId, questionKey, line } = place;
  const comments = await list(
    db,
    consultationId,
    `c.question_key is not distinct from :questionKey::text and c.line is not distinct from :line::text
     and s.response_id is not distinct from (select response_id from submission where id = :submissionId::uuid)`,
    { submissionId, questionKey, line },
  );
  return comments[0]?.removed ? undefined : comments[0];
}

async function list(
  db: Db,
  consultationId: string,
  where: string,
  bindings: Record<string, string | null>,
): Promise<Comment[]> {
  const { rows } = await db.raw<{ rows: Comment[] }>(
    `select c.id, c.question_key as "questionKey", c.text, c.line, c.confidential, c.written_at as "writtenAt",
       case when s.id is not null then json_build_object('id', s.id, 'reference', s.reference) end as submission,
       json_build_object('id', p.id, 'name', p.name) as "writtenBy", c.removed_at is not null as removed
     from secas_comment c
     join person p on p.id = c.written_by
     left join submission s on s.id = c.submission_id
     where c.consultation_id = :consultationId and ${where}
     order by c.written_at desc`,
    { consultationId, ...bindings },
  );
  return rows;
}

/** Has colleagues who write in the same place wait for one another until the transaction ends. */
export async function lockPlace(
  trx: Db,
  { consultationId, submissionId, questionKey, line }: CommentPlace,
): Promise<void> {
  await trx.raw(
    `select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'secas_comment', :consultationId::text,
       (select response_id from submission where id = :submissionId::uuid), :questionKey::text, :line::text), 0))`,
    { consultationId, submissionId, questionKey, line },
  );
}

/** Whether a comment may stand there: the submission is the consultation's, the question was answered or asked. */
export async function placeExists(
  db: Db,
  { consultationId, submissionId, questionKey, line }: CommentPlace,
): Promise<boolean> {
  const { rows } = await db.raw<{ rows: [{ exists: boolean }] }>(
    submissionId
      ? `select exists (select from submission s where s.id = :submissionId and s.consultation_id = :consultationId
           and (:questionKey::text is null or exists (
             select from submission_answer a where a.submission_id = s.id and a.question_key = :questionKey
             union all
             select from submission_attachment a where a.submission_id = s.id and a.question_key = :questionKey)))`
      : `select exists (select from question_issue i, jsonb_array_elements(i.questions) q
           where i.consultation_id = :consultationId and q ->> 'key' = :questionKey and q ->> 'type' <> 'guidance'
             and (:line::text is null or q -> 'lines' @> to_jsonb(:line::text) or exists (
               select from submission s join submission_answer a on a.submission_id = s.id, jsonb_array_elements(
                 case when jsonb_typeof(a.value -> 'rows') = 'array' then a.value -> 'rows' end) as said
               where s.consultation_id = :consultationId and a.question_key = :questionKey and said ->> 0 = :line)))`,
    { consultationId, submissionId, questionKey, line },
  );
  return rows[0].exists;
}

/** Later than every other comment in its place, also when two were written within one microsecond. */
export async function insertComment(
  trx: Db,
  place: CommentPlace,
  { text, confidential }: { text: string; confidential: boolean },
  by: string,
  at: Instant,
): Promise<string> {
  const { rows } = await trx.raw<{ rows: [{ id: string }] }>(
    `insert into secas_comment (consultation_id, submission_id, question_key, line, text, confidential, written_at, written_by)
     select :consultationId, :submissionId::uuid, :questionKey::text, :line::text, :words, :confidential,
       greatest(:at::timestamptz, max(c.written_at) + interval '1 microsecond'), :by::uuid
     from secas_comment c left join submission s on s.id = c.submission_id
     where c.consultation_id = :consultationId and c.question_key is not distinct from :questionKey::text
       and c.line is not distinct from :line::text
       and s.response_id is not distinct from (select response_id from submission where id = :submissionId::uuid)
     returning id`,
    { ...place, words: text, confidential, by, at },
  );
  return rows[0].id;
}

export const markRemoved = (trx: Db, commentId: string, at: Instant): Promise<number> =>
  trx('secas_comment').where({ id: commentId }).whereNull('removed_at').update({ removed_at: at });

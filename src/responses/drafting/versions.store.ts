import type { Db, Instant } from '../../db/connection.js';

/** What an answer said from one save to the next. */
export interface AnswerVersion {
  version: number;
  value: unknown;
  confidential: boolean;
  reason: string;
  savedAt: Instant;
  savedBy: { id: string; name: string };
}

/** Every version of one answer that was saved, what it says now first. */
export async function listVersions(
  db: Db,
  responseId: string,
  questionKey: string,
): Promise<AnswerVersion[]> {
  const { rows } = await db.raw<{ rows: AnswerVersion[] }>(
    `select v.version, v.value, v.confidential, v.reason, v.saved_at as "savedAt",
       json_build_object('id', p.id, 'name', p.name) as "savedBy"
     from (
       select version, value, confidential, reason, saved_at, saved_by from draft_answer
       where response_id = :responseId and question_key = :questionKey
       union all
       select version, value, confidential, reason, saved_at, saved_by from earlier_answer
       where response_id = :responseId and question_key = :questionKey) v
     join person p on p.id = v.saved_by
     order by v.version desc`,
    { responseId, questionKey },
  );
  return rows;
}

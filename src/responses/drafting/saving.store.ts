import { isOver } from '../../consultations/withdrawing/withdrawn.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { prepared } from '../../db/prepared.js';

/** One answer as it was given, with the version that the form was made from; 0: there was none. */
export interface AnswerToSave {
  key: string;
  value: unknown;
  confidential: boolean;
  reason: string;
  version: number;
}

/**
 * Writes answers in one statement, which is a transaction of its own: locks the response, writes each answer whose
 * version is still the one that the form was made from, and counts the response's version up when one has changed.
 * @returns the new versions of those written, and `open: false` when the outcome is recorded and nothing was
 */
export async function upsertAnswers(
  db: Db,
  responseId: string,
  answers: AnswerToSave[],
  by: string,
  at: Instant,
): Promise<{ open: boolean; versions: Record<string, number> }> {
  const { rows } = await prepared<{ open: boolean; versions: Record<string, number> }>(
    db,
    'save-answers',
    `with draft as (
       select r.id from response r
       where r.id = :responseId::uuid
         and (r.entered_by_secas or not ${isOver('r.consultation_id')})
       for update
     ), given as (
       select * from jsonb_to_recordset(:answers::jsonb)
         as g(key text, value jsonb, confidential boolean, reason text, version integer)
     ), saved as (
       insert into draft_answer as a
         (response_id, question_key, value, confidential, reason, version, saved_at, saved_by)
       select draft.id, g.key, g.value, g.confidential, g.reason, g.version + 1, :at::timestamptz, :by::uuid
       from draft, given g order by g.key
       on conflict (response_id, question_key) do update
         set value = excluded.value, confidential = excluded.confidential, reason = excluded.reason,
             version = excluded.version, saved_at = excluded.saved_at, saved_by = excluded.saved_by
         where a.version = excluded.version - 1
           and (a.value, a.confidential, a.reason) is distinct from
               (excluded.value, excluded.confidential, excluded.reason)
       returning question_key, version
     ), counted as (
       update response set version = version + 1, saved_at = :at::timestamptz
       where id = :responseId::uuid and exists (select from saved)
     )
     select exists (select from draft) as open,
            (select coalesce(json_object_agg(question_key, version), '{}') from saved) as versions`,
    { responseId, answers: JSON.stringify(answers), by, at },
  );
  return rows[0]!;
}

/** An answer as it stands now, and who saved it. */
export interface StoredAnswer extends AnswerToSave {
  savedAt: Instant;
  savedBy: { id: string; name: string };
}

export async function listStoredAnswers(db: Db, responseId: string, keys: string[]): Promise<StoredAnswer[]> {
  const rows = await db('draft_answer as a')
    .join('person as p', 'p.id', 'a.saved_by')
    .where('a.response_id', responseId)
    .whereIn('a.question_key', keys)
    .select({
      key: 'a.question_key',
      value: 'a.value',
      confidential: 'a.confidential',
      reason: 'a.reason',
      version: 'a.version',
      savedAt: 'a.saved_at',
      personId: 'p.id',
      name: 'p.name',
    });
  return rows.map(({ personId, name, ...row }) => ({ ...row, savedBy: { id: personId, name } }));
}

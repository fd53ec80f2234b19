import type { Db, Instant } from '../../db/connection.js';

/** That an answer was saved. */
export interface SavedVersion {
  version: number;
  savedAt: Instant;
  savedBy: { id: string; name: string };
}

/** What an answer said from one save to the next. */
export interface AnswerVersion extends SavedVersion {
  value: unknown;
  confidential: boolean;
  reason: string;
}

/** SQL for every version of one answer. */
const VERSIONS = `(
    select version, value, confidential, reason, saved_at, saved_by from draft_answer
    where response_id = :responseId and question_key = :questionKey
    union all
    select version, value, confidential, reason, saved_at, saved_by from earlier_answer
    where response_id = :responseId and question_key = :questionKey) v
  join person p on p.id = v.saved_by`;

const SAVED = `v.version, v.saved_at as "savedAt", json_build_object('id', p.id, 'name', p.name) as "savedBy"`;

/**
 * Every save of one answer, the newest first, without what it says: of a long answer that was written over days that
 * is much.
 */
export async function listVersions(db: Db, responseId: string, questionKey: string): Promise<SavedVersion[]> {
  const { rows } = await db.raw<{ rows: SavedVersion[] }>(
    `select ${SAVED} from ${VERSIONS} order by v.version desc`,
    { responseId, questionKey },
  );
  return rows;
}

/** What some versions of one answer say, the newest first. */
export async function readVersions(
  db: Db,
  responseId: string,
  questionKey: string,
  versions: number[],
): Promise<AnswerVersion[]> {
  const { rows } = await db.raw<{ rows: AnswerVersion[] }>(
    `select ${SAVED}, v.value, v.confidential, v.reason from ${VERSIONS}
     where v.version = any(:versions::integer[]) order by v.version desc`,
    { responseId, questionKey, versions },
  );
  return rows;
}

import type { Db, Instant } from '../db/connection.js';

/** The reference stored under a key of this response, for a commit whose outcome was not seen. */
export async function findSubmissionByKey(
  db: Db,
  responseId: string,
  key: string,
): Promise<string | undefined> {
  const row = await db('submission')
    .select('reference')
    .where({ submit_key: key, response_id: responseId })
    .first();
  return row?.reference;
}

/** Keeps when a submit that could not be stored arrived; the first arrival of a key stays. */
export async function keepArrival(
  db: Db,
  { key, responseId, version }: { key: string; responseId: string; version: number },
  receivedAt: Instant,
): Promise<void> {
  await db('submit_arrival')
    .insert({ submit_key: key, response_id: responseId, version, received_at: receivedAt })
    .onConflict('submit_key')
    .ignore();
}

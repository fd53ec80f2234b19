import type { Db } from '../db/connection.js';
import { prepared } from '../db/prepared.js';
import { NotFound } from '../errors.js';

/**
 * How long a submit waits: 6 s at each lock from this statement on, 14 s at each statement after it, so that it is over
 * before a closure can pass. To be selected from before a lock is taken.
 */
export const PATIENCE = `patience as materialized (
  select set_config('lock_timeout', '6s', true), set_config('statement_timeout', '14s', true))`;

/**
 * Takes the first lock of the house's order (consultation, response, Parties by id), shared: who answers does not wait
 * for one another; a closure, an extension, an outcome do, and are waited for. Gives up as PATIENCE says.
 * @throws NotFound
 */
export async function shareConsultation(trx: Db, consultationId: string): Promise<void> {
  const text = `with ${PATIENCE} select from consultation c, patience where c.id = :id::uuid for share of c`;
  const { rows } = await prepared(trx, 'share-consultation', text, { id: consultationId });
  if (rows.length === 0) throw new NotFound();
}

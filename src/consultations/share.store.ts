import type { Db } from '../db/connection.js';
import { prepared } from '../db/prepared.js';
import { NotFound } from '../errors.js';

/**
 * Takes the first lock of the house's order (consultation, response, Parties by id), shared: who answers does not wait
 * for one another; a closure, an extension, an outcome do, and are waited for. Gives up after 6 s at this lock and at
 * each after it, so that a submit is over before a closure can pass.
 * @throws NotFound
 */
export async function shareConsultation(trx: Db, consultationId: string): Promise<void> {
  await share(trx, 'share-consultation', ':id::uuid', consultationId);
}

/** As shareConsultation, of the consultation that a response answers. */
export async function shareConsultationOf(trx: Db, responseId: string): Promise<void> {
  const which = '(select consultation_id from response where id = :id::uuid)';
  await share(trx, 'share-consultation-of', which, responseId);
}

const PATIENCE = `select set_config('lock_timeout', '6s', true), set_config('statement_timeout', '14s', true)`;

async function share(trx: Db, name: string, which: string, id: string): Promise<void> {
  await prepared(trx, 'patience', PATIENCE, {});
  const text = `select id from consultation where id = ${which} for share`;
  const { rows } = await prepared(trx, name, text, { id });
  if (rows.length === 0) throw new NotFound();
}

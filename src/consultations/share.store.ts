import type { Db } from '../db/connection.js';
import { NotFound } from '../errors.js';

/**
 * Takes the first lock of the house's order (consultation, response, Parties by id), shared: who answers does not wait
 * for one another; a closure, an extension, an outcome do, and are waited for. Gives up after 6 s at this lock and at
 * each after it, so that a submit is over before a closure can pass.
 * @throws NotFound
 */
export async function shareConsultation(trx: Db, consultationId: string): Promise<void> {
  await share(trx, ':id', consultationId);
}

/** As shareConsultation, of the consultation that a response answers. */
export async function shareConsultationOf(trx: Db, responseId: string): Promise<void> {
  await share(trx, '(select consultation_id from response where id = :id)', responseId);
}

async function share(trx: Db, which: string, id: string): Promise<void> {
  await trx.raw(`set local lock_timeout = '6s'; set local statement_timeout = '14s'`);
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `select from consultation where id = ${which} for share`,
    { id },
  );
  if (rowCount === 0) throw new NotFound();
}

import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Report } from '../report.js';
import { findWaiting, insertEditionRequest } from './due.store.js';
import { numberText } from './edition.rules.js';

/**
 * Has the worker freeze the next edition of a report at once, without waiting until its changes have settled. Asked
 * for twice it is made once.
 * @param report in its newest edition
 * @param since the number of the edition that was newest when it was asked for
 * @returns why there is nothing to be made; undefined: it is being made
 */
export async function askForEdition(
  db: Db,
  by: string,
  { consultation, edition }: Report,
  since: string,
  at: Instant,
): Promise<'made already' | 'nothing has changed' | undefined> {
  if (!edition || numberText(edition.number) !== since) return 'made already';
  const waiting = await findWaiting(db, consultation.id);
  if (!waiting || (waiting.changes === 0 && !waiting.asked)) return 'nothing has changed';
  await db.transaction(async (trx) => {
    if (!(await insertEditionRequest(trx, consultation.id, by, at))) return;
    await recordAudit(trx, {
      action: 'report.next-asked',
      at,
      personId: by,
      consultationId: consultation.id,
      detail: { since },
    });
  });
  return undefined;
}

import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid } from '../../errors.js';
import { lockConsultation } from '../consultations.store.js';
import { CHANGED, lockToPublish } from './publishConsultation.js';
import { insertSchedule, takeBackSchedule } from './schedule.store.js';

/**
 * Sets the time at which the worker publishes a consultation as it was checked.
 * @param checked the mark of what the check page showed for that time
 * @throws Invalid when something would prevent it then, Conflict when it has been published or changed since, or when
 *   a time is set already
 */
export async function schedulePublication(
  db: Db,
  by: string,
  { id, publishAt, checked }: { id: string; publishAt: Instant; checked: string },
  at: Instant,
): Promise<void> {
  assertLiesAhead(publishAt, at);
  await db.transaction(async (trx) => {
    const { facts } = await lockToPublish(trx, id, publishAt);
    if (checked !== facts.mark) throw new Conflict(CHANGED);
    const schedule = { consultationId: id, publishAt, mark: facts.writtenMark, by, at };
    if (!(await insertSchedule(trx, schedule))) throw new Conflict(STANDS);
    await recordAudit(trx, {
      action: 'consultation.publication-set',
      at,
      personId: by,
      consultationId: id,
      detail: { publishAt: publishAt.toString() },
    });
  });
}

const STANDS = 'A time for its publication is set already. Take that back first.';

/** @throws Invalid */
export function assertLiesAhead(publishAt: Instant, at: Instant): void {
  if (publishAt.epochNanoseconds > at.epochNanoseconds) return;
  throw new Invalid([{ field: 'publish', text: 'The time of publication must lie in the future' }]);
}

/**
 * Takes the set time back. Repeating it changes nothing.
 * @throws Conflict when it has been published meanwhile
 */
export async function takeBackPublication(db: Db, by: string, id: string, at: Instant): Promise<void> {
  await db.transaction(async (trx) => {
    const { publishedAt } = await lockConsultation(trx, id, 'update');
    if (publishedAt) throw new Conflict('It has been published meanwhile.');
    if (!(await takeBackSchedule(trx, id, by, at))) return;
    await recordAudit(trx, {
      action: 'consultation.publication-taken-back',
      at,
      personId: by,
      consultationId: id,
    });
  });
}

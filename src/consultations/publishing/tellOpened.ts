import { recordAudit } from '../../audit/audit.store.js';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { queueMail } from '../../notices/outbox.store.js';
import { lockConsultation } from '../consultations.store.js';
import { openedMails } from '../mails.js';
import { listConcerned } from '../recipients.store.js';
import { insertOpeningNotice, listOpenedUntold } from './opening.store.js';

/** Tells of every consultation that has opened since it was published. Several workers may call it at once. */
export async function tellWhatHasOpened(deps: Deps): Promise<void> {
  const { db, clock, log } = deps;
  for (const id of await listOpenedUntold(db, clock.now())) {
    try {
      if (await tellOpened(deps, id)) log.info({ consultationId: id }, 'told that a consultation has opened');
    } catch (error) {
      log.error({ err: error, consultationId: id }, 'could not tell of an opening; trying again');
    }
  }
}

/**
 * Mails the representatives of those who are asked that a consultation takes responses now, each once. One that opened
 * when it was published needs none: they were told then.
 * @returns false when it was told before, or need not be
 */
export async function tellOpened(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  id: string,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, id, 'update');
    const { publishedAt, opensAt, closesAt, withdrawnAt } = consultation;
    const at = clock.now();
    const isOpen = opensAt && closesAt && !isAfter(opensAt, at) && isAfter(closesAt, at);
    if (!publishedAt || !isOpen || withdrawnAt) return false;
    const recipients = await listConcerned(trx, id);
    if (!(await insertOpeningNotice(trx, id, recipients.length, at))) return false;
    await queueMail(trx, openedMails(config, recipients, consultation, closesAt));
    await recordAudit(trx, {
      action: 'consultation.opened',
      at,
      personId: null,
      consultationId: id,
      detail: { told: recipients.length },
    });
    return true;
  });
}

const isAfter = (one: Instant, other: Instant): boolean => one.epochNanoseconds > other.epochNanoseconds;

import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict } from '../../errors.js';
import { queueMail } from '../../notices/outbox.store.js';
import { hasDueInstructions } from '../../responses/closing/instructions.store.js';
import { lockConsultation, type Consultation } from '../consultations.store.js';
import { withdrawnMails, type Sender } from '../mails.js';
import { listConcerned } from '../recipients.store.js';
import { endInstructions, insertWithdrawal } from './withdrawn.store.js';

/**
 * Withdraws a published consultation, with a reason that is kept and told to everybody concerned. It waits for the
 * submits that hold the consultation; one that reached the portal before is still taken, later ones are not. Drafts
 * stay and can be read, what was left to be submitted at closing does nothing, and no closure is written, so that the
 * Panel gets no report.
 * @throws Conflict when it is not published, is closed or decided, was withdrawn before, or while what was left to be
 *   submitted at its deadline is being submitted
 */
export async function withdrawConsultation(
  { db, config }: { db: Db; config: Sender },
  by: string,
  { id, reason }: { id: string; reason: string },
  at: Instant,
): Promise<{ told: number }> {
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, id, 'update');
    const whyNot = whyNotWithdrawn(consultation);
    if (whyNot) throw new Conflict(whyNot);
    if (await hasDueInstructions(trx, id, at)) {
      throw new Conflict(
        'What was left to be submitted at the deadline is being submitted. Try again in half a minute.',
      );
    }
    await insertWithdrawal(trx, { consultationId: id, reason, by, at });
    const instructions = await endInstructions(trx, id, 'SECAS withdrew the consultation.', at);
    const told = await listConcerned(trx, id);
    await queueMail(trx, withdrawnMails(config, told, consultation, reason));
    await recordAudit(trx, {
      action: 'consultation.withdrawn',
      at,
      personId: by,
      consultationId: id,
      detail: { reason, told: told.length, instructions },
    });
    return { told: told.length };
  });
}

/** Why a consultation cannot be withdrawn; undefined: it can. */
export function whyNotWithdrawn({
  publishedAt,
  withdrawnAt,
  closed,
  decided,
}: Consultation): string | undefined {
  if (!publishedAt) return 'It has not been published, so nobody was asked anything.';
  if (withdrawnAt) return 'It has been withdrawn already.';
  if (closed) return 'It is closed for good. Record as its outcome that it was withdrawn.';
  return decided ? 'Its outcome has been recorded.' : undefined;
}

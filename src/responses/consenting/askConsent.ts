import { recordAudit } from '../../audit/audit.store.js';
import { shareConsultation } from '../../consultations/share.store.js';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Conflict, NotFound } from '../../errors.js';
import { queueMail } from '../../notices/outbox.store.js';
import { getSubmission } from '../submissions.store.js';
import { askedMails } from './consentMails.js';
import { markedParts, mayAsk } from './consenting.rules.js';
import { insertRequest, listConsents, listToAsk, lockConsentable } from './consenting.store.js';

/**
 * SECAS asks an organisation to lift one of its markings, with the reason: everybody who may submit for it is told. It
 * lifts nothing. Asking again what waits for an answer asks once.
 * @throws Conflict before the closure, of what was withdrawn, and of what cannot be asked now; NotFound
 */
export async function askConsent(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  by: { id: string },
  asked: { consultationId: string; submissionId: string; key: string; reason: string },
  at: Instant,
): Promise<{ told: number }> {
  const { consultationId, submissionId, key, reason } = asked;
  return db.transaction(async (trx) => {
    await shareConsultation(trx, consultationId);
    const consentable = await lockConsentable(trx, submissionId);
    if (consentable.consultation.id !== consultationId) throw new NotFound();
    if (!consentable.closed) {
      throw new Conflict('Until the closure they can change their response and submit it again.');
    }
    if (consentable.withdrawn) throw new Conflict('It was withdrawn, so nothing of it is told to anybody.');
    const { lifts, requests } = await listConsents(trx, submissionId);
    const frozen = await getSubmission(trx, consultationId, submissionId, 'frozen');
    const part = markedParts(frozen, lifts, requests).find((one) => one.key === key);
    if (!part) throw new NotFound();
    if (!mayAsk(part)) throw new Conflict('They have been asked this, or it is not confidential any more.');
    const request = await insertRequest(trx, submissionId, part, { reason, by: by.id, at });
    const told = await listToAsk(trx, consentable.organisation.id);
    await queueMail(trx, askedMails(config, told, consentable, { id: request, part, reason }));
    await recordAudit(trx, {
      action: 'consent.asked',
      at,
      personId: by.id,
      consultationId,
      organisationId: consentable.organisation.id,
      subjectId: submissionId,
      detail: { reference: consentable.reference, part: key, told: told.length },
    });
    return { told: told.length };
  });
}

import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid } from '../../errors.js';
import { londonDate } from '../../londonTime.js';
import { queueMail } from '../../notices/outbox.store.js';
import { deadlineFor, lockConsultation, type Consultation } from '../consultations.store.js';
import { askedLaterMails, type Sender } from '../mails.js';
import { listRepresentativesOf } from '../recipients.store.js';
import { insertAddedParty, listCandidates } from './accession.store.js';

/**
 * Adds a Party that acceded after publication to those that are asked, with a reason that is kept, and tells the
 * representatives of its organisation. It is frozen as the register has it on that day.
 * @throws Conflict when nobody is asked any more; Invalid when the Party is asked already, or is not of the audience
 */
export async function addParty(
  { db, config }: { db: Db; config: Sender },
  by: string,
  { id, partyId, reason }: { id: string; partyId: string; reason: string },
  at: Instant,
): Promise<{ name: string; told: number }> {
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, id, 'update');
    const whyNot = whyNotAdded(consultation);
    if (whyNot) throw new Conflict(whyNot);
    const candidates = await listCandidates(trx, consultation, londonDate(at));
    const party = candidates.find((one) => one.id === partyId);
    if (!party) throw new Invalid([{ field: 'party', text: 'Choose a Party that is not asked yet' }]);
    await insertAddedParty(trx, id, party, { reason, by, at });
    const told = await listRepresentativesOf(trx, party.organisation.id);
    const closesAt = await deadlineFor(trx, id, party.organisation.id);
    await queueMail(trx, askedLaterMails(config, told, consultation, { party, closesAt }));
    await recordAudit(trx, {
      action: 'consultation.party-added',
      at,
      personId: by,
      consultationId: id,
      organisationId: party.organisation.id,
      subjectId: party.id,
      detail: { reason, told: told.length },
    });
    return { name: party.name, told: told.length };
  });
}

/** Why no Party can be added; undefined: one can. */
export function whyNotAdded({ publishedAt, withdrawnAt, closed, decided }: Consultation): string | undefined {
  if (!publishedAt) return 'It has not been published: those are asked that the register has then.';
  if (withdrawnAt) return 'It has been withdrawn, so nobody is asked any more.';
  return closed || decided ? 'It is closed for good, so who was asked stays as it is.' : undefined;
}

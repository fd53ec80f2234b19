import { recordAudit } from '../audit/audit.store.js';
import type { Db, Instant } from '../db/connection.js';
import { Conflict, Invalid } from '../errors.js';
import { londonDate } from '../londonTime.js';
import { queueMail } from '../notices/outbox.store.js';
import { lockConsultation, type Consultation } from './consultations.store.js';
import { listDocuments } from './documents.store.js';
import { fingerprintOf } from './fingerprint.js';
import { publishedMails, type Sender } from './mails.js';
import { obstaclesToPublish, openingOf, type ToPublish } from './publication.rules.js';
import { freezeEligibleParties, previewAudience, updatePublished } from './publication.store.js';
import { getQuestionDraft, insertIssue } from './questions.store.js';
import { listConcerned } from './recipients.store.js';

/**
 * Publishes a consultation, all in one transaction: its question set is issued, the Parties that are asked are frozen
 * as the register has them on the London date of publication, and their representatives are told by mail, each once.
 * @param checked the mark of what the check page showed; what has changed since is shown again instead
 * @throws Invalid when something prevents it, Conflict when it has been published or changed since it was checked
 */
export async function publishConsultation(
  { db, config }: { db: Db; config: Sender },
  by: string,
  { id, checked }: { id: string; checked?: string },
  at: Instant,
): Promise<{ parties: number; told: number }> {
  const day = londonDate(at);
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, id, 'update');
    if (consultation.publishedAt) throw new Conflict('This consultation has been published already.');
    const facts = await readToPublish(trx, consultation, day);
    const obstacles = obstaclesToPublish(facts, at);
    if (obstacles.length > 0) throw new Invalid(obstacles.map(({ text }) => ({ field: 'publish', text })));
    if (checked !== undefined && checked !== facts.mark) {
      throw new Conflict('It has changed since this page was shown. Check it again, then publish.');
    }
    const opensAt = openingOf(facts.opensAt, at);
    await insertIssue(trx, { consultationId: id, questions: facts.questions, note: null, by, at });
    const parties = await freezeEligibleParties(trx, id, day, consultation.audience, at);
    await updatePublished(trx, id, { opensAt, announcedAt: consultation.announcedAt ?? at, by, at });
    const recipients = await listConcerned(trx, id);
    const dates = { opensAt, closesAt: facts.closesAt!, at };
    await queueMail(trx, publishedMails(config, recipients, consultation, dates));
    const detail = { parties, told: recipients.length, questions: facts.questions.length };
    await recordAudit(trx, {
      action: 'consultation.published',
      at,
      personId: by,
      consultationId: id,
      detail,
    });
    return { parties, told: recipients.length };
  });
}

/** What would be published, with a mark that changes when any of it does. */
export async function readToPublish(
  db: Db,
  consultation: Consultation,
  day: string,
): Promise<ToPublish & { mark: string }> {
  const { id, opensAt, closesAt, audience } = consultation;
  const questions = await getQuestionDraft(db, id);
  const documents = await listDocuments(db, id);
  const { parties } = await previewAudience(db, day, audience);
  const seen = [consultation.version, opensAt?.toString(), closesAt?.toString(), questions, parties];
  const mark = fingerprintOf([...seen, documents.map((document) => document.id)]);
  return { opensAt, closesAt, questions, parties, mark };
}

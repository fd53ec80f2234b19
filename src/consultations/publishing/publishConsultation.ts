import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid } from '../../errors.js';
import { londonDate } from '../../londonTime.js';
import { queueMail } from '../../notices/outbox.store.js';
import { lockConsultation, type Consultation } from '../consultations.store.js';
import { listDocuments } from '../documents/documents.store.js';
import { fingerprintOf } from '../fingerprint.js';
import { publishedMails, type Sender } from '../mails.js';
import { getQuestionDraft, insertIssue } from '../questions/questions.store.js';
import { listConcerned } from '../recipients.store.js';
import { obstaclesToPublish, openingOf, type Finding, type ToPublish } from './publication.rules.js';
import { freezeEligibleParties, previewAudience, updatePublished } from './publication.store.js';
import { takeBackSchedule } from './schedule.store.js';

/** Whom a publication asked, and told. */
interface Published {
  parties: number;
  told: number;
}

export const CHANGED = 'It has changed since this page was shown. Check it again, then publish.';

/**
 * Publishes a consultation, all in one transaction: its question set is issued, the Parties that are asked are frozen
 * as the register has them on the London date of publication, and their representatives are told by mail, each once.
 * A publication that was set for later is taken back.
 * @param checked the mark of what the check page showed; what has changed since is shown again instead
 * @throws Invalid when something prevents it, Conflict when it has been published or changed since it was checked
 */
export async function publishConsultation(
  { db, config }: { db: Db; config: Sender },
  by: string,
  { id, checked }: { id: string; checked?: string },
  at: Instant,
): Promise<Published> {
  return db.transaction(async (trx) => {
    const { consultation, facts } = await lockToPublish(trx, id, at);
    if (checked !== undefined && checked !== facts.mark) throw new Conflict(CHANGED);
    await takeBackSchedule(trx, id, by, at);
    return publish(trx, config, { consultation, facts, by }, at);
  });
}

/**
 * Locks a consultation and reads what would be published at an instant.
 * @throws Invalid when something prevents it, Conflict when it has been published
 */
export async function lockToPublish(
  trx: Db,
  id: string,
  at: Instant,
): Promise<{ consultation: Consultation; facts: ReadToPublish }> {
  const consultation = await lockConsultation(trx, id, 'update');
  if (consultation.publishedAt) throw new Conflict('This consultation has been published already.');
  const facts = await readToPublish(trx, consultation, londonDate(at));
  const obstacles = obstaclesToPublish(facts, at);
  if (obstacles.length > 0) {
    throw new Invalid(obstacles.map((obstacle) => ({ field: 'publish', text: findingWords(obstacle) })));
  }
  return { consultation, facts };
}

export const findingWords = ({ what, todo }: Finding): string => `${what} ${todo}`;

/** Does it. The caller holds the lock and has checked what it read under it. */
export async function publish(
  trx: Db,
  config: Sender,
  { consultation, facts, by }: { consultation: Consultation; facts: ToPublish; by: string },
  at: Instant,
): Promise<Published> {
  const { id, audience, announcedAt } = consultation;
  const opensAt = openingOf(facts.opensAt, at);
  await insertIssue(trx, { consultationId: id, questions: facts.questions, note: null, by, at });
  const parties = await freezeEligibleParties(trx, id, londonDate(at), audience, at);
  await updatePublished(trx, id, { opensAt, announcedAt: announcedAt ?? at, by, at });
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
}

/** What would be published, with marks that change when it does. */
export interface ReadToPublish extends ToPublish {
  /** of all that the check page shows */
  mark: string;
  /** of what SECAS has written: not of the register, which changes all the time */
  writtenMark: string;
}

/** What would be published on that London date. */
export async function readToPublish(db: Db, consultation: Consultation, day: string): Promise<ReadToPublish> {
  const { id, title, kind, opensAt, closesAt, audience, summary, howToRespond } = consultation;
  const questions = await getQuestionDraft(db, id);
  const all = await listDocuments(db, id);
  const { parties } = await previewAudience(db, day, audience);
  const documents = all
    .filter(({ replacedAt }) => !replacedAt)
    .map((document) => ({ title: document.title, scan: document.file.scan }));
  const dates = [consultation.version, opensAt?.toString(), closesAt?.toString()];
  const writtenMark = fingerprintOf([dates, questions, all.map((document) => document.id)]);
  const mark = fingerprintOf([writtenMark, parties]);
  return {
    title,
    kind,
    opensAt,
    closesAt,
    questions,
    parties,
    documents,
    summary,
    howToRespond,
    mark,
    writtenMark,
  };
}

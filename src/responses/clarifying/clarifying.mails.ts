import type { Config } from '../../config.js';
import type { Recipient } from '../../consultations/recipients.store.js';
import type { Instant } from '../../db/connection.js';
import { formatDate, formatMoment } from '../../londonTime.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import type { Submission } from '../submissions.store.js';

type Sender = Pick<Config, 'baseUrl' | 'serviceName' | 'serviceContact'>;

interface About {
  /** the entry's */
  id: string;
  submission: Pick<Submission, 'id' | 'responseId' | 'reference' | 'consultation' | 'organisation'>;
  questionKey: string;
  /** the question's words, which are published */
  ask: string;
}

/**
 * Tells an organisation that SECAS asks. What it asks may repeat what is confidential: it stands in the portal only.
 * @param about.what completes “SECAS …”, before what was answered
 */
export function askedMails(
  config: Sender,
  recipients: Recipient[],
  about: About & { wishedBy: string | null; what: string },
): NewMail[] {
  const { id, submission, questionKey, ask, wishedBy, what } = about;
  const { consultation, reference, responseId } = submission;
  const url = config.baseUrl + paths.clarification({ id: responseId, question: questionKey });
  return recipients.map(({ personId, name, email, organisations }) => ({
    kind: 'clarification-asked',
    priority: PRIORITY.notice,
    personId,
    to: email,
    subject: `SECAS asks you to clarify an answer: ${consultation.reference}, ${reference}`,
    body: layoutMail(config, [
      `Dear ${name},`,
      `${consultation.title} (${consultation.reference})`,
      `SECAS ${what} what you answered in ${reference} to: “${ask}”`,
      ...(wishedBy ? [`A reply is wished by ${formatDate(wishedBy)}.`] : []),
      'Read what SECAS asks and reply here; whoever may submit for your organisation can reply:',
      url,
      'Your response stays as you submitted it: a reply stands beside it, and changes neither what it says nor whether it counts.',
      `You are told because you act for ${organisations.join(', ')}.`,
    ]),
    dedupeKey: `clarification:${id}:${personId}`,
  }));
}

/**
 * Tells those at SECAS who asked that there is a reply; it stands at the desk, and not in the mail.
 * @param about.who completes “… to what SECAS asked”
 */
export function repliedMails(
  config: Sender,
  recipients: { personId: string; name: string; email: string }[],
  { id, who, submission, questionKey, ask }: About & { who: string },
): NewMail[] {
  const { consultation, reference } = submission;
  const at = { reference: consultation.reference, submission: submission.id, question: questionKey };
  return recipients.map(({ personId, name, email }) => ({
    kind: 'clarification-replied',
    priority: PRIORITY.notice,
    personId,
    to: email,
    subject: `A reply to a clarification: ${consultation.reference}, ${reference}`,
    body: layoutMail(config, [
      `Dear ${name},`,
      `${consultation.title} (${consultation.reference})`,
      `${who} to what SECAS asked about ${reference}, on: “${ask}”`,
      'Read the reply, ask again or say that no more is needed:',
      config.baseUrl + paths.deskClarification(at),
    ]),
    dedupeKey: `clarification:${id}:${personId}`,
  }));
}

/** Tells an organisation which reply SECAS has entered for it, so that it sees what was entered and can correct it. */
export function enteredMails(
  config: Sender,
  recipients: Recipient[],
  { id, submission, questionKey, ask, arrivedAt }: About & { arrivedAt: Instant },
): NewMail[] {
  const { consultation, reference, responseId } = submission;
  const url = config.baseUrl + paths.clarification({ id: responseId, question: questionKey });
  return recipients.map(({ personId, name, email, organisations }) => ({
    kind: 'clarification-entered',
    priority: PRIORITY.notice,
    personId,
    to: email,
    subject: `SECAS entered a reply that came by e-mail: ${consultation.reference}, ${reference}`,
    body: layoutMail(config, [
      `Dear ${name},`,
      `${consultation.title} (${consultation.reference})`,
      `SECAS has entered a reply to what it asked about ${reference}, on: “${ask}”`,
      `It came by e-mail, which arrived at ${formatMoment(arrivedAt)}. See what was entered, beside the mail as it came:`,
      url,
      'If something in it is wrong, say so by replying there; whoever may submit for your organisation can reply.',
      `You are told because you act for ${organisations.join(', ')}.`,
    ]),
    dedupeKey: `clarification:${id}:${personId}`,
  }));
}

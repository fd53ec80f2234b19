import type { Config } from '../config.js';
import type { Instant } from '../db/connection.js';
import { formatDeadline } from '../londonTime.js';
import { layoutMail } from '../notices/layoutMail.js';
import { PRIORITY, type NewMail } from '../notices/outbox.store.js';
import { paths } from '../paths.js';
import type { Consultation } from './consultations.store.js';
import type { Recipient } from './recipients.store.js';

export type Sender = Pick<Config, 'baseUrl' | 'serviceName' | 'serviceContact'>;

/** One mail for each person, kept from being written twice by what it tells of (`cause`) and who is told. */
export function mailToEach(
  config: Sender,
  recipients: Recipient[],
  consultation: Consultation,
  {
    kind,
    cause,
    subject,
    paragraphs,
    path = paths.consultation,
  }: {
    kind: string;
    cause: string;
    subject: string;
    paragraphs: string[];
    /** where it can be read; the consultation unless told */
    path?: (values: { reference: string }) => string;
  },
): NewMail[] {
  const { reference, title } = consultation;
  const url = config.baseUrl + path({ reference });
  return recipients.map(({ personId, name, email, organisations }) => ({
    kind,
    priority: PRIORITY.notice,
    personId,
    to: email,
    subject: `${subject}: ${reference}`,
    body: layoutMail(config, [
      `Dear ${name},`,
      `${title} (${reference})`,
      ...paragraphs,
      url,
      `You are told because you act for ${organisations.join(', ')}.`,
    ]),
    dedupeKey: `${cause}:${personId}`,
  }));
}

/** Tells those who are asked that a consultation has been published. */
export function publishedMails(
  config: Sender,
  recipients: Recipient[],
  consultation: Consultation,
  { opensAt, closesAt, at }: { opensAt: Instant; closesAt: Instant; at: Instant },
): NewMail[] {
  const opensLater = opensAt.epochNanoseconds > at.epochNanoseconds;
  const external = consultation.kind === 'external';
  return mailToEach(config, recipients, consultation, {
    kind: 'consultation-published',
    cause: `published:${consultation.id}`,
    subject: 'Your views are asked',
    paragraphs: [
      `${consultation.issuedBy} asks for views. The deadline is ${formatDeadline(closesAt)}.`,
      ...(opensLater ? [`It opens at ${formatDeadline(opensAt)}.`] : []),
      ...(external
        ? [
            `${consultation.issuedBy} collects formal responses itself. Answering here does not respond to ` +
              `${consultation.issuedBy}: SECAS collates what you write for the Panel’s own response.`,
          ]
        : []),
      'Read it and respond here (if there is nothing to say, “No comment” takes one step):',
    ],
  });
}

/** Tells an organisation that one of its Parties, which acceded later, is asked too. */
export const askedLaterMails = (
  config: Sender,
  recipients: Recipient[],
  consultation: Consultation,
  { party, closesAt }: { party: { id: string; name: string }; closesAt: Instant },
): NewMail[] =>
  mailToEach(config, recipients, consultation, {
    kind: 'party-added',
    cause: `asked:${consultation.id}:${party.id}`,
    subject: 'Your views are asked',
    paragraphs: [
      `${party.name} has been added to the Parties that are asked. The deadline is ${formatDeadline(closesAt)}.`,
      'Read it and respond here (if there is nothing to say, “No comment” takes one step):',
    ],
  });

/** Tells those who are asked that a consultation, published before, takes responses now. */
export const openedMails = (
  config: Sender,
  recipients: Recipient[],
  consultation: Consultation,
  closesAt: Instant,
): NewMail[] =>
  mailToEach(config, recipients, consultation, {
    kind: 'consultation-opened',
    cause: `opened:${consultation.id}`,
    subject: 'Open for responses',
    paragraphs: [
      `It takes responses now, until ${formatDeadline(closesAt)}.`,
      'Read it and respond here (if there is nothing to say, “No comment” takes one step):',
    ],
  });

/** Tells people at SECAS something about a consultation, with the way to its desk. */
export function mailToSecas(
  config: Sender,
  people: Omit<Recipient, 'organisations'>[],
  { reference, title }: Consultation,
  told: { kind: string; cause: string; subject: string; paragraphs: string[] },
): NewMail[] {
  return people.map(({ personId, name, email }) => ({
    kind: told.kind,
    priority: PRIORITY.notice,
    personId,
    to: email,
    subject: `${told.subject}: ${reference}`,
    body: layoutMail(config, [
      `Dear ${name},`,
      `${title} (${reference})`,
      ...told.paragraphs,
      config.baseUrl + paths.deskConsultation({ reference }),
    ]),
    dedupeKey: `${told.cause}:${personId}`,
  }));
}

/** Tells those concerned that the deadline for all has moved. */
export function deadlineMovedMails(
  config: Sender,
  recipients: Recipient[],
  consultation: Consultation,
  extension: { id: string; previous: Instant; closesAt: Instant; reason: string },
): NewMail[] {
  const later = extension.closesAt.epochNanoseconds > extension.previous.epochNanoseconds;
  return mailToEach(config, recipients, consultation, {
    kind: 'deadline-moved',
    cause: `extension:${extension.id}`,
    subject: later ? 'Deadline extended' : 'Deadline brought forward',
    paragraphs: [
      `The new deadline, for everybody, is ${formatDeadline(extension.closesAt)}. ` +
        `It was ${formatDeadline(extension.previous)}.`,
      `Reason: ${extension.reason}`,
      ...(later
        ? []
        : [
            'What arrives after it is late. A response that was left to be submitted when it closes is submitted then, as it is saved. If your organisation was given a longer deadline of its own, that one still holds.',
          ]),
    ],
  });
}

/** Tells one organisation's representatives that it has been given longer. Nobody else is told. */
export function ownDeadlineMails(
  config: Sender,
  recipients: Recipient[],
  consultation: Consultation,
  extension: { id: string; organisation: string; closesAt: Instant; reason: string },
): NewMail[] {
  return mailToEach(config, recipients, consultation, {
    kind: 'deadline-extended-for-one',
    cause: `extension:${extension.id}`,
    subject: 'Your deadline has been extended',
    paragraphs: [
      `${extension.organisation} may respond until ${formatDeadline(extension.closesAt)}. ` +
        'This holds for your organisation only.',
      `Reason: ${extension.reason}`,
    ],
  });
}

/** Tells those concerned that a consultation was withdrawn, and what becomes of what they wrote. */
export const withdrawnMails = (
  config: Sender,
  recipients: Recipient[],
  consultation: Consultation,
  reason: string,
): NewMail[] =>
  mailToEach(config, recipients, consultation, {
    kind: 'consultation-withdrawn',
    cause: `withdrawn:${consultation.id}`,
    subject: 'Withdrawn',
    paragraphs: [
      'SECAS has withdrawn this consultation. It takes no more responses: you need not do anything.',
      `Reason: ${reason}`,
      'What you submitted is kept, with its receipt, and is not given to the Panel. A draft can still be read. What was left to be submitted when it closes is not submitted.',
    ],
  });

/** Tells those who responded that the responses can be read by everybody. */
export const responsesPublishedMails = (
  config: Sender,
  recipients: Recipient[],
  consultation: Consultation,
  publication: { id: string; number: number; note: string },
): NewMail[] =>
  mailToEach(config, recipients, consultation, {
    kind: 'responses-published',
    cause: `responses:${publication.id}`,
    subject: publication.number === 1 ? 'The responses are published' : 'The responses are published again',
    path: paths.publishedResponses,
    paragraphs: [
      'Everybody can read the responses now. What was confidential has been left out.',
      ...(publication.number > 1 ? [`What changed: ${publication.note}`] : []),
      'If you find something of yours there that should not be public, tell SECAS at once: it can be taken down within minutes.',
    ],
  });

/** Tells those concerned that a document has been replaced. */
export function documentReplacedMails(
  config: Sender,
  recipients: Recipient[],
  consultation: Consultation,
  document: { id: string; title: string; note: string },
): NewMail[] {
  return mailToEach(config, recipients, consultation, {
    kind: 'document-replaced',
    cause: `document:${document.id}`,
    subject: 'A document has been replaced',
    paragraphs: [
      `“${document.title}” has been replaced. ${document.note}`.trim(),
      'The earlier version stays in the history.',
    ],
  });
}

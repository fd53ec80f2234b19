import { formatDate } from '../../londonTime.js';
import type { NewMail } from '../../notices/outbox.store.js';
import type { Consultation } from '../consultations.store.js';
import { mailToEach, type Sender } from '../mails.js';
import type { Recipient } from '../recipients.store.js';
import type { NewOutcome } from './outcome.store.js';

/** Tells the respondents what was decided, or that it was corrected: once for each version. */
export const outcomeMails = (
  config: Sender,
  recipients: Recipient[],
  consultation: Consultation,
  { outcome, number, changed }: { outcome: NewOutcome; number: number; changed: string },
): NewMail[] =>
  mailToEach(config, recipients, consultation, {
    kind: 'outcome-recorded',
    cause: `outcome:${consultation.id}:${number}`,
    subject: number === 1 ? 'What was decided' : 'The outcome was corrected',
    paragraphs: [
      `Decision: ${outcome.decision}`,
      `Decided by ${outcome.decidedBy} on ${formatDate(outcome.decidedOn)}.`,
      ...(outcome.implementsOn ? [`To be implemented on ${formatDate(outcome.implementsOn)}.`] : []),
      ...(number === 1 ? [] : [`What changed: ${changed}`]),
      'You responded to this consultation. Read its outcome here:',
    ],
  });

/** Tells the respondents that the summary is there, or that it was changed: once for each version. */
export const summaryMails = (
  config: Sender,
  recipients: Recipient[],
  consultation: Consultation,
  { number, changed }: { number: number; changed: string },
): NewMail[] =>
  mailToEach(config, recipients, consultation, {
    kind: 'summary-published',
    cause: `summary:${consultation.id}:${number}`,
    subject: number === 1 ? 'What we asked, what you said, what happens next' : 'The summary was changed',
    paragraphs: [
      number === 1
        ? 'SECAS has published its summary of this consultation.'
        : `SECAS has changed its summary of this consultation. What changed: ${changed}`,
      'You responded to this consultation. Read the summary here:',
    ],
  });

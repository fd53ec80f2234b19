import { formatExact } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { confirmationWords, type Transcription } from '../../responses/confirming/confirming.rules.js';
import type { ArrivedMail } from '../mails/mails.store.js';

/** Whether its organisation has confirmed what SECAS typed, and who was asked. */
export const transcriptionFact = (transcription: Transcription) => ({
  key: 'Transcription',
  tag: {
    text: `Entered by SECAS, ${confirmationWords(transcription)}`,
    tone: transcription.confirmed ? 'good' : 'warn',
  },
  note: transcription.asked.length > 0 ? `Asked: ${transcription.asked.join(', ')}` : undefined,
});

/** What the mail itself says of when it came: SECAS decided which counts. */
export const mailFacts = (reference: string, mail: ArrivedMail) => [
  {
    key: 'Date in the mail’s header',
    value: mail.headerAt ? formatExact(mail.headerAt) : undefined,
    time: mail.headerAt?.toString(),
    none: 'None that can be read',
    note: mail.deliveredAt ? `The last mail server had it at ${formatExact(mail.deliveredAt)}` : undefined,
    actions: [
      { text: 'The mail', hidden: 'and its attachments', href: paths.deskMail({ reference, mail: mail.id }) },
    ],
  },
];

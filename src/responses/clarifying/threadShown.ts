import { formatDate, formatMoment } from '../../londonTime.js';
import { senderOf } from '../../collation/mails/mailWords.js';
import { stateOf, type EnteredMail, type Entry, type ThreadState } from './clarifications.rules.js';

/** Where a thread stands, in the words of SECAS's pages. */
export const STATE_TAGS: Record<ThreadState, { text: string; tone: string }> = {
  asked: { text: 'Waits for a reply', tone: 'warn' },
  replied: { text: 'Replied to', tone: 'accent' },
  closed: { text: 'No more needed', tone: 'neutral' },
};

/** As views/responses/clarifying/thread.ejs takes it. */
export interface ThreadShown {
  tag: { text: string; tone: string } | undefined;
  entries: {
    title: string;
    by: string;
    ours: boolean;
    text: string;
    note?: string;
    confidential?: string;
    /** what SECAS entered from a mail is marked, and leads to the mail */
    entered?: { text: string; tone: string };
    links: { text: string; href: string }[];
  }[];
}

/**
 * What SECAS asked and the organisation replied, the earliest first.
 * @param toMail where its reader finds the mail from which a reply was entered
 * @param here the submission that the thread stands beside: one that was asked about another says so
 */
export function threadShown(
  thread: Entry[],
  organisation: string,
  toMail: (mail: EnteredMail) => ThreadShown['entries'][number]['links'],
  here?: string,
): ThreadShown {
  const state = stateOf(thread);
  return {
    tag: state && STATE_TAGS[state],
    entries: thread.map((entry) => {
      const { kind, text, wishedBy, submission, confidential, reason, mail } = entry;
      const elsewhere = here && kind === 'asked' && submission.id !== here;
      return {
        title: TITLES[kind](organisation),
        by: `${byWhom(entry)}${elsewhere ? `, on ${submission.reference}` : ''}`,
        ours: kind === 'replied',
        text,
        note: wishedBy ? `A reply is wished by ${formatDate(wishedBy)}.` : undefined,
        confidential: confidential && text ? reason : undefined,
        entered: mail ? { text: 'Entered by SECAS from an e-mail', tone: 'accent' } : undefined,
        links: mail ? toMail(mail) : [],
      };
    }),
  };
}

/** Of what came by e-mail both times: when it arrived, and when it was entered. */
function byWhom({ writtenBy, writtenAt, mail, arrivedAt }: Entry): string {
  const written = `${writtenBy.name}, ${formatMoment(writtenAt)}`;
  if (!mail || !arrivedAt) return written;
  return `From ${senderOf(mail)}, arrived ${formatMoment(arrivedAt)}. Entered by ${written}`;
}

const TITLES: Record<Entry['kind'], (organisation: string) => string> = {
  asked: () => 'SECAS asks',
  replied: (organisation) => `${organisation} replies`,
  closed: () => 'SECAS needs no more',
  reopened: () => 'SECAS takes another reply',
};

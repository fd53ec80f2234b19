import { formatDate, formatMoment } from '../../londonTime.js';
import { stateOf, type Entry, type ThreadState } from './clarifications.rules.js';

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
  }[];
}

/**
 * What SECAS asked and the organisation replied, the earliest first.
 * @param here the submission that the thread stands beside: one that was asked about another says so
 */
export function threadShown(thread: Entry[], organisation: string, here?: string): ThreadShown {
  const state = stateOf(thread);
  return {
    tag: state && STATE_TAGS[state],
    entries: thread.map((entry) => {
      const { kind, text, wishedBy, writtenBy, writtenAt, submission, confidential, reason } = entry;
      const elsewhere = here && kind === 'asked' && submission.id !== here;
      return {
        title: TITLES[kind](organisation),
        by: `${writtenBy.name}, ${formatMoment(writtenAt)}${elsewhere ? `, on ${submission.reference}` : ''}`,
        ours: kind === 'replied',
        text,
        note: wishedBy ? `A reply is wished by ${formatDate(wishedBy)}.` : undefined,
        confidential: confidential && text ? reason : undefined,
      };
    }),
  };
}

const TITLES: Record<Entry['kind'], (organisation: string) => string> = {
  asked: () => 'SECAS asks',
  replied: (organisation) => `${organisation} replies`,
  closed: () => 'SECAS needs no more',
  reopened: () => 'SECAS takes another reply',
};

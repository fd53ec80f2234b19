import { formatMoment } from '../../londonTime.js';
import type { Marked, Request } from './consenting.rules.js';

/** How a marking stands, in a tag and a few words. */
export function stateOf({ lift, behindWhole }: Marked) {
  if (lift) return { tag: { text: 'Not confidential any more', tone: 'neutral' }, words: liftWords(lift) };
  return {
    tag: { text: 'Confidential', tone: 'warn' },
    words: behindWhole ? 'Nothing of it can be read while the whole response is confidential.' : '',
  };
}

const liftWords = ({ liftedBy, liftedAt, note }: NonNullable<Marked['lift']>): string =>
  [`${liftedBy} lifted it at ${formatMoment(liftedAt)}.`, note].filter(Boolean).join(' ');

/** What SECAS asked, and what was answered. */
export const requestWords = ({ askedBy, askedAt, reason, answer }: Request): string => {
  const asked = `${askedBy} of SECAS asked at ${formatMoment(askedAt)}: ${reason}`;
  if (!answer) return asked;
  const said = `${answer.by} ${answer.agreed ? 'agreed' : 'declined'} at ${formatMoment(answer.at)}.`;
  return [asked, said, answer.note].filter(Boolean).join(' ');
};

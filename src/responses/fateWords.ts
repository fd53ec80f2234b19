import type { Instant } from '../db/connection.js';
import { formatExact, formatMoment } from '../londonTime.js';
import type { Fate, Standing } from './submissions.rules.js';

/** When it was received: of a late one to the millisecond, because “5pm” would be when it closed. */
export const receivedWords = (receivedAt: Instant, standing: Standing): string =>
  standing === 'late' ? formatExact(receivedAt) : formatMoment(receivedAt);

const FATES: Record<Fate, { text: string; tone: string }> = {
  counts: { text: 'Counts', tone: 'good' },
  replaced: { text: 'Replaced', tone: 'neutral' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
  held: { text: 'Late, SECAS to decide', tone: 'warn' },
  refused: { text: 'Late, not admitted', tone: 'bad' },
};

/**
 * What a submission is worth now, in a word or two, for its organisation and the desk alike. One that was in time but
 * met the closure is never called late: the receipt is evidence.
 */
export function fateWords(fate: Fate, standing: Standing): { text: string; tone: string } {
  if (standing !== 'after closure') return FATES[fate];
  if (fate === 'held') return { text: 'In time, SECAS to decide', tone: 'warn' };
  return fate === 'refused' ? { text: 'Not admitted', tone: 'bad' } : FATES[fate];
}

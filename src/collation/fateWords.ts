import type { Fate, Standing } from '../responses/submissions.rules.js';

/** How the desk says what a submission is worth now: the tone repeats the words. */
const FATE_WORDS: Record<Fate, { text: string; tone: string }> = {
  counts: { text: 'Counts', tone: 'good' },
  replaced: { text: 'Replaced', tone: 'neutral' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
  held: { text: 'Late, to decide', tone: 'warn' },
  refused: { text: 'Late, not admitted', tone: 'bad' },
};

/** One that was in time but met the closure is not called late. */
export function fateWords(fate: Fate, standing: Standing): { text: string; tone: string } {
  if (standing !== 'after closure') return FATE_WORDS[fate];
  if (fate === 'held') return { text: 'Met the closure, to decide', tone: 'warn' };
  return fate === 'refused' ? { text: 'Not admitted', tone: 'bad' } : FATE_WORDS[fate];
}

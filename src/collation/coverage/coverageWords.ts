import type { Coverage } from './coverage.rules.js';

/** How a Party's state is said: the tone repeats the words. */
export const COVERAGE_WORDS: Record<Coverage, { text: string; tone: string }> = {
  responded: { text: 'Responded', tone: 'good' },
  'nil return': { text: 'Nil return', tone: 'good' },
  declined: { text: 'Declined', tone: 'neutral' },
  draft: { text: 'Draft', tone: 'accent' },
  silent: { text: 'Silent', tone: 'warn' },
};

import { COVERAGE, type Coverage } from './coverage.rules.js';

/** How a Party's state is said: the tone repeats the words. */
export const COVERAGE_WORDS: Record<Coverage, { text: string; tone: string }> = {
  responded: { text: 'Responded', tone: 'good' },
  'nil return': { text: 'Nil return', tone: 'good' },
  declined: { text: 'Declined', tone: 'neutral' },
  draft: { text: 'Draft', tone: 'accent' },
  silent: { text: 'Silent', tone: 'warn' },
};

/** The columns of a table of Parties by category, in the order of its figures. */
export const CATEGORY_COLUMNS = [
  { text: 'Category' },
  { text: 'Eligible', numeric: true },
  ...COVERAGE.map((state) => ({ text: COVERAGE_WORDS[state].text, numeric: true })),
  { text: 'Answered', numeric: true },
];

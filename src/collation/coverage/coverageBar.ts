import { COVERAGE, type CoverageCounts } from './coverage.rules.js';
import { COVERAGE_WORDS } from './coverageWords.js';

export interface CoverageBar {
  /** the whole of it in words, for those who cannot see it */
  label: string;
  /** in thousandths of the whole, side by side */
  parts: { state: string; text: string; count: number; x: number; width: number }[];
}

/** The five states side by side; undefined when nobody was asked. */
export function barOf(counts: CoverageCounts): CoverageBar | undefined {
  if (counts.eligible === 0) return undefined;
  let before = 0;
  const parts = COVERAGE.map((state) => {
    const x = Math.round((before / counts.eligible) * 1_000);
    before += counts[state];
    const width = Math.round((before / counts.eligible) * 1_000) - x;
    return {
      state: state.replace(' ', '-'),
      text: COVERAGE_WORDS[state].text,
      count: counts[state],
      x,
      width,
    };
  });
  const said = parts.map(({ text, count }) => `${text.toLowerCase()} ${count}`).join(', ');
  return { label: `Of ${counts.eligible} eligible Parties: ${said}`, parts };
}

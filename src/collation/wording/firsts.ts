import type { First } from './grouping.store.js';
import { areNearlyTheSame, countWords, likeness, wordsIn, type WordCounts } from './paragraphs.rules.js';

/** Of the groups that may fit, those that share most bands: more are not worth the comparison. */
const MOST_COMPARED = 20;

/** The first paragraphs of groups, by their bands. */
export function firstsOf(known: First[]) {
  const byBand = new Map<number, First[]>();
  const counts = new Map<First, WordCounts>();
  for (const first of known) add(first);

  function add(first: First): void {
    for (const band of new Set(first.bands)) {
      const there = byBand.get(band);
      if (there) there.push(first);
      else byBand.set(band, [first]);
    }
  }

  /** The first that a paragraph is most like, if they are nearly the same. */
  function likest(bands: number[], words: WordCounts): First | undefined {
    const shared = new Map<First, number>();
    for (const band of new Set(bands)) {
      for (const first of byBand.get(band) ?? []) shared.set(first, (shared.get(first) ?? 0) + 1);
    }
    return [...shared]
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, MOST_COMPARED)
      .map(([first]) => ({ first, like: likeness(countsOf(first), words) }))
      .filter(({ like }) => areNearlyTheSame(like))
      .toSorted((one, other) => other.like - one.like)[0]?.first;
  }

  function countsOf(first: First): WordCounts {
    const found = counts.get(first) ?? countWords(wordsIn(first.text));
    counts.set(first, found);
    return found;
  }

  return { add, likest };
}

import { diffWordsWithSpace } from 'diff';

/** A piece of two texts laid over one another. */
export interface Piece {
  text: string;
  change: 'same' | 'added' | 'removed';
}

/** Two long texts that have little in common could take minutes; nobody else is served meanwhile. */
const LONGEST_MS = 50;
/** All of a page together. */
const PAGE_MS = 60;

/** Characters of both together. Only to take longer ones apart into words would take a tenth of a second and more. */
const LONGEST = 60_000;

/** Texts that have less than this in common are easier to read one after the other. */
const LEAST_IN_COMMON = 0.3;

/**
 * What was added to and removed from a text, word by word; texts that have little in common, or differ so much that it
 * cannot be said in 50 ms, are one piece removed and one added. Without the removed pieces it is `after`, without the
 * added ones `before`.
 */
export function compareTexts(before: string, after: string, longestMs = LONGEST_MS): Piece[] {
  if (before === after) return after === '' ? [] : [{ text: after, change: 'same' }];
  if (before.length + after.length > LONGEST) return compareMiddles(before, after, longestMs);
  const found = longestMs > 0 ? diffWordsWithSpace(before, after, { timeout: longestMs }) : undefined;
  const common = (found ?? []).reduce(
    (sum, { value, added, removed }) => (added || removed ? sum : sum + value.length),
    0,
  );
  const alike =
    common >= LEAST_IN_COMMON * Math.max(before.length, after.length) || before === '' || after === '';
  const pieces: Piece[] =
    found && alike
      ? found.map(({ value, added, removed }) => ({
          text: value,
          change: added ? 'added' : removed ? 'removed' : 'same',
        }))
      : [
          { text: before, change: 'removed' },
          { text: after, change: 'added' },
        ];
  return pieces.filter(({ text }) => text !== '');
}

/** Of very long texts only what stands between the words that both begin and end with is compared, if that is not long. */
function compareMiddles(before: string, after: string, longestMs: number): Piece[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  while (start > 0 && /\S/.test(before[start - 1]!)) start -= 1;
  while (end > 0 && /\S/.test(before.at(-end)!)) end -= 1;
  const [old, now] = [before, after].map((text) => text.slice(start, text.length - end)) as [string, string];
  const middle: Piece[] =
    old.length + now.length > LONGEST
      ? [
          { text: old, change: 'removed' },
          { text: now, change: 'added' },
        ]
      : compareTexts(old, now, longestMs);
  const around = (text: string): Piece[] => (text ? [{ text, change: 'same' }] : []);
  return [...around(before.slice(0, start)), ...middle, ...around(before.slice(before.length - end))];
}

/** compareTexts for all that one page compares: what comes after 60 ms in all is not laid over one another any more. */
export function comparerOfPage(): (before: string, after: string) => Piece[] {
  let left = PAGE_MS;
  return (before, after) => {
    const started = performance.now();
    const pieces = compareTexts(before, after, Math.min(left, LONGEST_MS));
    left -= performance.now() - started;
    return pieces;
  };
}

/** Characters that are shown of what stayed the same, on either side of a change. */
const AROUND = 120;

/** The changes with a little of what stands around them: of a long text what can be read at a glance. */
export const excerpt = (pieces: Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    if (piece.change !== 'same') return piece;
    const head = index === 0 ? '' : piece.text.slice(0, AROUND).replace(/\s\S*$/, '');
    const tail = index === pieces.length - 1 ? '' : piece.text.slice(-AROUND).replace(/^\S*\s/, '');
    return piece.text.length <= 2 * AROUND ? piece : { ...piece, text: `${head} … ${tail}`.trim() };
  });

/** Whether anything differs. */
export const isChanged = (pieces: Piece[]): boolean => pieces.some(({ change }) => change !== 'same');

import { lengthOf, type Part, type Passage } from '../themes/coding/passages.rules.js';

/** A paragraph of an answer, long enough to be somebody's own words. */
export interface Paragraph extends Passage {
  text: string;
}

/** What is shorter is said by everybody: “No comment”, “We agree with the proposed solution.” */
const LEAST_WORDS = 12;

/** So much of the words that either has both have: one word in seven may be another, or as many be added. */
const NEARLY_THE_SAME = 0.75;

const ENDS_PARAGRAPH = /[!"').:;?\]…”’]$/;
const BEGINS_ITEM = /^\s*([*–•-]|\d{1,2}[).]|[a-z]\))\s/;

/**
 * The paragraphs of an answer that have twelve words or more. A line that does not end a sentence goes on in the next:
 * texts out of mails are broken into lines. Short ones that follow one another, as in a list, are one.
 */
export const paragraphsOf = (parts: Part[]): Paragraph[] =>
  parts.flatMap(({ part, text }) =>
    joinedShort(blocksOf(text), text)
      .filter((block) => wordsIn(text.slice(block.from, block.to)).length >= LEAST_WORDS)
      .map(({ from, to }) => {
        const starts = lengthOf(text.slice(0, from));
        const own = text.slice(from, to);
        return { part, starts, ends: starts + lengthOf(own), text: own };
      }),
  );

/** From and to, in UTF-16 units, without the white space around it. */
interface Block {
  from: number;
  to: number;
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const said = line.trim();
    const from = at + line.length - line.trimStart().length;
    at += line.length + 1;
    if (said === '' || BEGINS_ITEM.test(line)) open = undefined;
    if (said === '') continue;
    if (open) open.to = from + said.length;
    else blocks.push((open = { from, to: from + said.length }));
    if (ENDS_PARAGRAPH.test(said)) open = undefined;
  }
  return blocks;
}

function joinedShort(blocks: Block[], text: string): Block[] {
  const joined: (Block & { short: boolean })[] = [];
  for (const { from, to } of blocks) {
    const short = wordsIn(text.slice(from, to)).length < LEAST_WORDS;
    const last = joined.at(-1);
    if (short && last?.short) last.to = to;
    else joined.push({ from, to, short });
  }
  return joined;
}

/** Its words in their order, without what only looks different: capitals, accents of type, punctuation, spaces. */
export const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words of a text, and how often each stands in it. */
export type WordCounts = ReadonlyMap<string, number>;

export function countWords(words: string[]): WordCounts {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** What part of the words that either text has both have: 0 to 1. */
export function likeness(one: WordCounts, other: WordCounts): number {
  let both = 0;
  let all = 0;
  for (const [word, count] of one) {
    const there = other.get(word) ?? 0;
    both += Math.min(count, there);
    all += Math.max(count, there);
  }
  for (const [word, count] of other) if (!one.has(word)) all += count;
  return all === 0 ? 0 : both / all;
}

export const areNearlyTheSame = (likenessOfBoth: number): boolean => likenessOfBoth >= NEARLY_THE_SAME;

/**
 * Thirty-two bands of four: texts that share three quarters of their pairs of words have a band in common, of those
 * that share a half 7 in 8 have, of those that share a twentieth 1 in 5,000.
 * Broder, On the resemblance and containment of documents (1997); Leskovec et al., Mining of Massive Datasets, 3.4.
 */
const BANDS = 32;
const ROWS = 4;

/** Scatters the bits of a number: the last step of MurmurHash3. */
function scattered(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x85_eb_ca_6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2_b2_ae_35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Each puts the pairs into another order: an odd factor, and what is added. */
const ORDERS = Array.from({ length: BANDS * ROWS }, (_, index) => ({
  factor: scattered(2 * index + 1) | 1,
  added: scattered(2 * index + 2),
}));

/** FNV-1a over the units of a word. */
function hashOf(word: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01_00_01_93);
  return hash;
}

/** By which texts that share many pairs of neighbouring words are found: at least one band of theirs is the same. */
export function bandsOf(words: string[]): number[] {
  const hashes = words.map(hashOf);
  const pairs = [
    ...new Set(hashes.slice(1).map((hash, index) => scattered(Math.imul(hashes[index]!, 31) + hash))),
  ];
  const least = ORDERS.map(({ factor, added }) => {
    let smallest = 0xff_ff_ff_ff;
    for (const pair of pairs) {
      const place = (Math.imul(pair, factor) + added) >>> 0;
      if (place < smallest) smallest = place;
    }
    return smallest;
  });
  return Array.from({ length: BANDS }, (_, band) => {
    const rows = least.slice(band * ROWS, (band + 1) * ROWS);
    return rows.reduce((sum, one) => scattered(Math.imul(sum, 31) + one), band + 1) | 0;
  });
}

import assert from 'node:assert/strict';
import type { Version } from '../../../src/reports/access.rules.js';
import { textOfPdf } from '../../support/pdf.js';
import { BY_LINE, IN_A_TABLE, linesIn, rowIn } from './documents.js';
import { counts } from './expected.js';
import { ASKED, type Given } from './given.js';

/** What lies between the running lines of a page, upright or across (in points), in the order in which it is read. */
const BODY = ['-raw', '-x', '0', '-y', '60', '-W', '850', '-H', '715'];

/**
 * A text as far as its setting leaves it alone. What is not compared: where lines break, and with that all white space;
 * characters without a shape of their own; which of two equivalent characters a reader makes of a glyph (NFKC: “ﬁ” and
 * “fi”); marks heaped on a letter with which they make no other, and how often it is read with such a heap, since each
 * of its glyphs says of itself that it is all of it. What stands as its code is read as the character.
 */
const plain = (text: string): string =>
  text
    .replaceAll(/\[U\+([0-9A-F]{4,6})\]/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .normalize('NFKC')
    .replaceAll(/(\P{M}\p{M}{2,})(?:\s*\1)+/gu, '$1')
    .replaceAll(/[\s\p{Cf}\p{M}]+/gu, '');

/** That a PDF has, below each question, every respondent with all that is told, and nothing else. */
export function checkPdf(pdf: Buffer, given: Given[], version: Version): void {
  const words = plain(textOfPdf(pdf, BODY));
  const counted = given.filter(counts);
  for (const question of IN_A_TABLE) {
    const number = ASKED.indexOf(question) + 1;
    const heading = plain(`What was answered to question ${number}`);
    const from = words.indexOf(heading) + heading.length;
    const next = words.indexOf(plain(`Question ${number + 1}: `), from);
    assert.ok(from > heading.length && next > from, question.key);
    let left = words.slice(from, next).replaceAll(plain('Respondent Answer and rationale SECAS comment'), '');
    const take = (text: string) => {
      const pieces = piecesIn(left, text);
      assert.ok(pieces, `question ${number}: ${apart(left, text)}`);
      for (const piece of pieces) left = left.replace(piece, () => '');
    };
    const rows = counted.flatMap((one) => {
      const row = rowIn(one, question, version);
      return row ? [row.flat().map(plain)] : [];
    });
    // A row that is parted by the end of a page has its cells in pieces: those that are in one come first.
    const whole = rows.filter((row) => left.includes(row.join('')));
    for (const row of whole) take(row.join(''));
    for (const row of rows.filter((one) => !whole.includes(one))) row.forEach(take);
    assert.equal(left, '', `question ${number} says something else`);
  }
  for (const question of BY_LINE)
    for (const row of counted.flatMap((one) => linesIn(one, question, version)))
      for (const text of row) assertStands(words, plain(text), question.key);
}

/** That a text stands there: the end of a page may part it. */
function assertStands(words: string, text: string, what: string): void {
  assert.ok(piecesIn(words, text), `${what}: ${apart(words, text)}`);
}

/**
 * A text as it stands there, in one piece or in two. Another text may have the same word: where it is parted, the word
 * that is its own has the most beside it.
 */
function piecesIn(words: string, text: string): string[] | undefined {
  if (words.includes(text)) return [text];
  const most = longestIn(words, text);
  const least =
    text.length - longest(text.length, (length) => words.includes(text.slice(text.length - length)));
  const parted = [most, least].map((at) => [text.slice(0, at), text.slice(at)]);
  const own = (pieces: string[]) => pieces.find((piece) => /zq\d/.test(piece))?.length ?? 0;
  return parted
    .filter((pieces) => pieces.every((piece) => words.includes(piece)))
    .toSorted((one, other) => own(other) - own(one))[0];
}

/** How much of a text, from its beginning, is there. */
const longestIn = (words: string, text: string): number =>
  longest(text.length, (length) => words.includes(text.slice(0, length)));

function longest(most: number, isThere: (length: number) => boolean): number {
  let [there, not] = [0, most + 1];
  while (not - there > 1) {
    const middle = Math.floor((there + not) / 2);
    if (isThere(middle)) there = middle;
    else not = middle;
  }
  return there;
}

function apart(words: string, text: string): string {
  const there = longestIn(words, text);
  return `“${text.slice(Math.max(0, there - 60), there)}” is not followed by “${text.slice(there, there + 60)}”`;
}

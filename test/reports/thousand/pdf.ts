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
 * characters without a shape of their own, and marks heaped on a letter with which they make no other, which a reader
 * takes for letters beside it; which of two equivalent characters it makes of a glyph (NFKC: “ﬁ” and “fi”). What stands
 * as its code is read as the character.
 */
const plain = (text: string): string =>
  text
    .replaceAll(/\[U\+([0-9A-F]{4,6})\]/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .normalize('NFKC')
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
    for (const one of counted) {
      const row = rowIn(one, question, version);
      if (!row) continue;
      const [who, said, beside] = row.map((cell) => plain(cell.join('')));
      // A row that is parted by the end of a page has its cells in pieces.
      for (const text of left.includes(`${who}${said}${beside}`)
        ? [`${who}${said}${beside}`]
        : [who!, said!, beside!]) {
        assert.ok(left.includes(text), `question ${number}: ${apart(left, text)}`);
        left = left.replace(text, () => '');
      }
    }
    assert.equal(left, '', `question ${number} says something else`);
  }
  for (const question of BY_LINE)
    for (const row of counted.flatMap((one) => linesIn(one, question, version)))
      for (const text of row)
        assert.ok(words.includes(plain(text)), `${question.key}: ${apart(words, plain(text))}`);
}

/** As much of a text as is there, and what should follow. */
function apart(words: string, text: string): string {
  let [there, not] = [0, text.length + 1];
  while (not - there > 1) {
    const middle = Math.floor((there + not) / 2);
    if (words.includes(text.slice(0, middle))) there = middle;
    else not = middle;
  }
  return `“${text.slice(Math.max(0, there - 60), there)}” is not followed by “${text.slice(there, there + 60)}”`;
}

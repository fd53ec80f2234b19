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
 * characters without a shape of their own (but for those of flags, which stand as their codes); which of two equivalent characters a reader makes of a glyph (NFKC: “ﬁ” and
 * “fi”); marks heaped on a letter with which they make no other, and how often it is read with such a heap, since each
 * of its glyphs says of itself that it is all of it; the numbers that withheld names have in public; which characters
 * stand as their code: here all do that are not of ASCII, as the end of a page may part it.
 */
const plain = (text: string): string =>
  text
    .replaceAll(/\s+/g, '')
    .replaceAll(/\[U\+([0-9A-F]{4,6})\]/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .normalize('NFKC')
    .replaceAll(/(\P{M}\p{M}{2,})\1+/gu, '$1')
    .replaceAll(/[\s\p{M}]|(?![\u{e0020}-\u{e007f}])\p{Cf}/gu, '')
    .replaceAll(/Namewithheld\d+/g, 'Namewithheld')
    .replaceAll(
      /[^\x20-\x7e]/gu,
      (one) => `[U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
    );

/** That a PDF has, below each question, every respondent with all that is told, and nothing else. */
export function checkPdf(pdf: Buffer, given: Given[], version: Version): void {
  const told = wordsOf(pdf);
  const counted = given.filter(counts);
  for (const question of IN_A_TABLE) {
    const number = ASKED.indexOf(question) + 1;
    const end = followTable(
      told,
      `What was answered to question ${number}`,
      ['Respondent', 'Answer and rationale', ...(version === 'public' ? [] : ['SECAS comment'])],
      counted.flatMap((one) => {
        const row = rowIn(one, question, version);
        return row ? [row.map((paragraphs) => paragraphs.map(plain).join(''))] : [];
      }),
    );
    const after = told.words.slice(end, end + 60);
    const next = [`Question ${number + 1}: `, ...SECTIONS, 'Question by question (continued)'].map(plain);
    assert.ok(
      next.some((heading) => after.startsWith(heading)),
      `question ${number} also says “${after}”`,
    );
  }
  for (const question of BY_LINE) {
    const rows = counted.flatMap((one) => linesIn(one, question, version));
    const heading = plain(`Question ${ASKED.indexOf(question) + 1}: ${question.ask}`);
    const listed = told.words.indexOf(heading);
    const below = told.words.indexOf(heading, listed + 1);
    for (const line of new Set(rows.map(([of]) => of!)))
      followTable(
        told,
        `Comments on ${line}`,
        ['Respondent', ...(question.columns ?? []).slice(1)],
        rows.filter(([of]) => of === line).map(([, ...cells]) => cells.map(plain)),
        below,
      );
  }
}

/** A section begins with its name. */
const SECTIONS = [...new Set(ASKED.flatMap(({ section }) => section ?? []))];

/** What stands in a PDF, in one line, and where its pages end in it. */
interface Told {
  words: string;
  ends: Set<number>;
}

function wordsOf(pdf: Buffer): Told {
  const ends = new Set<number>();
  let words = '';
  for (const page of textOfPdf(pdf, BODY).split('\f')) {
    words += plain(page);
    ends.add(words.length);
  }
  return { words, ends };
}

/**
 * That below its caption a table has these rows, in whatever order, and one after the other.
 * @param below where its question begins
 * @returns where it ends
 */
function followTable(told: Told, caption: string, columns: string[], rows: string[][], below = 0): number {
  const head = columns.map(plain).join('');
  const from = told.words.indexOf(plain(caption) + head, below);
  assert.ok(from >= 0, `there is no “${caption}”`);
  let at = from + plain(caption).length + head.length;
  // Of two of which one goes on where the other ends, the longer stands there if it can.
  const left = rows.toSorted((one, other) => other.join('').length - one.join('').length);
  while (left.length > 0) {
    at = afterHead(told, head, at);
    // Who it is stands together, whatever the end of a page parts.
    let end: number | undefined;
    const index = left.findIndex(
      (one) => told.words.startsWith(one[0]!, at) && (end = followRow(told, head, at, one)) !== undefined,
    );
    if (end === undefined) assert.fail(`${caption}: ${apart(told.words, at, left)}`);
    at = end;
    left.splice(index, 1);
  }
  return afterHead(told, head, at);
}

/** The head of a table stands again on each of its pages. */
const afterHead = ({ words, ends }: Told, head: string, at: number): number =>
  ends.has(at) && words.startsWith(head, at) ? at + head.length : at;

/** What follows a cell that the end of a page parts may begin as the cell goes on. */
const ALIKE = 8;

/**
 * Where a row ends that begins there; undefined: it does not stand there. The end of a page may part it: what there
 * was room for of each cell stands before it, the rest of each after it.
 */
function followRow(told: Told, head: string, from: number, cells: string[]): number | undefined {
  return follow(from, cells, []);

  function follow(at: number, [cell, ...others]: string[], left: string[]): number | undefined {
    if (cell === undefined) {
      if (left.every((rest) => rest === '')) return at;
      if (at === from || !told.ends.has(at)) return undefined;
      return followRow(told, head, afterHead(told, head, at), left);
    }
    const most = alike(told.words, at, cell);
    for (let length = most; length >= Math.max(0, most - ALIKE); length -= 1) {
      const end = follow(at + length, others, [...left, cell.slice(length)]);
      if (end !== undefined) return end;
    }
    return undefined;
  }
}

/** How much of a text, from its beginning, stands there. */
function alike(words: string, at: number, text: string): number {
  let length = 0;
  while (length < text.length && words[at + length] === text[length]) length += 1;
  return length;
}

/** Where the row that goes furthest stops being what stands there. */
function apart(words: string, at: number, rows: string[][]): string {
  const texts = rows.map((row) => row.join(''));
  const [text = ''] = texts.toSorted((one, other) => alike(words, at, other) - alike(words, at, one));
  const there = alike(words, at, text);
  const around = (all: string, from: number) => all.slice(Math.max(0, from - 60), from + 60);
  return `“${around(words, at + there)}” stands where there should be “${around(text, there)}”`;
}

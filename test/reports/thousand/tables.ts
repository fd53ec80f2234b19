import assert from 'node:assert/strict';
import type { Question } from '../../../src/consultations/questions.js';
import type { Version } from '../../../src/reports/access.rules.js';
import * as expected from './expected.js';
import { ASKED, type Given } from './given.js';
import { assertSameRows } from './same.js';

type Cell = string | number | Date;

/** The cells that a version must have of a question in the table of responses, SECAS's comments left out. */
function told(one: Given, question: Question, version: Version): Cell[] {
  if (question.type === 'file') {
    const { names, withheld } = expected.filesIn(one, version);
    const left =
      withheld === 0 ? [] : [`${withheld} ${version === 'public' ? 'not published' : 'confidential'}`];
    return [[...names, ...left].join('; ')];
  }
  const empty = Array.from({ length: expected.columnsOf(question) }, () => '');
  const answer = expected.answerIn(one, question, version);
  if (!answer) return empty;
  return 'placeholder' in answer
    ? [answer.placeholder, ...empty.slice(1)]
    : expected.cellsOf(question, answer.value);
}

/** Who it is, as the first columns of every table tell it, but for when it was received. */
const who = (one: Given, version: Version): Cell[] => {
  const nameless = expected.isNameless(one, version);
  return [
    expected.nameIn(one, version),
    nameless && version === 'public' ? '' : one.reference,
    expected.countedAs(one, version).join('; '),
    nameless ? 'Withheld' : one.parties.length,
    nameless ? 'Withheld' : one.parties.map(({ name, category }) => `${name} (${category})`).join('; '),
    one.kind === 'nil' ? 'No comment' : 'Response',
    nameless ? 'Withheld' : one.fate === 'admitted' ? 'Late, admitted' : 'On time',
  ];
};

const WHO = ['Respondent', 'Reference', 'Counted as', 'Parties represented', 'Parties', 'Kind', 'On time'];

/**
 * That a table of responses has a row for each that counts, with all that it said cell by cell.
 * @param rows with the headings first
 * @param held how the file holds a cell
 */
export function checkResponses(
  rows: unknown[][],
  given: Given[],
  version: Version,
  held: (cell: Cell) => unknown,
): void {
  const [headings = [], ...found] = rows;
  const at = WHO.map((heading) => headings.indexOf(heading));
  let column = headings.indexOf('On time') + (version === 'public' ? 1 : 2);
  const of = ASKED.map((question, index) => {
    const from = column;
    const beside = version === 'public' ? 0 : question.type === 'rows' ? 2 : 1;
    assert.match(String(headings[from]), new RegExp(`^(')?${index + 1}\\. `), question.key);
    column += expected.columnsOf(question) + beside;
    return Array.from({ length: expected.columnsOf(question) }, (_, cell) => from + cell);
  });
  assert.equal(
    headings[column] ?? '',
    version === 'public' ? (headings[column] ?? '') : 'SECAS comment on the response',
  );
  const comment = headings.findIndex((heading) => heading === '7. SECAS comment');
  assertSameRows(
    found.map((row) => [
      ...at.map((cell) => unnumbered(row[cell])),
      ...of.flat().map((cell) => row[cell] ?? ''),
      comment < 0 ? '' : (row[comment] ?? ''),
    ]),
    given
      .filter(expected.counts)
      .map((one) => [
        ...who(one, version).map(held),
        ...ASKED.flatMap((question) => told(one, question, version)).map(held),
        held(expected.commentIn(one, version)),
      ]),
    version,
  );
}

/** Names that are withheld have numbers in public, in an order that tells nothing. */
const unnumbered = (cell: unknown): unknown =>
  typeof cell === 'string' ? cell.replace(/^Name withheld \d+$/, 'Name withheld') : (cell ?? '');

/** That a table with a row for each thing that was said has them all. */
export function checkLong(
  rows: unknown[][],
  given: Given[],
  version: Version,
  held: (cell: Cell) => unknown,
): void {
  const [headings = [], ...found] = rows;
  const columns = [
    'Reference',
    'Respondent',
    'Question number',
    'Part',
    'Line or row',
    'Row of the table',
    'Value',
    'Reasons',
  ];
  const at = [...columns, 'Confidential or withheld'].map((heading) => headings.indexOf(heading));
  assertSameRows(
    found.map((row) => at.map((cell) => unnumbered(row[cell]))),
    given.filter(expected.counts).flatMap((one) => longRows(one, version).map((row) => row.map(held))),
    version,
  );
}

function longRows(one: Given, version: Version): Cell[][] {
  const [name, reference] = who(one, version) as [string, string];
  const row = (question: number | '', part: string, cells: Partial<expected.Part>, reasons = '', mark = ''): Cell[] => [
    reference, name, question, part, cells.line ?? '', cells.row ?? '', cells.value ?? '', reasons, mark,
  ]; // prettier-ignore
  const rows = ASKED.flatMap((question, index): Cell[][] => {
    const number = index + 1;
    if (question.type === 'file') {
      const { names, withheld } = expected.filesIn(one, version);
      const secret = version === 'confidential' && (one.confidential || one.file?.confidential);
      const left = `${withheld} ${version === 'public' ? 'not published' : 'confidential'}`;
      // What is left out is told in a row of its own, below one for the answer that there is not.
      return [
        ...names.map((value) => row(number, 'File', { value }, '', secret ? 'Confidential' : '')),
        ...(withheld > 0 ? [row(number, 'File', {}, '', left)] : []),
      ];
    }
    const answer = expected.answerIn(one, question, version);
    const comment = question.key === 'other' ? expected.commentIn(one, version) : '';
    if (!answer) return comment === '' ? [] : [row(number, '', {})];
    if ('placeholder' in answer) return [row(number, '', {}, '', answer.placeholder)];
    const mark = answer.confidential ? 'Confidential' : '';
    const parts = expected.partsOf(question, answer.value);
    const reasons = expected.reasonsOf(answer.value);
    if (parts.length === 0) return [row(number, '', {}, reasons, mark)];
    return parts.map((part, at) => row(number, part.part, part, at === 0 ? reasons : '', mark));
  });
  if (rows.length > 0) return rows;
  return [row('', one.kind === 'nil' ? 'No comment' : 'The response as a whole', {})];
}

import type { Question } from '../../../src/consultations/questions.js';
import type { Version } from '../../../src/reports/access.rules.js';
import * as expected from './expected.js';
import { ASKED, type Given } from './given.js';
import { assertSameRows } from './same.js';

/**
 * The rows of a sheet with those put together again that hold a text too long for a cell: its pieces stand below one
 * another, in rows that say in the last column that they go on, under the same respondent and reference.
 */
export function whole(rows: unknown[][]): unknown[][] {
  const last = rows[0]!.length - 1;
  const together: unknown[][] = [];
  for (const row of rows) {
    const mark = row[last];
    if (typeof mark !== 'string' || !mark.startsWith('continued')) {
      together.push(Array.from({ length: last }, (_, column) => row[column] ?? ''));
      continue;
    }
    const before = together.at(-1)!;
    for (const [column, cell] of row.slice(0, last).entries())
      if (column > 1 && typeof cell === 'string') before[column] = `${before[column] as string}${cell}`;
  }
  return together;
}

/** That each question has a sheet with a row for whoever said something, of a table one for each of its rows. */
export function checkQuestions(book: Record<string, unknown[][]>, given: Given[], version: Version): void {
  const counted = given.filter(expected.counts);
  for (const [index, question] of ASKED.entries()) {
    if (question.type === 'file') continue;
    const name = Object.keys(book).find((sheet) => sheet.startsWith(`Q${index + 1} `))!;
    const [headings = [], ...rows] = whole(book[name]!);
    const mark = headings.indexOf('Confidential or withheld');
    const comment = headings.indexOf('SECAS comment');
    assertSameRows(
      rows.map((row) => [unnumbered(row[0]), ...row.slice(3, mark + 1), comment < 0 ? '' : row[comment]]),
      counted.flatMap((one) => {
        const answer = expected.answerIn(one, question, version);
        const beside = question.key === 'other' ? expected.commentIn(one, version) : '';
        if (!answer && beside === '') return [];
        const who = expected.nameIn(one, version);
        const empty = Array.from({ length: mark - 3 }, () => '');
        if (!answer || 'placeholder' in answer) return [[who, ...empty, answer?.placeholder ?? '', beside]];
        const marked = answer.confidential ? 'Confidential' : '';
        return cellsIn(question, answer.value).map((cells) => [who, ...cells, marked, beside]);
      }),
      name,
    );
  }
}

const unnumbered = (name: unknown): unknown =>
  typeof name === 'string' ? name.replace(/^Name withheld \d+$/, 'Name withheld') : name;

/** Before the cells of the table of responses: of several choices each in a column, of a ranking the order in words. */
function cellsIn(question: Question, value: Record<string, unknown>): unknown[][] {
  if (question.type === 'rows') return value['rows'] as string[][];
  const [first, ...rest] = expected.cellsOf(question, value);
  if (question.type === 'multiple-choice') {
    const chosen = value['chosen'] as string[];
    return [[first, ...question.options!.map((option) => (chosen.includes(option) ? 'Yes' : '')), ...rest]];
  }
  if (question.type !== 'ranking') return [[first, ...rest]];
  return [[expected.paragraphsOf(question, value)[0], first, ...rest]];
}

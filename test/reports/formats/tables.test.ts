import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VERSIONS } from '../../../src/reports/access.rules.js';
import { findSoffice, savedAgain } from '../../support/soffice.js';
import { assertSameCells, readCsv, readWorkbook, unzip } from '../reading.js';
import { EMOJI, everything, HOSTILE, LONG } from './everything.js';

const { fetched, files, alder } = await everything();
const bytes = await fetched('xlsx', 'all');
const workbook = await readWorkbook(bytes);
const long = readCsv(await fetched('long.csv', 'all'));

type Row = Record<string, unknown>;

/** The rows of a sheet under their headings; an empty cell is ''. */
function rowsOf(book: Record<string, unknown[][]>, name: string): Row[] {
  const [headings, ...rows] = book[name]!;
  return rows.map((row) =>
    Object.fromEntries(headings!.map((heading, index) => [String(heading), row[index] ?? ''])),
  );
}
const of = (rows: Row[], name: string) => rows.filter((row) => row['Respondent'] === name);
/** A text that goes on in rows below, put together. */
const whole = (rows: Row[], column: string) => rows.map((row) => row[column]).join('');
const respondent = (index: number) => `Respondent ${String(index).padStart(2, '0')}`;

test('one answer a row: every part that was given, in its order, with its line', () => {
  const rows = of(long, 'Alder Energy').map((row) => [
    row['Question number'],
    row['Part'],
    row['Line or row'],
    row['Row of the table'],
    row['Value'],
    row['Reasons'],
  ]);
  assert.deepEqual(rows, [
    ['1', 'Choice', '', '', 'Approve', "'=1+1\nSecond line."],
    ['3', 'Choice', 'Security of systems', '', 'Better', 'Because.'],
    ['3', 'Choice', 'Effective competition', '', 'Worse', ''],
    ['4', 'Comment', 'G7.5', '1', 'Say “must”.', ''],
    ['4', 'Proposed drafting', 'G7.5', '1', "'+must", ''],
    ['4', 'Proposed drafting', "'=Other clause", '2', 'Only the third.', ''],
    ['4', 'Comment', 'G7.5', '3', 'Again.', ''],
    ['5', 'Amount (£)', '', '', '12500.5', ''],
    ['6', 'Number', '', '', '6', ''],
    ['7', 'Text', '', '', 'Nothing else.', ''],
    ['8', 'File', '', '', "'=open.txt", ''],
    ['8', 'File', '', '', 'waiting.txt', ''],
    ['9', 'Choice', '', '', 'Billing', 'Both.'],
    ['9', 'Choice', '', '', 'Something else', ''],
    ['10', 'Text', '', '', "'@the call centre", ''],
    ['11', 'Date', '', '', '2018-02-01', ''],
    ['12', 'Rank', 'Security', '', '1', ''],
    ['12', 'Rank', 'Cost', '', '2', ''],
    ['12', 'Rank', 'Time', '', '3', ''],
    ['13', 'Text', '', '', 'Feasible.', ''],
  ]);
  assert.deepEqual(
    of(long, 'Elm Body').map((row) => [row['Part'], row['Counted as']]),
    [['No comment', 'No Party']],
  );
});

test('one answer a row: texts whole, formulas made harmless, what is withheld marked', () => {
  for (const [index, text] of HOSTILE.entries()) {
    const [row] = of(long, respondent(index)).filter((one) => one['Question number'] === '7');
    const guarded = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
    assert.equal(row!['Value'], guarded);
  }
  const [cost] = of(long, 'Birch Energy').filter((row) => row['Question number'] === '5');
  assert.match(String(cost!['Confidential or withheld']), /^Confidential: in the version/);
  assert.equal(cost!['Value'], '');
  assert.ok(!JSON.stringify(long).includes('Dogwood'));
});

test('a CSV file begins with a byte order mark and its lines end with CRLF', async () => {
  const csv = await fetched('long.csv', 'all');
  assert.deepEqual([...csv.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.match(csv.toString(), /^\uFEFFReference,.*,SECAS comment on the line\r\n/);
});

test('a sheet for each question, with a column for each part', () => {
  const [view] = of(rowsOf(workbook, 'Q1 Should it be approved'), 'Alder Energy');
  assert.deepEqual(
    [view!['Reference'], view!['Counted as'], view!['Should it be approved?'], view!['Reasons']],
    [alder.reference, 'Large Supplier', 'Approve', '=1+1\nSecond line.'],
  );
  const [objectives] = of(rowsOf(workbook, 'Q3 How would each objective be'), 'Alder Energy');
  assert.deepEqual(
    [objectives!['Security of systems'], objectives!['Effective competition']],
    ['Better', 'Worse'],
  );
  const legal = of(rowsOf(workbook, 'Q4 Comments on the legal text'), 'Alder Energy');
  assert.deepEqual(
    legal.map((row) => [row['Clause'], row['Comment'], row['Proposed drafting']]),
    [
      ['G7.5', 'Say “must”.', '+must'],
      ['=Other clause', '', 'Only the third.'],
      ['G7.5', 'Again.', ''],
    ],
  );
  const [cost] = of(rowsOf(workbook, 'Q5 One-off cost (£)'), 'Alder Energy');
  assert.equal(cost!['One-off cost (£)'], 12_500.5);
  const [effects] = of(rowsOf(workbook, 'Q9 What would have to change'), 'Alder Energy');
  assert.deepEqual(
    ['Billing', 'Metering', 'Something else'].map((option) => effects![option]),
    ['Yes', '', 'Yes'],
  );
  const [date] = of(rowsOf(workbook, 'Q11 From when could you do it'), 'Alder Energy');
  assert.deepEqual(date!['From when could you do it?'], new Date('2018-02-01T00:00:00Z'));
  const [rank] = of(rowsOf(workbook, 'Q12 What matters most'), 'Alder Energy');
  assert.deepEqual([rank!['Cost'], rank!['Time'], rank!['Security']], [2, 3, 1]);
  assert.equal(rank!['What matters most?'], '1. Security\n2. Cost\n3. Time');
  const nobody = rowsOf(workbook, 'Q2 What would be better');
  assert.deepEqual(nobody, [], 'who was not asked, or did not answer, has no row');
});

test('when it was received is a date and time of London that never rounds up, beside the exact words', async () => {
  const [row] = of(rowsOf(workbook, 'Respondents'), 'Alder Energy');
  assert.equal(
    (row!['Received (date and time, London)'] as Date).toISOString(),
    '2017-06-01T16:59:59.999Z',
    'summer time, to the millisecond',
  );
  assert.equal(row!['Received (London)'], '16:59:59.999 on Thursday 1 June 2017 (BST)');
  const [nameless] = rowsOf(workbook, 'Respondents').filter((one) =>
    String(one['Respondent']).startsWith('Name withheld'),
  );
  assert.equal(nameless!['Received (date and time, London)'], 'Withheld');
  const { 'xl/styles.xml': styles } = await unzip(bytes);
  assert.match(styles!.toString(), /formatCode="d mmm yyyy hh:mm:ss\.000"/);
});

test('no text is cut: what is too long for a cell goes on in marked rows below, under the same names', () => {
  for (const [index, text] of HOSTILE.entries()) {
    for (const [sheet, column] of [
      ['Q7 Anything else', 'Anything else?'],
      ['Q1 Should it be approved', 'Reasons'],
      ['Q4 Comments on the legal text', 'Comment'],
      ['By line', 'Comment'],
      ['Responses', '7. Anything else?'],
    ] as const) {
      const rows = of(rowsOf(workbook, sheet), respondent(index));
      assert.equal(whole(rows, column), text, `${sheet}: ${text.slice(0, 40)}`);
      for (const row of rows) {
        const piece = String(row[column]);
        assert.ok(piece.length <= 32_767);
        assert.doesNotMatch(piece, /^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/, 'no half of a character');
      }
      const marks = rows.map((row) => row['Continued']);
      const count = rows.length;
      if (count > 1)
        assert.deepEqual(
          marks,
          rows.map((_, at) => (at === 0 ? '1 of ' : `continued ${at + 1} of `) + count),
        );
      else assert.deepEqual(marks, ['']);
    }
  }
  const rows = of(rowsOf(workbook, 'Q7 Anything else'), respondent(HOSTILE.indexOf(EMOJI)));
  assert.deepEqual(
    rows.map((row) => String(row['Anything else?']).length),
    [32_699, 32_700, 32_700, EMOJI.length - 32_699 - 2 * 32_700],
  );
  const words = of(rowsOf(workbook, 'Q7 Anything else'), respondent(HOSTILE.indexOf(LONG)));
  for (const row of words.slice(0, -1)) assert.match(String(row['Anything else?']), / $/, 'between words');
});

test('files: what is handed out with its hash, the rest without', () => {
  const rows = rowsOf(workbook, 'Attachments');
  assert.deepEqual(
    of(rows, 'Alder Energy').map((row) => [row['File'], row['Bytes'], row['SHA-256'], row['In the pack']]),
    [
      ['=open.txt', 14, files.open.sha256, 'Yes'],
      ['waiting.txt', 12, '', 'No, left out: not scanned for viruses yet'],
    ],
  );
  assert.deepEqual(
    of(rows, 'Birch Energy').map((row) => [row['File'], row['SHA-256'], row['Confidential or withheld']]),
    [['', '', '1 confidential']],
  );
});

test('no formula, no hidden sheet, row or column, and names that Excel takes, in every version', async () => {
  for (const version of VERSIONS) {
    const parts = await unzip(await fetched('xlsx', version));
    for (const [name, part] of Object.entries(parts)) {
      const xml = part.toString();
      assert.doesNotMatch(xml, /<f[ >]|hidden|ddeLink|externalLink/, name);
    }
    const names = [...parts['xl/workbook.xml']!.toString().matchAll(/<sheet name="([^"]*)"/g)].map(
      ([, name]) => name!,
    );
    assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length);
    for (const name of names) assert.match(name, /^(?!')[^[\]:*?/\\]{1,31}(?<!')$/);
    assert.equal(names.includes('Confidential'), version === 'confidential');
  }
});

const soffice = findSoffice();
if (soffice) {
  test('LibreOffice reads every cell as it was written', { timeout: 240_000 }, async () => {
    const again = await readWorkbook(await savedAgain(soffice, 'report.xlsx', bytes, 'xlsx'));
    assertSameCells(again, workbook);
  });
}

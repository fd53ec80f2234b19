import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { tableSheet } from '../../../src/reports/formats/xlsx/sheet.js';
import { sheetName } from '../../../src/reports/formats/xlsx/sheetNames.js';
import { keptNow } from '../../../src/reports/formats/xlsx/spool.js';
import { writeWorkbook } from '../../../src/reports/formats/xlsx/workbook.js';
import type { Told } from '../../../src/reports/telling/redaction.rules.js';
import { readWorkbook, unzip } from '../reading.js';

const AT = Temporal.Instant.from('2017-02-08T17:00:00Z');
const RESPONSES = 1_500;
/** Different in each row, so that it does not pack well. */
const said = (sheet: number, row: number): string =>
  Array.from(
    { length: 30 },
    (_, index) => ((row + 7) * (index + sheet + 3) * 2_654_435_761) % 999_999_937,
  ).join(' ');

const sheets = ['One', 'Two', 'Three', 'Four'].map((name, sheet) =>
  tableSheet({
    name,
    columns: [
      { heading: 'Respondent', width: 20 },
      { heading: 'What', width: 80 },
    ],
    names: 1,
    of: ({ name: who }) => [[who, said(sheet, Number(who))]],
  }),
);

/** Writes the sheets. @returns the bytes, and how often the responses were read */
async function written(limits?: { room: number; rows: number }) {
  const pieces: Buffer[] = [];
  let readings = 0;
  let most = 0;
  async function* responses() {
    readings += 1;
    for (let row = 1; row <= RESPONSES; row += 1) {
      yield { name: String(row) } as Told;
      most = Math.max(most, keptNow());
    }
  }
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      pieces.push(chunk);
      done();
    },
  });
  await writeWorkbook(sheets, responses, AT, out, limits);
  return { bytes: Buffer.concat(pieces), readings, most };
}

const ROWS = 1_048_576;

test('all sheets grow in one reading; where room is short in several, and the bytes are the same', async () => {
  const once = await written();
  assert.equal(once.readings, 1);
  const room = 300 * 1024;
  const often = await written({ room, rows: ROWS });
  assert.ok(often.readings > 1 && often.readings <= sheets.length, `${often.readings} readings`);
  assert.ok(often.most < 2 * room && often.most < once.most, `${often.most} and ${once.most} bytes kept`);
  assert.deepEqual(often.bytes, once.bytes);
  assert.equal(
    (await written({ room: 0, rows: ROWS })).readings,
    sheets.length,
    'one at a time at the worst',
  );
  assert.equal(keptNow(), 0, 'and nothing is kept afterwards');
  const book = await readWorkbook(once.bytes);
  for (const [index, name] of ['One', 'Two', 'Three', 'Four'].entries()) {
    assert.equal(book[name]!.length, RESPONSES + 1);
    for (const [row, cells] of book[name]!.slice(1).entries())
      assert.deepEqual(cells.slice(0, 2), [String(row + 1), said(index, row + 1)]);
  }
});

test('a sheet with more rows than Excel takes goes on in another with the same headings', async () => {
  const { bytes } = await written({ room: 1e9, rows: 650 });
  const book = await readWorkbook(bytes);
  const names = ['One', 'Two', 'Three', 'Four'].flatMap((name) => [name, `${name} (2)`, `${name} (3)`]);
  assert.deepEqual(Object.keys(book), names);
  for (const name of names) assert.deepEqual(book[name]![0], ['Respondent', 'What', 'Continued']);
  const two = ['Two', 'Two (2)', 'Two (3)'].flatMap((name) => book[name]!.slice(1));
  assert.deepEqual(
    two.map(([who]) => who),
    Array.from({ length: RESPONSES }, (_, index) => String(index + 1)),
  );
  assert.ok(Math.max(...names.map((name) => book[name]!.length)) <= 650);
});

test('whoever stops reading frees what was kept', async () => {
  const out = new Writable({ write: (_chunk, _encoding, done) => done(new Error('gone')) });
  async function* responses() {
    for (let row = 1; row <= RESPONSES; row += 1) yield { name: String(row) } as Told;
  }
  await assert.rejects(writeWorkbook(sheets, responses, AT, out), /gone/);
  assert.equal(keptNow(), 0);
});

test('an error while reading is not taken for the end', async () => {
  async function* responses() {
    yield { name: '1' } as Told;
    throw new Error('the database has gone');
  }
  const out = new Writable({ write: (_chunk, _encoding, done) => done() });
  await assert.rejects(writeWorkbook(sheets, responses, AT, out), /the database has gone/);
  assert.equal(keptNow(), 0);
});

test('its files say when they were made as London’s clocks did, wherever it is written', async () => {
  const { bytes } = await written();
  assert.equal(bytes.readUInt16LE(10), (17 << 11) | 0, '17:00');
  assert.equal(bytes.readUInt16LE(12), ((2017 - 1980) << 9) | (2 << 5) | 8);
  assert.deepEqual(Object.keys(await unzip(bytes)).slice(0, 2), ['_rels/.rels', 'xl/styles.xml']);
});

test('sheets have names that Excel takes', () => {
  assert.equal(sheetName('Q3 One-off cost (£)'), 'Q3 One-off cost (£)');
  assert.equal(sheetName('Q1 What of [this]: a/b\\c * d?'), 'Q1 What of this a b c d');
  assert.equal(sheetName("Q1 'quoted'"), "Q1 'quoted");
  assert.equal(sheetName(`Q12 ${'x'.repeat(40)}`), `Q12 ${'x'.repeat(27)}`);
  assert.equal(sheetName(`Q12 ${'x'.repeat(40)}`, 2), `Q12 ${'x'.repeat(23)} (2)`);
  assert.equal(sheetName(`Q1 ${'x'.repeat(27)}😀`), `Q1 ${'x'.repeat(27)}`, 'no half of a character');
  assert.equal(sheetName('Q1 a\tb\nc'), 'Q1 a b c');
});

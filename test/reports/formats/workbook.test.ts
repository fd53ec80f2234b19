import assert from 'node:assert/strict';
import { readdir, readlink } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { tableSheet } from '../../../src/reports/formats/xlsx/sheet.js';
import { sheetName } from '../../../src/reports/formats/xlsx/sheetNames.js';
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

/** Writes the sheets; responses can be read once. */
async function written(limits?: { room: number; rows: number }) {
  const pieces: Buffer[] = [];
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      pieces.push(chunk);
      done();
    },
  });
  await writeWorkbook(sheets, responses(), AT, out, limits);
  return Buffer.concat(pieces);
}

async function* responses() {
  for (let row = 1; row <= RESPONSES; row += 1) yield { name: String(row) } as Told;
}

const ROWS = 1_048_576;

test('all sheets grow in one reading, and wait in memory or in a file: the bytes are the same', async () => {
  const bytes = await written();
  for (const room of [0, 300 * 1024]) assert.deepEqual(await written({ room, rows: ROWS }), bytes);
  const book = await readWorkbook(bytes);
  for (const [index, name] of ['One', 'Two', 'Three', 'Four'].entries()) {
    assert.equal(book[name]!.length, RESPONSES + 1);
    for (const [row, cells] of book[name]!.slice(1).entries())
      assert.deepEqual(cells.slice(0, 2), [String(row + 1), said(index, row + 1)]);
  }
});

test('a sheet with more rows than Excel takes goes on in another with the same headings', async () => {
  const bytes = await written({ room: 1e9, rows: 650 });
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

test('whoever stops reading leaves no file open', async () => {
  let taken = 0;
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      taken += chunk.length;
      done(taken > 100_000 ? new Error('gone') : null);
    },
  });
  await assert.rejects(writeWorkbook(sheets, responses(), AT, out, { room: 0, rows: ROWS }), /gone/);
  // The stream may end a moment before what it reads from.
  for (let waited = 0; waited < 2_000 && (await openFiles()).length > 0; waited += 20) await wait(20);
  assert.deepEqual(await openFiles(), []);
});

test('an error while reading is not taken for the end', async () => {
  async function* broken() {
    for await (const told of responses()) {
      if (told.name === '1000') throw new Error('the database has gone');
      yield told;
    }
  }
  const out = new Writable({ write: (_chunk, _encoding, done) => done() });
  await assert.rejects(
    writeWorkbook(sheets, broken(), AT, out, { room: 0, rows: ROWS }),
    /database has gone/,
  );
  assert.deepEqual(await openFiles(), []);
});

/** The temporary files that this process has open, where the system tells. */
async function openFiles(): Promise<string[]> {
  const numbers = await readdir('/proc/self/fd').catch(() => []);
  const paths = await Promise.all(
    numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => '')),
  );
  return paths.filter((name) => name.includes('portal-'));
}

test('its files say when they were made as London’s clocks did, wherever it is written', async () => {
  const bytes = await written();
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

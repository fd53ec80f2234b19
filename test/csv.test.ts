import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { CSV } from '../src/csv.js';
import { testServer } from './support/database.js';
import { copiedCsv, skipWithoutPsql } from './support/psql.js';

const CELLS = [
  'a line\nand another',
  'an old line\rand another',
  'both\r\nand another',
  '"quoted", and more',
  'a tab\tin it',
  ' spaces before and after ',
  '\\.',
  '',
  'مرحبا 👩‍👩‍👧 \u00a0',
];
const FORMULAS = ['=1+1', '+1', '-1', '@A1', '\t=1+1', '\r=1+1', '＝1+1'];
const ROWS = [[...CELLS, ...FORMULAS], CELLS.concat(FORMULAS).toReversed()];
const csv = Buffer.from(stringify([ROWS[0]!.map((_, index) => `Heading\n${index}`), ...ROWS], CSV));
const expected = ROWS.map((row) => row.map((cell) => (FORMULAS.includes(cell) ? `'${cell}` : cell)));

test(
  'cells with line breaks of any kind stay whole where Postgres reads the file',
  { skip: skipWithoutPsql },
  async () => {
    assert.deepEqual(await copiedCsv(testServer().adminUrl, csv, ROWS[0]!.length), expected);
  },
);

test('and where a parser does that is told how lines end', () => {
  const rows = parse(csv, { bom: true, record_delimiter: ['\r\n', '\n', '\r'] }) as string[][];
  assert.deepEqual(rows.slice(1), expected);
});

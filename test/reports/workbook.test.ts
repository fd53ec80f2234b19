import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { rowXml } from '../../src/reports/formats/xlsx/xml.js';
import { aReport } from './aReport.js';
import { download, unzip } from './reading.js';

const { consultation, member } = await aReport();
const { bytes } = await download(
  member,
  paths.reportFile({ reference: consultation.reference, ending: 'xlsx' }),
);
const parts = Object.fromEntries(
  Object.entries(await unzip(bytes)).map(([name, part]) => [name, part.toString('utf8')]),
);
const sheets = Object.entries(parts).filter(([name]) => name.startsWith('xl/worksheets/'));
const NAMES = [
  'Summary',
  'Respondents',
  'Responses',
  'Q1 Should it be approved',
  'Q2 What would be better',
  'Q3 How would each objective be',
  'Q4 Comments on the legal text',
  'Q5 One-off cost (£)',
  'Q6 Months needed',
  'Q7 Anything else',
  'Q8 Supporting documents',
  'By line',
  'Attachments',
  'Clarifications',
  'Did not respond, or withheld',
  'Not admitted',
];
const summary = sheets.map(([, xml]) => xml).find((xml) => xml.includes('Eligible Parties'))!;

test('every sheet is printed across A4 with its page numbers, and but for the responses at most two wide', () => {
  const across = sheets.map(([, xml]) => /fitToWidth="(\d+)" fitToHeight="0"/.exec(xml)?.[1]);
  assert.equal(sheets.length, 16);
  assert.ok(across.filter((pages) => pages === '1').length >= 8);
  const wider = NAMES.filter((_, index) => Number(across[index]) > 2);
  assert.deepEqual(wider, ['Responses'], 'a column for each part of an answer');
  assert.ok(Number(across[NAMES.indexOf('Responses')]) < 8);
  for (const [, xml] of sheets) {
    assert.match(
      xml,
      /<sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>.*paperSize="9" orientation="landscape"/s,
    );
    assert.match(xml, /<oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N<\/oddFooter>/);
  }
});

test('the first row is printed on every page, and of the widest sheet the respondent too', () => {
  const titles = [...parts['xl/workbook.xml']!.matchAll(/Print_Titles" localSheetId="(\d+)">([^<]*)</g)];
  assert.deepEqual(
    titles.map(([, sheet, rows]) => [sheet, rows]),
    NAMES.map((name, index) => {
      const wide = Number(/fitToWidth="(\d+)"/.exec(sheets[index]![1])![1]) > 1;
      return [String(index), `${wide ? `'${name}'!$A:$A,` : ''}'${name}'!$1:$1`];
    }),
  );
});

test('in the summary a heading over figures stands to the right, as they do', () => {
  const styles = [...parts['xl/styles.xml']!.matchAll(/<xf fontId[^>]*>(?:<alignment[^>]*>)?/g)].map(
    ([xf]) => xf,
  );
  const styleOf = (text: string) => {
    const cell = new RegExp(`<c r="[A-Z]+\\d+" s="(\\d)" t="inlineStr"><is><t[^>]*>${text}<`).exec(summary);
    return styles[Number(cell?.[1])]!;
  };
  assert.match(styleOf('Parties represented'), /horizontal="right"/);
  assert.match(styleOf('Better'), /horizontal="right"/);
  assert.doesNotMatch(styleOf('Eligible Parties'), /horizontal/);
  assert.match(summary, /<c r="B\d+" s="0"><v>\d+<\/v><\/c>/, 'a figure is a number');
});

test('a row is as high as its longest cell needs, up to what a sheet can show', () => {
  const heightOf = (text: string) =>
    /<row r="1"(?: ht="(\d+)")?>/.exec(rowXml({ cells: ['', text] }, 1, [10, 20]))?.[1];
  assert.equal(heightOf('x'.repeat(20)), undefined, 'one line');
  assert.equal(heightOf('x'.repeat(21)), '30');
  assert.equal(heightOf('one\n\nthree'), '45');
  assert.equal(heightOf('line\n'.repeat(2_000)), '409');
  assert.equal(heightOf('x'.repeat(30_000)), '409');
});

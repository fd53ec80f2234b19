import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { sheetXml } from '../../src/reports/formats/xlsx/sheet.js';
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
const summary = sheets.map(([, xml]) => xml).find((xml) => xml.includes('Eligible Parties'))!;

test('every sheet is printed across A4 with its page numbers, and nearly all as wide as one page', () => {
  const across = sheets.map(([, xml]) => /fitToWidth="(\d+)" fitToHeight="0"/.exec(xml)?.[1]);
  assert.equal(sheets.length, 6);
  assert.equal(across.filter((pages) => pages === '1').length, 5);
  const [widest] = across.filter((pages) => pages !== '1').map(Number);
  assert.ok(widest! > 1 && widest! < 8, 'the responses, a column for each part of an answer');
  for (const [, xml] of sheets) {
    assert.match(
      xml,
      /<sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>.*paperSize="9" orientation="landscape"/s,
    );
    assert.match(xml, /<oddFooter>&amp;L&amp;A&amp;RPage &amp;P of &amp;N<\/oddFooter>/);
  }
});

test('the first row is printed on every page, and of the widest sheet the respondent too', () => {
  const titles = [...parts['xl/workbook.xml']!.matchAll(/Print_Titles" localSheetId="(\d)">([^<]*)</g)];
  assert.deepEqual(
    titles.map(([, sheet, rows]) => [sheet, rows]),
    [
      ['0', "'Summary'!$1:$1"],
      ['1', "'Responses'!$A:$A,'Responses'!$1:$1"],
      ['2', "'By line'!$1:$1"],
      ['3', "'Clarifications'!$1:$1"],
      ['4', "'Did not respond, or withheld'!$1:$1"],
      ['5', "'Not admitted'!$1:$1"],
    ],
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

test('a row is as high as its longest cell needs, up to what a sheet can show', async () => {
  const heightOf = async (text: string) => {
    const sheet = { name: 'One', widths: [10, 20], table: false, rows: () => [{ cells: ['', text] }] };
    let xml = '';
    for await (const piece of sheetXml(sheet)) xml += piece;
    return /<row r="1"(?: ht="(\d+)")?>/.exec(xml)?.[1];
  };
  assert.equal(await heightOf('x'.repeat(20)), undefined, 'one line');
  assert.equal(await heightOf('x'.repeat(21)), '30');
  assert.equal(await heightOf('one\n\nthree'), '45');
  assert.equal(await heightOf('line\n'.repeat(2_000)), '409');
  assert.equal(await heightOf('x'.repeat(30_000)), '409');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'csv-parse/sync';
import { paths } from '../../../src/paths.js';
import type { Version } from '../../../src/reports/access.rules.js';
import { getEdition } from '../../../src/reports/editions/editions.store.js';
import { freezeReport } from '../../../src/reports/editions/freezeReport.js';
import { FORMATS, type Ending } from '../../../src/reports/formats/formats.js';
import type { Report } from '../../../src/reports/report.js';
import { getClosedReport } from '../../../src/reports/report.store.js';
import { aBrowser } from '../../support/browse.js';
import { copiedCsv, skipWithoutPsql } from '../../support/psql.js';
import { READS_PDF } from '../../pdf/readingPdf.js';
import { findSoffice, savedAgain } from '../../support/soffice.js';
import { openInLibreOffice } from '../formats/odt.js';
import { assertSameCells, readWorkbook, unzip } from '../reading.js';
import { BY_LINE, coded, IN_A_TABLE, linesIn, rowIn, tablesIn } from './documents.js';
import { counts, VERSIONS } from './expected.js';
import { ASKED } from './given.js';
import { longRowsOf, type JsonReport } from './json.js';
import { checkPdf } from './pdf.js';
import { assertSameRows } from './same.js';
import { checkQuestions, whole } from './sheets.js';
import { aThousand } from './stored.js';
import { checkLong, checkResponses } from './tables.js';

const { portal, db, consultation, given } = await aThousand(1_000);
await freezeReport(db, consultation.reference, portal.deps.clock.now());
const counted = given.filter(counts);

/** As it was frozen; what is not published is written from what is told now. */
async function reportOf(version: Version): Promise<Report> {
  if (version === 'public') return getClosedReport(db, consultation.reference, version);
  const { edition, frame } = await getEdition(db, consultation.id, version);
  return { ...frame, edition };
}

async function written(version: Version, ending: Ending): Promise<Buffer> {
  const report = await reportOf(version);
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), FORMATS[ending].write(portal.deps.bulk, report, out)]);
  return bytes;
}

/** A cell as CSV holds it: all is text, and an apostrophe stands before what a spreadsheet would reckon with. */
const inCsv = (cell: string | number | Date): string => {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' && /^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : String(cell);
};

for (const version of VERSIONS) {
  test(
    `CSV holds every answer, to a parser and to Postgres: ${version}`,
    { skip: skipWithoutPsql },
    async () => {
      for (const [ending, check] of [
        ['csv', checkResponses],
        ['long.csv', checkLong],
      ] as const) {
        const csv = await written(version, ending);
        const parsed = parse(csv, { bom: true }) as string[][];
        check(parsed, given, version, inCsv);
        assert.deepEqual(await copiedCsv(portal.databaseUrl, csv, parsed[0]!.length), parsed.slice(1));
      }
    },
  );

  test(`XLSX holds every answer, in the table and question by question: ${version}`, async () => {
    const book = await readWorkbook(await written(version, 'xlsx'));
    checkResponses(whole(book['Responses']!), given, version, (cell) => cell);
    checkQuestions(book, given, version);
  });

  test(`JSON holds every answer, and keeps to its schema: ${version}`, async () => {
    const report = JSON.parse((await written(version, 'json')).toString()) as JsonReport;
    const reply = await aBrowser(portal).get(paths.reportSchema());
    const formats = { 'date-time': /^\d{4}-.*Z$/, date: /^\d{4}-\d\d-\d\d$/ };
    const validate = new Ajv2020({ formats }).compile(JSON.parse(reply.text || String(reply.body)) as object);
    assert.ok(validate(report), JSON.stringify(validate.errors));
    checkLong(longRowsOf(report), given, version, (cell) => cell);
  });

  test(`DOCX holds every answer: ${version}`, async () => {
    const { 'word/document.xml': xml } = await unzip(await written(version, 'docx'));
    const tables = tablesIn(xml!.toString());
    const held = (cells: string[][]) => cells.map((paragraphs) => paragraphs.map((text) => coded(text)));
    for (const question of IN_A_TABLE) {
      const [table] = tables.filter(
        ({ caption }) => caption === `What was answered to question ${ASKED.indexOf(question) + 1}`,
      );
      const expected = counted.flatMap((one) => {
        const row = rowIn(one, question, version);
        return row ? [held(row)] : [];
      });
      assertSameRows(table!.rows.map(withoutNumber), expected, question.key);
    }
    const lines = counted.flatMap((one) => BY_LINE.flatMap((question) => linesIn(one, question, version)));
    const told = tables
      .filter(({ caption }) => caption.startsWith('Comments on '))
      .flatMap(({ caption, rows }) =>
        rows.map((row) => [[caption.slice('Comments on '.length)], ...withoutNumber(row)]),
      );
    const flat = (text: string) => [coded(text).replaceAll(/[\n\t]/g, ' ')];
    assertSameRows(
      told,
      lines.map(([line, ...cells]) => [
        flat(line!),
        ...held(cells.map((cell) => (cell === '' ? [] : [cell]))),
      ]),
      'line by line',
    );
  });

  test(`PDF holds every answer: ${version}`, { skip: !READS_PDF }, async () => {
    checkPdf(await written(version, 'pdf'), given, version);
  });
}

const soffice = findSoffice();
const skip = soffice ? false : 'LibreOffice was not found';

test(
  'LibreOffice reads every cell of the workbook as it was written',
  { skip, timeout: 300_000 },
  async () => {
    const bytes = await written('confidential', 'xlsx');
    const again = await readWorkbook(await savedAgain(soffice!, 'report.xlsx', bytes, 'xlsx'));
    assertSameCells(again, await readWorkbook(bytes));
  },
);

test(
  'LibreOffice reads every cell of the Word document as it was written',
  { skip, timeout: 300_000 },
  async () => {
    const bytes = await written('confidential', 'docx');
    const { 'word/document.xml': xml } = await unzip(bytes);
    const { tables } = await openInLibreOffice(soffice!, bytes);
    const expected = tablesIn(xml!.toString()).map(({ rows }) =>
      rows.map((cells) => cells.map((paragraphs) => bare(paragraphs.join('\n')))),
    );
    assert.equal(tables.length, expected.length);
    for (const [at, rows] of expected.entries()) {
      // Of the others it reads the heading too.
      const found = tables[at]!.slice(-rows.length).map((cells) => cells.map(bare));
      assertSameRows(found, rows, `table ${at + 1}`);
    }
  },
);

/** Without the paragraphs that are empty. */
const bare = (cell: string): string => cell.replaceAll(/\n+/g, '\n').trim();

/** Names that are withheld have numbers in public, in an order that tells nothing. */
const withoutNumber = ([[name = '', ...notes] = [], ...cells]: string[][]): string[][] => [
  [name.replace(/^Name withheld \d+$/, 'Name withheld'), ...notes],
  ...cells,
];

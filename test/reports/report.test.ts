/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { pageOf, textOf } from '../support/browse.js';
import { aReport } from './aReport.js';
import { download, readCsv, readWorkbook } from './reading.js';

const { consultation, member, trusted, submissions } = await aReport();
const { reference } = consultation;
const page = await member.get(paths.panelConsultation({ reference }));
const text = textOf(page);
const workbook = await readWorkbook(
  (await download(member, paths.reportFile({ reference, ending: 'xlsx' }))).bytes,
);

test('the page tells who was asked, who answered, and what was said', () => {
  assert.match(text, /Responses with answers 3 No comment 0 Parties represented 3/);
  assert.match(text, /Eligible Parties 5 Responses not admitted 3/);
  assert.match(text, /Open Energy Large Supplier, Electricity Network Open Supply Open Wires/);
  assert.match(text, /Approve 1 2 1 0 1 0 Reject 1 0 0 0 0 1 No view 0 0 0 0 0 0 Confidential 1 1 0 1 0 0/);
  assert.match(text, /SECAS comment: Most are in favour\./);
  assert.match(
    text,
    /Approve =1\+1 is what we think\. Second line & <b>bold<\/b>\. SECAS asked, .* Noted, thank you\./,
  );
  assert.equal(pageOf(page).querySelector('main b'), null, 'text stays text');
});

test('each part of it is one link away', () => {
  const links = [...pageOf(page).querySelectorAll('nav[aria-label="Parts of the report"] a')];
  assert.ok(links.length >= 5);
  for (const link of links) {
    const heading = pageOf(page).getElementById(link.getAttribute('href')!.slice(1));
    assert.equal(heading?.textContent, link.textContent);
  }
  const parts = [...pageOf(page).querySelectorAll('main h2.govuk-heading-l, #proof')];
  assert.deepEqual(
    links.map(({ textContent }) => textContent),
    parts.map(({ textContent }) => textContent),
  );
});

test('comments are grouped by clause, the consultation’s own first', () => {
  assert.match(text, /G7\.5 Respondent Comment Proposed drafting Open Energy Say “must”\. must Other clause/);
  assert.ok(!text.includes('G7.4 Respondent'), 'a clause that nobody may read about has no table');
});

test('silent Parties, and responses that were not admitted, stand apart', () => {
  assert.match(text, /Did not respond, or the name is withheld/);
  const annex = /Not admitted Respondent Arrived Deadline SECAS .*$/.exec(text)![0];
  assert.match(annex, /Silent Energy 17:00:00\.000 on Wednesday 8 February 2017 \(GMT\) Late 5pm/);
});

test('one that was in time but met the closure is not called late', async () => {
  assert.match(text, /Punctual Energy 16:59:59\.999 on [^:]*\(GMT\) In time, met the closure 5pm/);
  const [headings, ...rows] = workbook['Not admitted']!;
  const onTime = headings!.indexOf('On time');
  assert.deepEqual(
    rows.map((row) => [row[0], row[onTime]]),
    [
      ['Punctual Energy', 'In time, met the closure'],
      ['Silent Energy', 'Late'],
      [rows[2]![0], 'Withheld'],
    ],
  );
  assert.match(String(rows[2]![0]), /^Name withheld/);
  const full = await download(
    trusted,
    `${paths.reportFile({ reference, ending: 'xlsx' })}?version=confidential`,
  );
  const { 'Not admitted': inFull } = await readWorkbook(full.bytes);
  assert.deepEqual([inFull![3]![0], inFull![3]![onTime]], ['Shy Energy', 'Late']);
});

test('the chart has its figures in words too', () => {
  const chart = pageOf(page).querySelector('.portal-chart [role="img"]');
  assert.equal(chart?.getAttribute('aria-label'), 'Approve: 1; Reject: 1; No view: 0; Confidential: 1');
  const widths = [...chart!.querySelectorAll('rect')].map((rect) => rect.getAttribute('width'));
  assert.deepEqual(widths, ['100.000%', '100.000%', '100.000%'], 'a bar is as long as the figure beside it');
  const says = [...chart!.querySelectorAll('title')].map(({ textContent }) => textContent);
  assert.deepEqual(says, ['Several categories: 1', 'Withheld: 1', 'Small Supplier: 1']);
});

test('the workbook: the same figures, figures as figures, text as text', () => {
  const [headings, ...rows] = workbook['Responses']!;
  const open = rows.find(([name]) => name === 'Open Energy')!;
  const cell = (heading: string) => open[headings!.indexOf(heading)];
  assert.equal(cell('6. Months needed'), 6);
  assert.equal(cell('Parties represented'), 2);
  assert.equal(cell('1. Reasons'), '=1+1 is what we think.\nSecond line & <b>bold</b>.');
  assert.equal(cell('SHA-256 of the submission'), 'Withheld', 'a part of it is confidential');
  const approve = workbook['Summary']!.find(([first]) => first === 'Approve')!;
  assert.deepEqual(approve.slice(0, 3), ['Approve', 1, 2]);
  assert.deepEqual(
    workbook['By line']!.slice(1).map((row) => row.slice(0, 4)),
    [
      [
        'Comments on the legal text',
        'Closed Book Energy',
        'Confidential: in the version for readers of confidential material',
        null,
      ],
      ['Comments on the legal text', 'Open Energy', 'G7.5', 'Say “must”.'],
      ['Comments on the legal text', 'Open Energy', 'Other clause', 'Missing.'],
    ].map((row) => row.map((one) => one)),
  );
});

test('the CSV: one row for each response, formulas made harmless', async () => {
  const { bytes, headers } = await download(member, paths.reportFile({ reference, ending: 'csv' }));
  assert.equal(headers['content-disposition'], `attachment; filename="${reference}-report-1.0.csv"`);
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const rows = readCsv(bytes);
  assert.equal(rows.length, 3);
  assert.match(rows.find((row) => row['Respondent'] === 'Open Energy')!['1. Reasons']!, /^'=1\+1/);
});

test('the confidential version marks what is confidential and says why', async () => {
  const full = textOf(await trusted.get(`${paths.panelConsultation({ reference })}?version=confidential`));
  assert.match(full, /With confidential material Do not pass this version on/);
  assert.match(full, /Open Energy An answer One-off cost \(£\) SECRET-REASON of the cost/);
  assert.match(full, /Reject 2 2/, 'everything counts');
  assert.match(full, /Gas Network 1 0 0 0 0 1/);
  const confidential = await readWorkbook(
    (await download(trusted, `${paths.reportFile({ reference, ending: 'xlsx' })}?version=confidential`))
      .bytes,
  );
  assert.ok(confidential['Confidential']!.some((row) => row[1] === submissions.nameless.reference));
});

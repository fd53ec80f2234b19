import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { ENDINGS } from '../../../src/reports/formats/formats.js';
import { pageOf, textOf } from '../../support/browse.js';
import { READS_PDF } from '../../pdf/readingPdf.js';
import { SECRETS } from '../aReport.js';
import { download, readCsv, readWorkbook, unzip } from '../reading.js';
import { leftOut, neverOutside } from './never.js';
import { allBytes, aRedactedReport, holds, publicForms, REDACTED } from './published.js';

const report = await aRedactedReport();
const { db, consultation, files, response, submissions, secas, member, stranger } = report;
const { reference } = consultation;
await report.hide();
const published = await report.publish({}, { pdf: READS_PDF });
assert.equal(published.status, 303, textOf(published));
const FORMS = publicForms(reference, { pdf: READS_PDF });

/** Nothing of these in any format, whoever reads. */
const NEVER = await neverOutside(report);
const LEFT_OUT = leftOut(report);

for (const [form, url] of Object.entries(FORMS)) {
  test(`byte by byte nothing that was removed, withheld or confidential: ${form}`, async () => {
    const bytes = await allBytes(stranger, url);
    assert.match(bytes.subarray(0, 4).toString(), /^200 /);
    for (const words of NEVER) assert.ok(!holds(bytes, words), `“${words}” in ${form}`);
    if (form === 'consultation') return;
    assert.ok(holds(bytes, '[redacted: personal data]'), 'the mark is there');
    assert.ok(holds(bytes, '[redacted: legal reason]'));
    assert.ok(holds(bytes, '[redacted: commercially sensitive]'));
    assert.ok(holds(bytes, 'Before. [redacted: personal data]. After.'), 'and what stands around it');
    assert.ok(holds(bytes, '[confidential: not published]'));
    assert.ok(holds(bytes, 'Name withheld 1'));
  });
}

test('the search itself finds what is there: the report for the Panel holds what was redacted', async () => {
  for (const url of [
    ...ENDINGS.map((ending) => paths.reportFile({ reference, ending })),
    paths.pack({ reference }),
  ])
    assert.ok(holds(await allBytes(member, url), 'HIDDEN-PASSAGE'), url);
});

test('what is stored of the publication holds nothing of it either', async () => {
  const rows = await db.raw<{ rows: { all: string }[] }>(
    `select string_agg(e::text, '') as all from report_edition e where e.version = 'public'
     union all select string_agg(t::text, '') from told_response t join report_edition_response r on r.digest = t.digest
       join response_publication p on p.id = r.edition_id
     union all select string_agg(p::text, '') from response_publication p
     union all select string_agg(f::text, '') from report_edition_file f join response_publication p on p.id = f.edition_id`,
  );
  const stored = rows.rows.map((row) => row.all).join('\n');
  for (const words of [...SECRETS, ...REDACTED, 'SECRET', 'HIDDEN', 'Shy'])
    assert.ok(!stored.includes(words), words);
});

test('the published page is the preview that SECAS looked at, and the downloads are the same', async () => {
  const preview = paths.panelConsultation({ reference });
  const told = (text: string) => text.slice(text.indexOf('Question by question'));
  const before = textOf(await secas.get(`${preview}?version=public`));
  assert.equal(told(textOf(await stranger.get(FORMS.page))), told(before));
  const csv = await download(secas, `${paths.reportFile({ reference, ending: 'csv' })}?version=public`);
  assert.deepEqual((await download(stranger, FORMS.csv)).bytes, csv.bytes);
});

test('files: only those of this version, a redacted name nowhere, not even for who guesses the address', async () => {
  const url = (attachment: string) => paths.publishedFile({ reference, attachment });
  const links = [...pageOf(await stranger.get(FORMS.page)).querySelectorAll('main a')].map((link) =>
    link.getAttribute('href'),
  );
  for (const file of [files.open, files.named]) assert.ok(links.includes(url(file.id)));
  const named = await download(stranger, url(files.named.id));
  assert.equal(named.bytes.toString(), 'Read me.');
  assert.match(named.headers['content-disposition']!, /filename="redacted file name\.txt"/);
  for (const file of LEFT_OUT) {
    assert.equal((await download(stranger, url(file.id))).status, 404);
    assert.ok(!links.includes(url(file.id)));
  }
  const inPreview = (id: string) =>
    download(secas, `${paths.panelAttachment({ reference, attachment: id })}?version=public`);
  assert.equal((await inPreview(files.hidden.id)).status, 404);
  assert.match((await inPreview(files.named.id)).headers['content-disposition']!, /redacted file name/);
  const all = paths.panelAttachment({ reference, attachment: files.hidden.id });
  assert.equal((await download(member, all)).status, 200, 'the Panel’s report stays as it is');
});

test('the ZIP lists what is in it, and neither the roots nor what was left out', async () => {
  const inside = await unzip((await download(stranger, FORMS.zip)).bytes);
  assert.deepEqual(Object.keys(inside).toSorted(), [
    'README.txt',
    `attachments/Marked Energy ${response.reference}/redacted file name.txt`,
    `attachments/Open Energy ${submissions.openly.reference}/open.txt`,
    'manifest.csv',
    ...ENDINGS.filter((ending) => ending !== 'pdf' || READS_PDF)
      .map((ending) => `report.${ending}`)
      .toSorted(),
    'signature.json',
  ]);
  for (const row of readCsv(inside['manifest.csv']!)) assert.equal(row['Note'], '');
  assert.equal((JSON.parse(String(inside['signature.json'])) as { version: string }).version, 'public');
});

test('no column and no sheet tells what is SECAS’s own', async () => {
  for (const form of ['csv', 'long.csv'] as const) {
    const [row] = readCsv((await download(stranger, FORMS[form])).bytes);
    for (const heading of Object.keys(row!)) assert.doesNotMatch(heading, /SECAS|SHA|Entered/);
  }
  const sheets = await readWorkbook((await download(stranger, FORMS.xlsx)).bytes);
  assert.deepEqual(
    Object.keys(sheets).filter((name) => !/^Q\d/.test(name)),
    ['Summary', 'Respondents', 'Responses', 'By line', 'Attachments'],
  );
  for (const [name, [headings]] of Object.entries(sheets))
    assert.doesNotMatch(JSON.stringify(headings), /SECAS|Entered/, name);
  const data = JSON.parse((await download(stranger, FORMS.json)).bytes.toString()) as Record<string, unknown>;
  for (const own of ['didNotRespond', 'notAdmitted', 'roots', 'added', 'lineComments', 'points'])
    assert.deepEqual(data[own], [], own);
  const page = textOf(await stranger.get(FORMS.page));
  const word = (await allBytes(stranger, FORMS.docx)).toString('utf8');
  for (const text of [page, word])
    assert.doesNotMatch(text, /Did not respond|not admitted|SECAS comment|Draft|Declined/);
});

test('every figure is counted from what is told: who adds up the table gets the same', async () => {
  const rows = readCsv((await download(stranger, FORMS.csv)).bytes);
  const summary = (await readWorkbook((await download(stranger, FORMS.xlsx)).bytes))['Summary']!;
  const at = summary.findIndex(([first]) => String(first).startsWith('1. '));
  const said = (label: string) => summary.slice(at).find(([first]) => first === label)!;
  const ask = Object.keys(rows[0]!).find((heading) => heading.startsWith('1. '))!;
  for (const label of ['Approve', 'Reject'])
    assert.equal(said(label)[1], rows.filter((row) => row[ask] === label).length, label);
  assert.equal(said('Redacted')[1], 1);
  assert.equal(said('Confidential')[1], 1);
});

test('where so few are left that a withheld name could be worked out, no figures by category', async () => {
  const page = await stranger.get(FORMS.page);
  assert.match(textOf(page), /Figures by category are left out/);
  const summary = (await readWorkbook((await download(stranger, FORMS.xlsx)).bytes))['Summary']!;
  assert.ok(!summary.some(([first]) => first === 'Gas Network'));
});

test('nobody but SECAS has the public version before and beside the publication', async () => {
  const files = ENDINGS.map((ending) => paths.reportFile({ reference, ending }));
  for (const path of [paths.panelConsultation({ reference }), paths.pack({ reference }), ...files]) {
    assert.equal((await member.get(`${path}?version=public`)).status, 404);
    assert.notEqual((await stranger.get(`${path}?version=public`)).status, 200);
  }
});

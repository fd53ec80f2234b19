import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { ENDINGS } from '../../../src/reports/formats/formats.js';
import { pageOf } from '../../support/browse.js';
import { READS_PDF } from '../../pdf/readingPdf.js';
import { download, readCsv, unzip } from '../reading.js';
import { leftOut, neverOutside } from '../published/never.js';
import { allBytes, holds } from '../published/published.js';
import { anExternalReport } from './anIssuersPack.js';

const report = await anExternalReport();
const { consultation, files, response, submissions, secas } = report;
const { reference } = consultation;
await report.hide();
assert.equal((await report.make({ looked: 'yes' }, { pdf: READS_PDF })).status, 303);

const NEVER = await neverOutside(report);
const READABLE = ENDINGS.filter((ending) => ending !== 'pdf' || READS_PDF);
const page = `${paths.panelConsultation({ reference })}?version=issuer`;
const pack = `${paths.pack({ reference })}?version=issuer`;
const asFile = (ending: string) => `${paths.reportFile({ reference, ending })}?version=issuer`;
const fileUrl = (attachment: string) => `${paths.panelAttachment({ reference, attachment })}?version=issuer`;

/** Of the page what it tells: who reads it stands above that. */
async function bytesOf(form: string): Promise<Buffer> {
  if (form === 'page') return Buffer.from(pageOf(await secas.get(page)).querySelector('main')!.outerHTML);
  return allBytes(secas, form === 'zip' ? pack : asFile(form));
}

for (const form of ['page', ...READABLE, 'zip']) {
  test(`byte by byte nothing that was removed, withheld or confidential: ${form}`, async () => {
    const bytes = await bytesOf(form);
    for (const words of NEVER) assert.ok(!holds(bytes, words), `“${words}” in ${form}`);
    assert.ok(
      holds(bytes, 'Before. [redacted: personal data]. After.'),
      'the mark, and what stands around it',
    );
    assert.ok(holds(bytes, '[confidential: not published]'));
    assert.ok(holds(bytes, 'Name withheld 1'));
    if (form.endsWith('csv')) return;
    assert.ok(holds(bytes, 'Made by SECAS for Ofgem, and not published'), 'who made it for whom');
    assert.ok(holds(bytes, 'is not a response to Ofgem'));
  });
}

test('the pack has the files that everybody may have, the list and its signature; nothing of the proof', async () => {
  const { bytes, headers } = await download(secas, pack);
  assert.match(headers['content-disposition']!, /filename="\S+-report-issuer-1\.0\.zip"/);
  const inside = await unzip(bytes);
  assert.deepEqual(Object.keys(inside).toSorted(), [
    'README.txt',
    `attachments/Marked Energy ${response.reference}/redacted file name.txt`,
    `attachments/Open Energy ${submissions.openly.reference}/open.txt`,
    'manifest.csv',
    ...READABLE.map((ending) => `report.${ending}`).toSorted(),
    'signature.json',
  ]);
  for (const row of readCsv(inside['manifest.csv']!)) assert.equal(row['Note'], '');
  const { version, edition } = JSON.parse(String(inside['signature.json'])) as Record<string, string>;
  assert.deepEqual([version, edition], ['issuer', '1.0']);
});

test('it is SECAS’s alone: the page, every file, the pack, and the attachments', async () => {
  const all = [page, pack, ...ENDINGS.map(asFile), fileUrl(files.open.id)];
  for (const url of all.flatMap((one) => [one, `${one}&edition=1.0`])) {
    for (const other of [report.member, report.trusted])
      assert.equal((await download(other, url)).status, 404, url);
    for (const other of [report.stranger, report.representative])
      assert.notEqual((await download(other, url)).status, 200, url);
  }
  assert.equal((await download(secas, fileUrl(files.open.id))).status, 200);
  const named = await download(secas, fileUrl(files.named.id));
  assert.match(named.headers['content-disposition']!, /redacted file name/);
  for (const { id } of leftOut(report)) assert.equal((await download(secas, fileUrl(id))).status, 404);
});

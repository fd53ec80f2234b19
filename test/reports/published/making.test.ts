import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getPublishedConsultation } from '../../../src/consultations/consultations.store.js';
import { lookThrough } from '../../../src/reports/published/lookThrough.js';
import { publishResponses, takeDown } from '../../../src/reports/published/publishResponses.js';
import { claimMaking } from '../../../src/reports/editions/making.store.js';
import { makeFiles } from '../../../src/reports/pack/makeFiles.js';
import { pageOf, textOf } from '../../support/browse.js';
import { makeNow } from '../../support/reports.js';
import { download } from '../reading.js';
import { aRedactedReport, publicForms } from './published.js';

const report = await aRedactedReport();
const { portal, db, consultation, stranger } = report;
const { reference } = consultation;
await report.hide();
const { page, consultation: noted, ...downloads } = publicForms(reference);

async function publish(note: string): Promise<void> {
  const { id, mark } = await lookThrough(db, await getPublishedConsultation(db, reference)).then(
    (looked) => ({ ...looked, id: consultation.id }),
  );
  await publishResponses(portal.deps, report.by, { id, seen: mark, note }, portal.clock.now());
}
const statuses = async () =>
  new Set(
    await Promise.all(Object.values(downloads).map(async (url) => (await download(stranger, url)).status)),
  );
const offered = async () =>
  [...pageOf(await stranger.get(page)).querySelectorAll('main a[href]')].filter((link) =>
    Object.values(downloads).includes(link.getAttribute('href')!),
  ).length;

test('published: everybody reads it at once, and has its files when all are there', async () => {
  await publish('');
  const shown = await stranger.get(page);
  assert.match(textOf(shown), /The files to download are being made, and this page shows them when they are/);
  assert.ok(!shown.text.includes('data-comes'), 'many who wait do not ask every second');
  assert.match(textOf(shown), /Before\. \[redacted: personal data\]\. After\./);
  assert.match(textOf(await stranger.get(noted)), /Read the responses/);
  assert.deepEqual(await statuses(), new Set([503]));

  const making = (await claimMaking(db))!;
  const killed = new AbortController();
  const progress = (made: number) => (made === 3 ? killed.abort(new Error('killed')) : undefined);
  await assert.rejects(makeFiles(portal.deps, making, { progress, stopping: killed.signal }), /killed/);
  assert.deepEqual(await statuses(), new Set([503]), 'nothing of what is half made');
  assert.equal(await offered(), 0);
  await db.raw(`update report_making set claimed_until = clock_timestamp() - interval '1 second'`);
  await makeNow(portal.deps);
  assert.deepEqual(await statuses(), new Set([200]));
  assert.equal(await offered(), Object.keys(downloads).length);
  assert.doesNotMatch(textOf(await stranger.get(page)), /being made/);
});

test('the same data gives the same bytes; a pack that broke off is resumed', async () => {
  const { zip } = downloads;
  const whole = await download(stranger, zip);
  const rest = await stranger.get(zip).set({ range: 'bytes=100-', 'if-range': whole.headers['etag']! });
  assert.equal(rest.status, 206);
  assert.equal(Number(rest.headers['content-length']), whole.bytes.length - 100);
});

test('taken down while its files are made: they are made for SECAS, and nobody else ever gets one', async () => {
  await report.mark(report.submissions.openly.id, ['view', 'Second line']);
  await publish('A line less.');
  await takeDown(db, report.by, { id: consultation.id, reason: 'A name.' }, portal.clock.now());
  assert.deepEqual(await statuses(), new Set([404]));
  await makeNow(portal.deps);
  assert.deepEqual(await statuses(), new Set([404]));
  assert.equal((await stranger.get(page)).status, 404);
});

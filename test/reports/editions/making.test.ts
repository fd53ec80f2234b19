import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { paths } from '../../../src/paths.js';
import { makeReports } from '../../../src/reports/editions/makeReports.js';
import { claimMaking } from '../../../src/reports/editions/making.store.js';
import { FORMATS, type Format } from '../../../src/reports/formats/formats.js';
import { makeFiles } from '../../../src/reports/pack/makeFiles.js';
import { pageOf, textOf } from '../../support/browse.js';
import { download, readCsv, sha256, unzip } from '../reading.js';
import { aFrozenReport } from './aFrozenReport.js';

test('of what is being made nothing can be had; whoever was killed is taken over from after half a minute', async () => {
  const { db, portal, trusted, urls, statusOf, fallSilent } = await aFrozenReport();
  const { deps } = portal;
  const making = (await claimMaking(db))!;
  const killed = new AbortController();
  const progress = (made: number) => {
    if (made === 3) killed.abort(new Error('killed'));
  };
  await assert.rejects(makeFiles(deps, making, { progress, stopping: killed.signal }), /killed/);
  const made = await db('report_edition_file').orderBy('position').select('path', 'file_id');
  assert.deepEqual(
    made.map(({ path }) => path),
    ['README.txt', 'report.xlsx', 'report.docx'],
  );
  for (const url of [
    urls.csv,
    urls.pack,
    paths.reportFile({ reference: urls.page.split('/').at(-1)!, ending: 'xlsx' }),
  ])
    assert.equal(await statusOf(url), 503, url);
  assert.match(textOf(await trusted.get(urls.page)), /The files to download are being made/);
  assert.equal((await db('audit_entry').where({ action: 'report.downloaded' })).length, 0);

  await makeReports(deps);
  assert.equal(await statusOf(urls.csv), 503, 'it may still be at it');
  await fallSilent();
  await makeReports(deps);
  assert.equal(await statusOf(urls.csv), 200);
  const files = await unzip((await download(trusted, urls.pack)).bytes);
  assert.deepEqual(
    readCsv(files['manifest.csv']!)
      .filter((row) => !row['Note'])
      .map((row) => row['File']),
    Object.keys(files).slice(0, -2),
  );
  const after = await db('report_edition_file').orderBy('position').limit(3).select('path', 'file_id');
  assert.deepEqual(after, made, 'what was made is not made again');
});

test('whoever was killed between the list of contents and its signature is taken over from too', async () => {
  const { db, portal, trusted, urls, fallSilent } = await aFrozenReport();
  const { deps } = portal;
  const making = (await claimMaking(db))!;
  const killed = new AbortController();
  let left = Infinity;
  const progress = () => {
    if ((left -= 1) === 0) killed.abort(new Error('killed'));
  };
  const format: Format = FORMATS.pdf;
  const { here = true } = format;
  format.here = false;
  try {
    // README.txt, five formats and the list; the first call says that nothing is there yet.
    left = 8;
    await assert.rejects(makeFiles(deps, making, { progress, stopping: killed.signal }), /killed/);
    assert.ok(await db('report_edition_file').where({ path: 'manifest.csv' }).first());
    assert.equal(await db('report_edition_file').where({ path: 'signature.json' }).first(), undefined);
    await fallSilent();
    await makeReports(deps);
  } finally {
    format.here = here;
  }
  const { bytes } = await download(trusted, urls.pack);
  const files = await unzip(bytes);
  assert.deepEqual(Object.keys(files).slice(-2), ['manifest.csv', 'signature.json']);
  const { manifest } = JSON.parse(files['signature.json']!.toString()) as { manifest: string };
  assert.equal(manifest, sha256(files['manifest.csv']!));
});

test('what ends whoever makes it, again and again, is not tried for ever', async () => {
  const { db, portal, trusted, urls, fallSilent } = await aFrozenReport();
  for (let tries = 0; tries < 20; tries += 1) {
    assert.ok(await claimMaking(db), 'whoever took it up has gone without a word');
    await fallSilent();
  }
  await makeReports(portal.deps);
  const files = await unzip((await download(trusted, urls.pack)).bytes);
  assert.equal(files['README.txt'], undefined, 'the first that was missing');
  assert.ok(files['report.xlsx'] && files['manifest.csv'] && files['signature.json']);
});

test('told to stop, who makes files leaves them to others as if nothing had been tried', async () => {
  const { db, portal } = await aFrozenReport();
  await makeReports(portal.deps, AbortSignal.abort());
  const rows = await db('report_making').whereNull('completed_at').select('failures', 'claimed_until');
  assert.deepEqual(rows, [{ failures: 0, claimed_until: null }]);
});

test('how far it is, told slowly, is told before it is left: later it would keep others from it', async () => {
  const { db, portal } = await aFrozenReport();
  const slow = new Proxy(db, {
    get: (of, name) =>
      name !== 'raw'
        ? (Reflect.get(of, name) as unknown)
        : async (...statement: Parameters<typeof db.raw>) => {
            if (String(statement[0]).includes('files_made')) await delay(100);
            return (await of.raw(...statement)) as unknown;
          },
  });
  const stopping = new AbortController();
  const format: Format = FORMATS.csv;
  const { write } = format;
  format.write = () => Promise.reject(new Error('stopped')).finally(() => stopping.abort());
  try {
    await makeReports({ ...portal.deps, db: slow }, stopping.signal);
  } finally {
    format.write = write;
  }
  await delay(1_000);
  const left = await db('report_making').whereNull('completed_at').select('failures', 'claimed_until');
  assert.deepEqual(left, [{ failures: 0, claimed_until: null }]);
});

test('what can never be made does not keep the rest from the Panel: it is left out, and the pack says so', async () => {
  const { db, portal, trusted, urls, statusOf, fallSilent } = await aFrozenReport();
  const format: Format = FORMATS.csv;
  const { write } = format;
  format.write = () => Promise.reject(new Error('no room'));
  try {
    for (let tries = 0; tries < 10; tries += 1) {
      await makeReports(portal.deps);
      assert.equal(await statusOf(urls.pack), 503, `after ${tries + 1} tries`);
      await fallSilent();
    }
    await makeReports(portal.deps);
  } finally {
    format.write = write;
  }
  const files = await unzip((await download(trusted, urls.pack)).bytes);
  assert.equal(files['report.csv'], undefined);
  assert.ok(files['report.xlsx']);
  const row = readCsv(files['manifest.csv']!).find((one) => one['File'] === 'report.csv');
  assert.deepEqual([row?.['Note'], row?.['SHA-256']], ['left out: it could not be made', '']);
  assert.equal(await statusOf(urls.csv), 404);
  const page = pageOf(await trusted.get(urls.page));
  assert.equal(page.querySelectorAll('a[href*="report.csv"]').length, 0, 'nor is it offered');
  assert.equal(page.querySelectorAll('a[href*="report.xlsx"]').length, 1);
  assert.equal((await db('outbox_mail').where({ kind: 'report-ready' })).length, 2, 'the Panel is told');
});

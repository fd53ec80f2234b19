import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { openDatabase } from '../../src/db/connection.js';
import { paths } from '../../src/paths.js';
import { endSessionsOf } from '../../src/people/sessions.store.js';
import { submitForm } from '../support/browse.js';
import { aPdf, aSlowUpload, cookiesOf, multipart, startUploading, until } from './uploading.js';

const { portal, deps, db, databaseUrl, colleague, aDraft, browser, csrf, upload, filesOf } =
  await startUploading();

/** Half as many connections for files as there are slow clients. */
const small = openDatabase(databaseUrl, 1, 2);
after(() => small.close());
deps.bulk = small.bulk;
const SLOW = 4;

const connectionsOut = (): number =>
  (small.bulk.client as unknown as { pool: { numUsed(): number } }).pool.numUsed();

/** What everybody else does meanwhile, each answered within a second or two although the machine may be busy. */
async function othersAreServed(): Promise<void> {
  const draft = await aDraft();
  const begun = performance.now();
  assert.equal((await browser.get(draft.url)).status, 200);
  assert.equal((await upload(draft.url, aPdf('quick.pdf', 600_000))).status, 303);
  const [file] = await filesOf(draft.id);
  const download = await browser.get(paths.attachment({ id: draft.id, attachment: file!.id }));
  assert.equal(download.status, 200);
  assert.equal((await submitForm(browser, paths.check({ id: draft.id }))).status, 303);
  assert.ok(performance.now() - begun < 5_000, 'nobody waited for a connection');
}

test('uploads that stall hold no connection: pages, submits and other files go on beside them', async () => {
  const body = multipart([
    { name: '_csrf', value: csrf },
    { name: 'question', value: 'files' },
    { name: 'files', filename: 'slow.pdf', value: '%PDF-1.4\n'.padEnd(900_000, 'x') },
  ]);
  const slow = await Promise.all(
    Array.from({ length: SLOW }, async () => {
      const draft = await aDraft();
      const client = await aSlowUpload(portal, browser, draft.url, body.length);
      await client.write(body.subarray(0, 600_000));
      return { draft, client };
    }),
  );
  const stored = async () => (await db.raw('select count(*) from file_chunk')).rows[0].count as number;
  await until(async () => (await stored()) === 2 * SLOW);
  assert.equal(connectionsOut(), 0);
  await othersAreServed();

  for (const { draft, client } of slow) {
    await client.write(body.subarray(600_000));
    assert.match(await client.reply(), /^HTTP\/1\.1 303 /);
    assert.equal((await filesOf(draft.id))[0]?.name, 'slow.pdf');
  }
});

test('downloads that nobody takes hold no connection, and are not read ahead', async () => {
  const draft = await aDraft();
  await upload(draft.url, aPdf('large.pdf', 24 * 1024 * 1024));
  const [file] = await filesOf(draft.id);
  const url = paths.attachment({ id: draft.id, attachment: file!.id });
  const { hostname, port } = new URL(portal.url);
  const before = process.memoryUsage().arrayBuffers;
  const slow = await Promise.all(
    Array.from({ length: SLOW }, async () => {
      const socket = connect(Number(port), hostname);
      socket.write(`GET ${url} HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${cookiesOf(browser)}\r\n\r\n`);
      await once(socket, 'readable'); // and takes nothing of it
      return socket;
    }),
  );
  await until(async () => connectionsOut() === 0);
  await othersAreServed();
  assert.equal(connectionsOut(), 0);
  const grown = process.memoryUsage().arrayBuffers - before;
  assert.ok(grown < SLOW * 12 * 1024 * 1024, `${grown} bytes are held for clients that take nothing`);
  for (const socket of slow) socket.destroy();
});

test('a download ends when its reader is removed meanwhile: nobody takes the rest along', async () => {
  const draft = await aDraft();
  const size = 24 * 1024 * 1024;
  await upload(draft.url, aPdf('secret.pdf', size));
  const [file] = await filesOf(draft.id);
  const { hostname, port } = new URL(portal.url);
  const socket = connect(Number(port), hostname);
  const url = paths.attachment({ id: draft.id, attachment: file!.id });
  socket.write(`GET ${url} HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${cookiesOf(browser)}\r\n\r\n`);
  await once(socket, 'readable');
  await endSessionsOf(db, colleague.id);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  let taken = 0;
  socket.on('data', (bytes) => (taken += bytes.length));
  await once(socket, 'close').catch(() => undefined); // reset by the portal
  assert.ok(taken < size, `${taken} of ${size} bytes were taken`);
});

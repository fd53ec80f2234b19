import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { CHUNK_BYTES } from '../../src/attachments/files.store.js';
import { paths } from '../../src/paths.js';
import { cookiesOf, download, startUploading } from './uploading.js';

const { portal, db, aDraft, browser, upload, filesOf } = await startUploading();

/** Three chunks, the last one short. */
const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(2 * CHUNK_BYTES + 1_000)]);
const size = bytes.length;
const draft = await aDraft();
await upload(draft.url, { name: 'Größe “A” 50%.pdf', bytes });
const [file] = await filesOf(draft.id);
const url = paths.attachment({ id: draft.id, attachment: file!.id });
const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;

const get = (headers: Record<string, string> = {}) => download(browser, url, headers);

test('the whole file: saved, never shown, typed by its content, and not kept by a cache', async () => {
  const reply = await get();
  assert.equal(reply.status, 200);
  assert.ok((reply.body as Buffer).equals(bytes));
  const { headers } = reply;
  assert.equal(
    headers['content-disposition'],
    `attachment; filename="Gr__e _A_ 50_.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E2%80%9CA%E2%80%9D%2050%25.pdf`,
  );
  assert.equal(headers['content-type'], 'application/pdf');
  assert.equal(headers['content-length'], String(size));
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['accept-ranges'], 'bytes');
  assert.equal(headers['etag'], etag);
  assert.match(headers['content-security-policy'] as string, /default-src 'none'/);
});

const ranges: [string, number, number][] = [
  ['bytes=0-0', 0, 1],
  ['bytes=0-99', 0, 100],
  [`bytes=${CHUNK_BYTES - 1}-${CHUNK_BYTES}`, CHUNK_BYTES - 1, CHUNK_BYTES + 1],
  [`bytes=10-${2 * CHUNK_BYTES + 10}`, 10, 2 * CHUNK_BYTES + 11],
  [`bytes=${CHUNK_BYTES}-`, CHUNK_BYTES, size],
  ['bytes=-1', size - 1, size],
  ['bytes=-1500', size - 1_500, size],
  [`bytes=-${size * 2}`, 0, size],
  [`bytes=${size - 1}-${size * 2}`, size - 1, size],
];
for (const [asked, start, end] of ranges) {
  test(`the range ${asked} (RFC 9110, 14.1.2)`, async () => {
    const reply = await get({ Range: asked });
    assert.equal(reply.status, 206);
    assert.equal(reply.headers['content-range'], `bytes ${start}-${end - 1}/${size}`);
    assert.equal(reply.headers['content-length'], String(end - start));
    assert.ok((reply.body as Buffer).equals(bytes.subarray(start, end)));
  });
}

for (const asked of [`bytes=${size}-`, `bytes=${size}-${size + 5}`, 'bytes=-0']) {
  test(`the range ${asked} begins behind the end: 416 with the size`, async () => {
    const reply = await get({ Range: asked });
    assert.equal(reply.status, 416);
    assert.equal(reply.headers['content-range'], `bytes */${size}`);
    assert.equal((reply.body as Buffer).length, 0);
  });
}

for (const asked of ['bytes=0-1,10-11', 'bytes=5-1', 'bytes=a-b', 'bytes', 'lines=0-1', 'bytes=1', '']) {
  test(`several ranges at once, or what is no range, is answered with the whole: ${asked || 'nothing'}`, async () => {
    const reply = await get({ Range: asked });
    assert.equal(reply.status, 200);
    assert.ok((reply.body as Buffer).equals(bytes));
  });
}

test('If-Range and If-None-Match: a range of the same file only, and nothing that is known already', async () => {
  assert.equal((await get({ Range: 'bytes=0-9', 'If-Range': etag })).status, 206);
  assert.equal((await get({ Range: 'bytes=0-9', 'If-Range': '"other"' })).status, 200);
  const known = await get({ 'If-None-Match': etag });
  assert.equal(known.status, 304);
  assert.equal((known.body as Buffer).length, 0);
  assert.equal((await get({ 'If-None-Match': '"other"' })).status, 200);
});

test('HEAD tells what GET would send, of the whole file, and reads none of it', async () => {
  const other = await aDraft();
  await upload(other.url, { name: 'other.pdf', bytes });
  const [added] = await filesOf(other.id);
  const at = paths.attachment({ id: other.id, attachment: added!.id });
  await db.raw('delete from file_chunk where file_id = ? and ordinal = 1', [added!.fileId]);
  for (const range of ['', 'bytes=0-9']) {
    const head = await browser.head(at).set('Range', range);
    assert.equal(head.status, 200);
    assert.equal(head.headers['content-length'], String(size));
    assert.equal(head.headers['content-type'], 'application/pdf');
    assert.match(head.headers['content-disposition'] as string, /^attachment/);
  }
  await assert.rejects(browser.get(at), /aborted|socket hang up/, 'a file with a hole never looks whole');
});

test('a client that goes away in the middle, again and again, leaves the portal as it was', async () => {
  for (let n = 0; n < 10; n += 1) {
    const { hostname, port } = new URL(portal.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${url} HTTP/1.1\r\nHost: ${hostname}\r\nCookie: ${cookiesOf(browser)}\r\n\r\n`);
    await once(socket, 'data');
    socket.resetAndDestroy();
  }
  assert.equal((await get()).status, 200);
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { sweepOf } from '../../src/jobs/work.js';
import { paths } from '../../src/paths.js';
import { textOf } from '../support/browse.js';
import { aPdf, aSlowUpload, multipart, startUploading, until } from './uploading.js';

const { portal, db, clock, deps, aDraft, browser, csrf, upload, held } = await startUploading({
  now: '2017-01-30T09:00:00Z',
});

const body = multipart([
  { name: '_csrf', value: csrf },
  { name: 'question', value: 'files' },
  { name: 'files', filename: 'Costs.pdf', value: '%PDF-1.4\n'.padEnd(900_000, 'x') },
]);
/** Enough for two chunks in the database. */
const MOST = body.subarray(0, 700_000);

/** The worker's chore, as it runs every minute. */
const sweep = () =>
  sweepOf(deps, new AbortController().signal)
    .find(({ name }) => name === 'unfinished uploads')!
    .run();

const chunksUnderWay = async (): Promise<number> => {
  const { rows } = await db.raw<{ rows: { count: number }[] }>(
    'select count(*) from file_chunk c join file f on f.id = c.file_id where f.completed_at is null and f.name = ?',
    ['Costs.pdf'],
  );
  return rows[0]!.count;
};

/** An upload of which most has been sent and stored. */
async function aHalfUpload() {
  const draft = await aDraft();
  const client = await aSlowUpload(portal, browser, draft.url, body.length);
  await client.write(MOST);
  await until(async () => (await chunksUnderWay()) === 2);
  return { draft, client };
}

const endings = {
  'closed in the middle': (socket: { end(): void }) => socket.end(),
  'reset in the middle': (socket: { resetAndDestroy(): void }) => socket.resetAndDestroy(),
};
for (const [what, end] of Object.entries(endings)) {
  test(`a connection ${what}: nothing was ever visible, nothing stays, and the portal goes on`, async () => {
    const before = await held();
    const { draft, client } = await aHalfUpload();
    assert.match(textOf(await browser.get(draft.url)), /No files yet/);
    assert.match(textOf(await browser.get(paths.response({ id: draft.id }))), /Anything else/);
    end(client.socket);
    await until(async () => JSON.stringify(await held()) === JSON.stringify(before));
    assert.equal((await upload(draft.url, aPdf())).status, 303);
  });
}

test('connections that break off in the headers, between the parts, in a name: nothing stays', async () => {
  const before = await held();
  const draft = await aDraft();
  const inTheName = body.indexOf('Costs.pdf') + 3;
  for (const length of [0, 10, inTheName, inTheName + 60, body.length - 3]) {
    const client = await aSlowUpload(portal, browser, draft.url, body.length);
    await client.write(body.subarray(0, length));
    client.socket.destroy();
    await once(client.socket, 'close');
  }
  assert.equal((await upload(draft.url, aPdf())).status, 303);
  const one = { files: before.files + 1, chunks: before.chunks + 1, links: before.links + 1 };
  await until(async () => JSON.stringify(await held()) === JSON.stringify(one));
});

test('a body that says it is whole but ends in the middle of the file is refused', async () => {
  const before = await held();
  const draft = await aDraft();
  const client = await aSlowUpload(portal, browser, draft.url, MOST.length);
  await client.write(MOST);
  const reply = await client.reply();
  assert.match(reply, /^HTTP\/1\.1 400 /);
  assert.match(reply, /broke off before it was complete/);
  assert.deepEqual(await held(), before);
});

test('what a killed process leaves is swept within minutes; what still arrives is not', async () => {
  clock.set('2017-01-30T10:00:00Z');
  const [left] = await db('file')
    .insert({ name: 'left.pdf', media_type: 'x/y', begun_at: clock.now(), touched_at: clock.now() })
    .returning('id');
  await db('file_chunk').insert({ file_id: left!.id, ordinal: 0, bytes: Buffer.from('%PDF-') });
  const isThere = async () => (await db('file').where({ id: left!.id })).length === 1;

  clock.set('2017-01-30T10:04:59Z');
  await sweep();
  assert.ok(await isThere(), 'five minutes are not over');
  const { draft, client } = await aHalfUpload();
  clock.set('2017-01-30T10:05:01Z');
  await sweep();
  assert.equal(await isThere(), false);
  assert.equal((await db('file_chunk').where({ file_id: left!.id })).length, 0);

  await client.write(body.subarray(MOST.length));
  assert.match(await client.reply(), /^HTTP\/1\.1 303 /, 'the living one was spared');
  assert.match(textOf(await browser.get(draft.url)), /Costs\.pdf/);
});

test('an upload that was swept because it lay still for minutes is told so when it goes on', async () => {
  clock.set('2017-01-30T11:00:00Z');
  const before = await held();
  const { client } = await aHalfUpload();
  clock.set('2017-01-30T11:06:00Z');
  await sweep();
  await client.write(body.subarray(MOST.length));
  const reply = await client.reply();
  assert.match(reply, /^HTTP\/1\.1 409 /);
  assert.match(reply, /The upload was interrupted for so long that the portal gave it up/);
  assert.deepEqual(await held(), before);
});

test('a completed file that nobody linked, because a process was killed, is swept after a day', async () => {
  clock.set('2017-01-30T12:00:00Z');
  const draft = await aDraft();
  await upload(draft.url, aPdf('linked.pdf'));
  const orphan = await db('file').where({ name: 'linked.pdf' }).first();
  await upload(draft.url, aPdf('kept.pdf'));
  await db('draft_attachment').where({ file_id: orphan!.id }).delete();
  const sweepUnlinked = () =>
    sweepOf(deps, new AbortController().signal)
      .find(({ name }) => name === 'unlinked files')!
      .run();
  const names = async () =>
    (await db('file').whereIn('name', ['linked.pdf', 'kept.pdf']).orderBy('name')).map(({ name }) => name);

  clock.set('2017-01-31T11:59:59Z');
  await sweepUnlinked();
  assert.deepEqual(await names(), ['kept.pdf', 'linked.pdf']);
  clock.set('2017-01-31T12:00:01Z');
  await sweepUnlinked();
  assert.deepEqual(await names(), ['kept.pdf']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser, csrfFrom, send } from '../support/browse.js';
import { signInAs } from '../support/signIn.js';
import { aRepresentative } from '../support/build.js';
import { aPdf, BOUNDARY, multipart, startUploading, type Part } from './uploading.js';

const { portal, db, organisation, aDraft, browser, csrf, upload, sendBody, held, filesOf } =
  await startUploading();

const question: Part = { name: 'question', value: 'files' };
const file: Part = {
  name: 'files',
  filename: 'a.pdf',
  value: Buffer.from('%PDF-1.4\n'.padEnd(600_000, 'x')),
};

/** Notes every row of `file` that ever was, also those removed at once: the token comes before the first byte. */
await db.raw('create table begun (id uuid)');
await db.raw(
  `create function note_file() returns trigger language plpgsql as $$ begin insert into begun values (new.id); return new; end $$`,
);
await db.raw('create trigger note_file after insert on file for each row execute function note_file()');
const begun = async (): Promise<number> => {
  const { rows } = await db.raw<{ rows: { count: number }[] }>('select count(*) from begun');
  return rows[0]!.count;
};

test('the witness of this test sees what is stored', async () => {
  const { url } = await aDraft();
  await upload(url, aPdf());
  assert.equal(await begun(), 1);
});

const forged: [string, () => Part[]][] = [
  ['no token', () => [question, file]],
  ['an empty token', () => [{ name: '_csrf', value: '' }, question, file]],
  ['a wrong token', () => [{ name: '_csrf', value: 'x'.repeat(43) }, question, file]],
  ['a token too long', () => [{ name: '_csrf', value: `${csrf}x` }, question, file]],
  ['a token after the file', () => [question, file, { name: '_csrf', value: csrf }]],
  ['a token that is itself a file', () => [{ name: '_csrf', filename: 't', value: csrf }, question, file]],
  ['a token under another name', () => [{ name: 'csrf', value: csrf }, question, file]],
];
for (const [what, parts] of forged) {
  test(`${what}: refused before a byte is stored`, async () => {
    const { url } = await aDraft();
    const [before, begunBefore] = [await held(), await begun()];
    const reply = await sendBody(url, multipart(parts()));
    assert.equal(reply.status, 403, reply.text);
    assert.equal(await begun(), begunBefore);
    assert.deepEqual(await held(), before);
  });
}

test('the question after the file: refused before a byte is stored, because nobody knows yet what it answers', async () => {
  const { url } = await aDraft();
  const before = await begun();
  const reply = await sendBody(url, multipart([{ name: '_csrf', value: csrf }, file, question]));
  assert.equal(reply.status, 400);
  assert.equal(await begun(), before);
});

test('a form without a file needs its token too', async () => {
  const { url } = await aDraft();
  assert.equal((await sendBody(url, multipart([question]))).status, 403);
});

test('the token of another person, or of a session that has ended', async () => {
  const { url } = await aDraft();
  const colleague = await signInAs(portal, await aRepresentative(db, organisation));
  const theirs = await csrfFrom(colleague, paths.front());
  const before = await begun();
  const reply = await sendBody(url, multipart([{ name: '_csrf', value: theirs }, question, file]));
  assert.equal(reply.status, 403);

  const gone = aBrowser(portal);
  const body = multipart([{ name: '_csrf', value: csrf }, question, file]);
  const signedOut = await gone
    .post(url)
    .set('Content-Type', `multipart/form-data; boundary=${BOUNDARY}`)
    .redirects(0)
    .send(body);
  assert.equal(signedOut.status, 303);
  assert.match(signedOut.headers['location'] as string, /^\/sign-in\?/);
  assert.equal(await begun(), before);
});

test('what another site sends is refused by its Origin, with the right token too', async () => {
  const { url } = await aDraft();
  const before = await begun();
  const headers: [string, string][] = [
    ['Origin', 'https://evil.example'],
    ['Origin', 'null'],
    ['Sec-Fetch-Site', 'cross-site'],
  ];
  for (const [name, value] of headers) {
    const reply = await browser
      .post(url)
      .set(name, value)
      .field('_csrf', csrf)
      .field('question', 'files')
      .attach('files', aPdf().bytes, 'a.pdf');
    assert.equal(reply.status, 403);
  }
  assert.equal(await begun(), before);
});

test('removing and marking take no form without its token, and no multipart form', async () => {
  const draft = await aDraft();
  await upload(draft.url, aPdf());
  const [added] = await filesOf(draft.id);
  const at = { id: draft.id, attachment: added!.id };
  for (const url of [paths.removeAttachment(at), paths.attachmentConfidentiality(at)]) {
    assert.equal((await send(browser, url, {})).status, 403);
    assert.equal((await send(browser, url, { _csrf: 'x'.repeat(43) })).status, 403);
    assert.equal((await sendBody(url, multipart([{ name: '_csrf', value: csrf }]))).status, 400);
    assert.equal((await send(browser, url, { _csrf: csrf, extra: 'x' })).status, 400);
  }
  assert.deepEqual(await filesOf(draft.id), [added]);
});

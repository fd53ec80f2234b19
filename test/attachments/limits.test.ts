import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorFor, follow, pageOf, textOf } from '../support/browse.js';
import { aPdf, startUploading } from './uploading.js';

const LIMIT = 400_000;
const { aDraft, browser, csrf, upload, held, filesOf, db } = await startUploading({
  config: { maxFileBytes: LIMIT },
});

test('files are added in their order, told of, listed and counted', async () => {
  const draft = await aDraft();
  const reply = await upload(draft.url, aPdf('b.pdf'), aPdf('a.pdf', 300_000));
  assert.equal(reply.status, 303, reply.text);
  const text = textOf(await follow(browser, reply));
  assert.match(text, /2 files were added\./);
  assert.match(text, /b\.pdf PDF, 200 bytes.*a\.pdf PDF, 293 KB/);
  assert.match(text, /This response has 2 of at most 20 files\./);
  const [one, two] = await filesOf(draft.id);
  assert.deepEqual([one?.name, two?.name], ['b.pdf', 'a.pdf']);
  const { version } = (await db('response').where({ id: draft.id }).first())!;
  assert.equal(version, 2, 'what was checked before must be checked again');
  const chunks = await db('file_chunk').where({ file_id: two!.fileId }).orderBy('ordinal');
  assert.deepEqual(
    chunks.map(({ bytes }) => bytes.length),
    [262_144, 300_000 - 262_144],
  );
});

test('a file of 0 bytes is refused by name, and the good one beside it is not kept either', async () => {
  const draft = await aDraft();
  const before = await held();
  const reply = await upload(draft.url, aPdf('good.pdf'), { name: 'empty.pdf', bytes: Buffer.alloc(0) });
  assert.equal(reply.status, 422);
  assert.equal(errorFor(reply, 'files'), 'Error: “empty.pdf” is empty: it has 0 bytes');
  assert.equal(pageOf(reply).querySelector('.govuk-error-summary a')?.getAttribute('href'), '#files');
  assert.deepEqual(await held(), before);
});

test('no file at all: choose one', async () => {
  const draft = await aDraft();
  const before = await held();
  const reply = await upload(draft.url);
  assert.equal(reply.status, 422);
  assert.equal(errorFor(reply, 'files'), 'Error: Choose a file');
  assert.deepEqual(await held(), before);
});

test('a file of exactly the limit is taken; one byte more is refused by name, and nothing is kept', async () => {
  const draft = await aDraft();
  assert.equal((await upload(draft.url, aPdf('exact.pdf', LIMIT))).status, 303);
  const before = await held();
  for (const size of [LIMIT + 1, 5 * LIMIT]) {
    const reply = await upload(draft.url, aPdf('good.pdf'), aPdf('long.pdf', size));
    assert.equal(reply.status, 422);
    assert.equal(errorFor(reply, 'files'), 'Error: “long.pdf” is larger than 391 KB');
  }
  assert.deepEqual(await held(), before);
});

test('every file that is refused is named in one reply', async () => {
  const draft = await aDraft();
  const reply = await upload(
    draft.url,
    { name: 'empty.csv', bytes: Buffer.alloc(0) },
    { name: 'run.exe', bytes: Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff', 'latin1') },
  );
  const items = [...pageOf(reply).querySelectorAll('.govuk-error-summary li')];
  assert.deepEqual(
    items.map((item) => /“(.+?)”/.exec(item.textContent ?? '')?.[1]),
    ['empty.csv', 'run.exe'],
  );
  assert.match(
    errorFor(reply, 'files')!,
    /^Error: “empty\.csv” is empty: it has 0 bytes\. “run\.exe” is not .*JPEG$/,
  );
});

test('the 21st file is refused, with words that say what to do; 20 at once are taken', async () => {
  const draft = await aDraft();
  const twenty = Array.from({ length: 20 }, (_, n) => aPdf(`${n + 1}.pdf`));
  const before = await held();
  const tooMany = await upload(draft.url, ...twenty, aPdf('21.pdf'));
  assert.equal(tooMany.status, 422);
  assert.equal(errorFor(tooMany, 'files'), 'Error: A response can have 20 files at most');
  assert.deepEqual(await held(), before);

  assert.equal((await upload(draft.url, ...twenty.slice(1))).status, 303);
  const two = await upload(draft.url, aPdf('x.pdf'), aPdf('y.pdf'));
  assert.equal(
    errorFor(two, 'files'),
    'Error: A response can have 20 files at most and this one has 19: add one more file',
  );
  assert.equal((await upload(draft.url, aPdf('1.pdf'))).status, 303);
  const full = await browser.get(draft.url);
  assert.equal(pageOf(full).querySelectorAll('input[type="file"]').length, 0);
  assert.match(textOf(full), /This response has 20 files, which is the most it can have\./);
  assert.equal((await upload(draft.url, aPdf('21.pdf'))).status, 422);
  assert.equal((await filesOf(draft.id)).length, 20);
});

test('two uploads at once are counted one after the other: no response ever has more than 20', async () => {
  const draft = await aDraft();
  await upload(draft.url, ...Array.from({ length: 18 }, (_, n) => aPdf(`${n}.pdf`)));
  const replies = await Promise.all(
    ['a', 'b', 'c'].map((name) => upload(draft.url, aPdf(`${name}1.pdf`), aPdf(`${name}2.pdf`))),
  );
  assert.deepEqual(
    replies.map(({ status }) => status).toSorted((a, b) => a - b),
    [303, 422, 422],
  );
  assert.equal((await filesOf(draft.id)).length, 20);
  const { rows } = await db.raw(
    'select count(*) from file where id not in (select file_id from draft_attachment)',
  );
  assert.equal(rows[0].count, 0, 'what could not be linked is removed');
});

test('a script gets what is to be said, or the problems one by one', async () => {
  const draft = await aDraft();
  const send = (bytes: Buffer) =>
    browser
      .post(draft.url)
      .accept('application/json')
      .field('_csrf', csrf)
      .field('question', 'files')
      .attach('files', bytes, 'x.pdf');
  const added = await send(aPdf().bytes);
  assert.equal(added.status, 201);
  assert.deepEqual(added.body, { said: '“x.pdf” was added.' });
  assert.doesNotMatch(textOf(await browser.get(draft.url)), /was added/, 'it has been said');
  const refused = await send(Buffer.alloc(0));
  assert.equal(refused.status, 422);
  assert.deepEqual(refused.body.error.problems, ['“x.pdf” is empty: it has 0 bytes']);
});

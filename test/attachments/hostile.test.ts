import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf, type Reply } from '../support/browse.js';
import { aPdf, BOUNDARY, multipart, startUploading, until, type Part } from './uploading.js';

const { aDraft, browser, csrf, sendBody, upload, held } = await startUploading({
  config: { maxFileBytes: 200_000, maxFiles: 3 },
});

const token: Part = { name: '_csrf', value: csrf };
const question: Part = { name: 'question', value: 'files' };
const file: Part = { name: 'files', filename: 'a.pdf', value: '%PDF-1.4\n' };
const honest = [token, question, file];
/** The honest form with one more text field before the file. */
const withField = (name: string, value = 'x') => [token, question, { name, value }, file];

/** Sends it; whatever the status, the process lives and nothing is stored. */
async function refused(body: Buffer, type?: string): Promise<Reply> {
  const { url } = await aDraft();
  const before = await held();
  const reply = await sendBody(url, body, type);
  assert.ok(reply.status >= 400 && reply.status < 500, `answered ${reply.status}: ${textOf(reply)}`);
  assert.deepEqual(await held(), before);
  const page = await browser.get(url);
  assert.equal(page.status, 200, 'the portal goes on');
  return reply;
}

test('the honest form, put together by hand, is taken: what follows differs from it in one thing only', async () => {
  const { url } = await aDraft();
  assert.equal((await sendBody(url, multipart(honest))).status, 303);
});

const names = [
  'a[4294967294]',
  'a[0]',
  'a[]',
  'a[b]',
  'a[b][c]',
  `a${'[b]'.repeat(30)}`,
  'question[0]',
  '_csrf[a]',
  '__proto__',
  '__proto__[x]',
  'constructor[prototype][x]',
  'toString',
  '',
  'x'.repeat(5_000),
];
for (const name of names) {
  test(`a field that no form has is refused: ${name.slice(0, 40) || 'no name'}`, async () => {
    await refused(multipart(withField(name)));
    assert.equal(({} as Record<string, unknown>)['x'], undefined, 'no prototype was touched');
  });
}

test('a field twice, which would make an array where one value belongs', async () => {
  await refused(multipart([token, question, question, file]));
  await refused(multipart([token, token, question, file]));
});

test('a thousand fields; a thousand small parts that call themselves files', async () => {
  const fields = Array.from({ length: 1_000 }, (_, n) => ({ name: `f${n}`, value: 'x' }));
  await refused(multipart([token, question, ...fields, file]));
  const files = Array.from({ length: 1_000 }, (_, n) => ({ ...file, filename: `${n}.pdf` }));
  const reply = await refused(multipart([token, question, ...files]));
  assert.equal(reply.status, 422);
  assert.match(textOf(reply), /A response can have 3 files at most/);
});

test('a huge value of a field', async () => {
  await refused(multipart(withField('back', 'x'.repeat(70_000))));
  await refused(multipart([token, { name: 'question', value: 'x'.repeat(70_000) }, file]));
  await refused(multipart([{ name: '_csrf', value: 'x'.repeat(70_000) }, question, file]));
});

test('more than any honest form holds: the connection is cut, and the process lives', async () => {
  const { url } = await aDraft();
  const before = await held();
  const endless = multipart([token, question, file, { name: 'z', value: 'x'.repeat(2_000_000) }]);
  await assert.rejects(sendBody(url, endless), /socket hang up|ECONNRESET|EPIPE|aborted/);
  await until(async () => JSON.stringify(await held()) === JSON.stringify(before));
  assert.equal((await upload(url, aPdf())).status, 303);
});

test('no boundary, a wrong one, an empty one, and a body that is no multipart at all', async () => {
  const body = multipart(honest);
  await refused(body, 'multipart/form-data');
  await refused(body, 'multipart/form-data; boundary=');
  await refused(body, 'multipart/form-data; boundary=other');
  await refused(Buffer.from('nothing of the kind'));
  await refused(Buffer.alloc(0));
  await refused(Buffer.from(`--${BOUNDARY}--\r\n`));
  await refused(body.subarray(0, body.length - 20));
});

test('the wrong content type', async () => {
  const body = multipart(honest);
  for (const type of [
    'application/x-www-form-urlencoded',
    'application/json',
    'text/plain',
    'application/octet-stream',
    `multipart/mixed; boundary=${BOUNDARY}`,
    `multipart/x; boundary=${BOUNDARY}`,
  ]) {
    await refused(body, type);
  }
  const urlencoded = (fields: string) =>
    refused(Buffer.from(`_csrf=${csrf}&question=files${fields}`), 'application/x-www-form-urlencoded');
  assert.equal((await urlencoded('&files=a.pdf')).status, 400);
  const reply = await urlencoded('');
  assert.equal(reply.status, 422);
  assert.match(textOf(reply), /Choose a file/);
});

test('a file under a name that the form has not', async () => {
  await refused(multipart([token, question, { ...file, name: 'other' }]));
  await refused(multipart([token, question, file, { ...file, name: 'other' }]));
  await refused(multipart([token, question, { ...file, name: 'question' }]));
  await refused(multipart([token, { ...question, filename: 'q.txt' }, file]));
});

test('a question that takes no files, or that is not asked; a section that is not there', async () => {
  for (const key of ['view', 'cost', 'nothing', '', 'constructor']) {
    await refused(multipart([token, { name: 'question', value: key }, file]));
  }
  await refused(multipart([token, file]));
  await refused(multipart(withField('back', '//evil.example/')));
});

test('headers of a part that go on for ever, or make no sense', async () => {
  const part = (header: string) =>
    Buffer.concat([
      multipart([token, question], { cut: true }),
      Buffer.from(`--${BOUNDARY}\r\n${header}\r\n\r\n%PDF-1.4\r\n--${BOUNDARY}--\r\n`),
    ]);
  await refused(part(`Content-Disposition: form-data; name="files"; filename="${'x'.repeat(100_000)}"`));
  await refused(part(Array.from({ length: 500 }, (_, n) => `X-${n}: y`).join('\r\n')));
  await refused(part('Content-Disposition: attachment; filename="a.pdf"'));
  await refused(part('Content-Disposition: form-data; filename="a.pdf"'));
  await refused(part('Content-Disposition'));
  await refused(part(': :'));
});

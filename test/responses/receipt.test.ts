import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aPdf, startUploading } from '../attachments/uploading.js';
import { follow, submitForm, textOf } from '../support/browse.js';

const { db, browser, colleague, aDraft, upload, filesOf } = await startUploading({
  now: '2017-02-08T16:00:00Z',
});
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test('a receipt tells who submitted, and each file with its SHA-256; the mail nothing of a confidential file', async () => {
  const [open, secret] = [aPdf('Comments.pdf'), aPdf('Costs.pdf', 300)];
  const draft = await aDraft();
  await upload(draft.url, open, secret);
  const costs = (await filesOf(draft.id)).find(({ name }) => name === secret.name)!;
  await db('draft_attachment').where({ id: costs.id }).update({ confidential: true, reason: 'Our costs.' });
  const reply = await submitForm(browser, paths.check({ id: draft.id }));
  assert.equal(reply.status, 303);

  const page = textOf(await follow(browser, reply));
  assert.match(page, new RegExp(`Submitted by ${colleague.name}`));
  assert.match(page, new RegExp(`Comments.pdf ?SHA-256 ${hashOf(open.bytes)}`));
  assert.match(page, new RegExp(`Costs.pdf confidential: Our costs. ?SHA-256 ${hashOf(secret.bytes)}`));

  const mail = (await db('outbox_mail').where({ kind: 'receipt' }).first())!;
  const body = mail.body.replaceAll(/\s+/g, ' ');
  assert.ok(body.includes(`Submitted by: ${colleague.name} `));
  assert.ok(body.includes(`Comments.pdf (SHA-256: ${hashOf(open.bytes)})`));
  assert.ok(!body.includes('Costs.pdf') && !body.includes(hashOf(secret.bytes)));
});

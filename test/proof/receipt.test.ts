import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import canonicalize from 'canonicalize';
import { paths } from '../../src/paths.js';
import { newReceiptKey, readReceiptKeys, signText } from '../../src/proof/receiptKeys.js';
import { checkReceipt, receiptFile } from '../../src/proof/receiptFile.js';
import { signRoot } from '../../src/proof/root.js';
import { pageOf } from '../support/browse.js';
import { browser, db, portal, stranger } from '../responses/submitting.js';
import { signInAs } from '../support/signIn.js';
import { aReceipt, keys, problemOf } from './receipts.js';

test('a receipt is downloaded from the submission’s page, and is what was kept', async () => {
  const { draft, submission, url, text } = await aReceipt();
  const page = await browser.get(paths.submission({ id: draft.id, reference: submission.reference }));
  assert.equal(
    pageOf(page).querySelector(`a[href="${url}"]`)?.textContent?.trim(),
    'Download the signed receipt',
  );
  const reply = await browser.get(url);
  assert.match(reply.headers['content-disposition']!, /^attachment; filename=".*receipt\.json"$/);
  assert.equal(reply.headers['cache-control'], 'no-store');
  const checked = checkReceipt(text, keys);
  assert.ok('told' in checked);
  assert.equal(checked.told.reference, submission.reference);
  assert.equal(checked.digest, submission.digest);
  assert.equal(checked.signer.id, submission.key_id);
  const [mail] = await db('outbox_mail').where('subject', 'like', `%${submission.reference}`);
  assert.ok(mail!.body.includes(submission.signature!), 'the mail carries the signature too');
  assert.equal((await (await signInAs(portal, stranger)).get(url)).status, 404);
});

test('the file is JSON, and its record the canonical form that was signed', async () => {
  const { text, submission } = await aReceipt();
  const { record } = JSON.parse(text) as { record: object };
  assert.equal(canonicalize(record), submission.record);
});

test('one bit changed anywhere, and it is not genuine any more', async () => {
  const { text } = await aReceipt();
  const genuine = Buffer.from(text);
  assert.equal(problemOf(genuine.toString()), undefined);
  for (let at = 0; at < genuine.length; at += 1) {
    for (let bit = 1; bit < 256; bit *= 2) {
      const forged = Buffer.from(genuine);
      forged[at]! ^= bit;
      assert.ok(problemOf(forged.toString()), `byte ${at}: ${forged.subarray(at - 20, at + 20).toString()}`);
    }
  }
});

test('a form’s ends of lines, and what stands before and behind, change nothing', async () => {
  const { text } = await aReceipt();
  assert.equal(problemOf(`\uFEFF \r\n${text.replaceAll('\n', '\r\n')}\r\n\r\n`), undefined);
});

test('what is no receipt is refused with a reason, however it is made', async () => {
  const { text } = await aReceipt();
  const twice = text.replace('"standing":', '"standing":"late","standing":');
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  for (const [given, why] of [
    ['', /not a receipt file/],
    ['{', /not a receipt file/],
    [deep, /not a receipt file/],
    [
      text.replace('"inclusion": null', `"inclusion": ${'['.repeat(4_000)}${']'.repeat(4_000)}`),
      /not a receipt/,
    ],
    [text.replace('"inclusion"', '"__proto__": null,\n  "inclusion"'), /not a receipt file/],
    [text.replace('"inclusion"', '"constructor": null,\n  "inclusion"'), /not a receipt file/],
    [text.replace('"digest"', '"digest": "",\n  "digest"'), /not a receipt file/],
    [JSON.stringify(JSON.parse(text)), /not a receipt file/],
    [text.replace('"record": {', `"record": {"x":${deep},`), /not as the portal signed it/],
    [text.replace('"record": {', '"record": {"__proto__":{"reference":"X"},'), /not as the portal signed it/],
    [twice, /not as the portal signed it/],
    [text.replace('"in time"', '"late"'), /not as the portal signed it/],
    [
      text.replace(/"signature": "[^"]+"/, `"signature": "${'A'.repeat(86)}=="`),
      /not made with one of the keys/,
    ],
    [text.replace(/"key": "[^"]+"/, `"key": "${'0'.repeat(16)}"`), /not made with one of the keys/],
  ] as const) {
    assert.notEqual(given, text);
    assert.match(problemOf(given) ?? 'genuine', why);
  }
  const other = readReceiptKeys(newReceiptKey('2017-01-01').current, '');
  const checked = checkReceipt(text, other.all);
  assert.match('problem' in checked ? checked.problem : '', /not made with one of the keys/);
});

test('a root that is signed with the same key is no receipt', () => {
  const { receiptKeys } = portal.deps.config;
  const tree = { consultation: 'X', number: 1, size: 0, replaced: 0, root: '0'.repeat(64), madeAt: 'now' };
  const { key: _key, signature: _signature, ...stated } = signRoot(receiptKeys, tree);
  const record = canonicalize(stated)!;
  const digest = createHash('sha256').update(record).digest('hex');
  const forged = receiptFile({ record, digest, ...signText(receiptKeys, record) }, undefined);
  assert.match(problemOf(forged)!, /not a receipt file/);
});

test('a file that means to keep the portal busy is done with at once', () => {
  const started = performance.now();
  for (const [what, often] of [
    ['\\"', 100_000],
    ['\r\n', 5_000_000],
    ['[],', 3_000_000],
    ['{"a":0},', 1_000_000],
  ] as const) {
    problemOf(
      receiptFile({ record: what.repeat(often), digest: '0'.repeat(64), key: '', signature: '' }, undefined),
    );
    problemOf(`{"a":"${what.repeat(often)}"}`);
  }
  assert.ok(performance.now() - started < 5_000);
});

test('a key that was given up signs nothing that says it was made later', async () => {
  const { text } = await aReceipt();
  const [mine] = keys;
  const until = (day: string) => {
    const checked = checkReceipt(text, [{ ...mine!, until: day }]);
    return 'problem' in checked ? checked.problem : undefined;
  };
  assert.equal(until('2017-02-08'), undefined, 'on its last day it still does');
  assert.match(until('2017-02-07')!, /not in use any more/);
});

test('a name that is erased later leaves the receipt as it was', async () => {
  const { text, submission, url } = await aReceipt();
  const { name } = (await db('submitter').where({ submission_id: submission.id }).first())!;
  assert.ok(!text.includes(name));
  await db('submitter').where({ submission_id: submission.id }).delete();
  assert.equal((await browser.get(url)).text, text);
});

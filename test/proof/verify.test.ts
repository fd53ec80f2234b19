import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { readConfig } from '../../src/config.js';
import { paths } from '../../src/paths.js';
import { tellOfForgottenKeys } from '../../src/proof/forgottenKeys.js';
import { newReceiptKey, readKeysFile } from '../../src/proof/receiptKeys.js';
import { checkReceipt, receiptFile } from '../../src/proof/receiptFile.js';
import { signRoot } from '../../src/proof/root.js';
import { aBrowser, csrfFrom, textOf, type Browser, type Reply } from '../support/browse.js';
import { aReadyDraft, browser, portal } from '../responses/submitting.js';
import { aReceipt, keys, problemOf } from './receipts.js';

/** Sends the form of /verify. */
async function check(
  as: Browser,
  { file, pasted = '', token }: { file?: string; pasted?: string; token?: string },
): Promise<Reply> {
  const csrf = token ?? (await csrfFrom(as, paths.verify()));
  const request = as.post(paths.verify()).field('_csrf', csrf).field('receipt', pasted);
  return file === undefined ? request : request.attach('file', Buffer.from(file), 'x receipt.json');
}

test('anybody checks a receipt on the page, as a file or pasted; nothing of it is kept', async () => {
  const { text, submission } = await aReceipt();
  const anybody = aBrowser(portal);
  const asFile = await check(anybody, { file: text });
  assert.equal(asFile.status, 200);
  assert.match(
    textOf(asFile),
    new RegExp(`This receipt is genuine.*${submission.reference}.*This file cannot tell`),
  );
  const pasted = await check(anybody, { pasted: text });
  assert.match(textOf(pasted), /This receipt is genuine/);
  const forged = await check(anybody, { pasted: text.replace('in time', 'in tine') });
  assert.equal(forged.status, 422);
  assert.match(textOf(forged), /not as the portal signed it/);
  const nothing = await check(anybody, {});
  assert.match(textOf(nothing), /Choose a receipt file/);
  assert.equal((await check(anybody, { pasted: text, token: '' })).status, 403, 'without the token');
});

test('the keys are published, with when each was used; an old one still verifies', async () => {
  const { text } = await aReceipt();
  const published = (await aBrowser(portal).get(paths.verifyKeysFile())).text;
  assert.ok('told' in checkReceipt(text, readKeysFile(published)!));
  const [mine] = readKeysFile(published)!;
  const next = newReceiptKey('2026-01-01');
  const config = readConfig({
    NODE_ENV: 'test',
    RECEIPT_KEY: next.current,
    RECEIPT_OLD_KEYS: `2017-01-01/2026-01-01:${mine!.key}`,
  });
  assert.deepEqual(
    config.receiptKeys.all.map(({ from, until }) => [from, until]),
    [
      ['2026-01-01', undefined],
      ['2017-01-01', '2026-01-01'],
    ],
  );
  assert.ok('told' in checkReceipt(text, config.receiptKeys.all));
  assert.match(textOf(await aBrowser(portal).get(paths.verifyKeys())), /in use since 1 January 2017/);
  assert.throws(() => readConfig({ NODE_ENV: 'test', RECEIPT_KEY: 'x' }), /RECEIPT_KEY/);
});

test('a key that was left out of the settings is told of when the portal starts', async () => {
  const { submission } = await aReceipt();
  assert.deepEqual(await tellOfForgottenKeys(portal.deps), []);
  const config = readConfig({ NODE_ENV: 'test', RECEIPT_KEY: newReceiptKey('2026-01-01').current });
  assert.deepEqual(await tellOfForgottenKeys({ ...portal.deps, config }), [submission.key_id]);
});

test('after the closure it leads to the root that everybody sees', async () => {
  const { consultation, url, draft, submission } = await aReceipt();
  await aReadyDraft();
  await closeConsultation(portal.deps, consultation.id, Temporal.Instant.from('2017-02-08T17:00:20Z'));
  const { text } = await browser.get(url);
  const checked = checkReceipt(text, keys);
  assert.ok('told' in checked && checked.sealed?.isRead);
  const anybody = aBrowser(portal);
  const page = await anybody.get(paths.consultation({ reference: consultation.reference }));
  assert.ok(textOf(page).includes(checked.sealed.root.root));
  const shown = textOf(await check(anybody, { pasted: text }));
  assert.match(shown, /Yes: it is under root 1 of .*, with 1 response in all.* as this portal publishes it/);
  const { record, digest, key_id, signature } = submission;
  const { format: _, key: _key, signature: _signature, ...tree } = checked.sealed.root;
  const another = signRoot(portal.deps.config.receiptKeys, { ...tree, madeAt: '2017-02-08T18:00:00Z' });
  const elsewhere = receiptFile(
    { record, digest, key: key_id!, signature: signature! },
    { index: 0, path: [], root: another },
  );
  assert.match(
    textOf(await check(anybody, { pasted: elsewhere })),
    /Not shown: this portal does not publish the root/,
  );
  for (const [from, to] of [
    ['"size": 1', '"size": 2'],
    ['"replaced": 0', '"replaced": 1'],
    [checked.sealed.root.root, '0'.repeat(64)],
  ] as const) {
    assert.match(problemOf(text.replace(from, to))!, /Panel reads is not signed/);
  }
  assert.match(problemOf(text.replace('"index": 0', '"index": 1'))!, /does not lead to the root/);
  assert.match(
    problemOf(text.replace('"path": []', `"path": [\n      "${'0'.repeat(64)}"\n    ]`))!,
    /does not lead/,
  );
  assert.equal(
    (await browser.get(paths.submission({ id: draft.id, reference: submission.reference }))).status,
    200,
  );
});

// The last of all, as it uses up what the others need.
test('who checks very many receipts is told to wait, before anything of another is read', async () => {
  const anybody = aBrowser(portal);
  const ask = async () => (await anybody.post(paths.verify()).field('receipt', '{}')).status;
  let refused = 0;
  while (refused < 100 && (await ask()) === 403) refused += 1;
  assert.equal(await ask(), 429);
  assert.ok(refused > 40 && refused <= 60);
});

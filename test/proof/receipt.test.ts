import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { readConfig } from '../../src/config.js';
import { paths } from '../../src/paths.js';
import { newReceiptKey, readKeysFile, readReceiptKeys } from '../../src/proof/receiptKeys.js';
import { checkReceipt } from '../../src/proof/receiptFile.js';
import { aBrowser, csrfFrom, pageOf, textOf, type Browser, type Reply } from '../support/browse.js';
import {
  aReadyDraft,
  browser,
  db,
  portal,
  stranger,
  submissionsOf,
  submitAt,
} from '../responses/submitting.js';
import { signInAs } from '../support/signIn.js';

const { all: keys } = portal.deps.config.receiptKeys;

async function aReceipt() {
  const { draft, consultation } = await aReadyDraft();
  await submitAt(draft.id, '2017-02-08T16:30:00Z');
  const [submission] = await submissionsOf(draft.id);
  const url = paths.receiptFile({ id: draft.id, reference: submission!.reference });
  return { draft, consultation, submission: submission!, url, text: (await browser.get(url)).text };
}
const problemOf = (text: string): string | undefined => {
  const checked = checkReceipt(text, keys);
  return 'problem' in checked ? checked.problem : undefined;
};

/** Sends the form of /verify. */
async function check(
  as: Browser,
  { file, pasted = '', token }: { file?: string; pasted?: string; token?: string },
): Promise<Reply> {
  const csrf = token ?? (await csrfFrom(as, paths.verify()));
  const request = as.post(paths.verify()).field('_csrf', csrf).field('receipt', pasted);
  return file === undefined ? request : request.attach('file', Buffer.from(file), 'x receipt.json');
}

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

test('one byte changed anywhere, and it is not genuine any more', async () => {
  const { text } = await aReceipt();
  const compact = Buffer.from(JSON.stringify(JSON.parse(text)));
  assert.equal(problemOf(compact.toString()), undefined);
  for (let at = 0; at < compact.length; at += 1) {
    for (const flipped of [1, 2, 32]) {
      const forged = Buffer.from(compact);
      forged[at]! ^= flipped;
      assert.ok(problemOf(forged.toString()), `byte ${at}: ${forged.subarray(at - 20, at + 20).toString()}`);
    }
  }
});

test('what is no receipt is refused with a reason, however it is made', async () => {
  const { text } = await aReceipt();
  const parts = JSON.parse(text) as { record: Record<string, unknown>; signature: string; key: string };
  const forged = (change: object) => problemOf(JSON.stringify({ ...parts, ...change }));
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  for (const [given, why] of [
    ['', /not a receipt file/],
    ['{', /not a receipt file/],
    [deep, /not a receipt file/],
    [JSON.stringify({ x: '"'.repeat(4_000_000) }), /not a receipt file/], // 8 MB to be read once, not once for each quote
    [text.replace('"record": {', `"record": {"x": ${deep},`), /not a receipt file/],
    [text.replace('"record": {', '"record": {"__proto__": {"reference": "X"},'), /digest do not agree/],
  ] as const) {
    assert.match(problemOf(given) ?? 'genuine', why);
  }
  const twice = text.replace('"standing":', '"standing": "late", "standing":');
  assert.match(problemOf(twice)!, /not a receipt file/, 'one name twice: an editor shows the first');
  assert.match(forged({ record: { ...parts.record, standing: 'late' } })!, /digest do not agree/);
  assert.match(forged({ signature: Buffer.alloc(64).toString('base64') })!, /not made with one of the keys/);
  assert.match(forged({ key: '0'.repeat(16) })!, /not made with one of the keys/);
  const other = readReceiptKeys(newReceiptKey('2017-01-01').current, '');
  const checked = checkReceipt(text, other.all);
  assert.match('problem' in checked ? checked.problem : '', /not made with one of the keys/);
});

test('anybody checks a receipt on the page, as a file or pasted; nothing of it is kept', async () => {
  const { text, submission } = await aReceipt();
  const anybody = aBrowser(portal);
  const asFile = await check(anybody, { file: text });
  assert.equal(asFile.status, 200);
  assert.match(
    textOf(asFile),
    new RegExp(`This receipt is genuine.*${submission.reference}.*The file does not say`),
  );
  const pasted = await check(anybody, { pasted: text });
  assert.match(textOf(pasted), /This receipt is genuine/);
  const forged = await check(anybody, { pasted: text.replace('in time', 'in tine') });
  assert.equal(forged.status, 422);
  assert.match(textOf(forged), /The record and its digest do not agree/);
  const nothing = await check(anybody, {});
  assert.match(textOf(nothing), /Choose a receipt file/);
  assert.equal((await check(anybody, { pasted: text, token: '' })).status, 403, 'without the token');
});

test('the keys are published, with when each was used; an old one still verifies', async () => {
  const { text } = await aReceipt();
  const published = (await aBrowser(portal).get(paths.verifyKeysFile())).text;
  assert.ok('told' in checkReceipt(text, readKeysFile(published)));
  const [mine] = readKeysFile(published);
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

test('a name that is erased later leaves the receipt as it was', async () => {
  const { text, submission, url } = await aReceipt();
  const { name } = (await db('submitter').where({ submission_id: submission.id }).first())!;
  assert.ok(!text.includes(name));
  await db('submitter').where({ submission_id: submission.id }).delete();
  assert.equal((await browser.get(url)).text, text);
});

test('after the closure it leads to the root that everybody sees', async () => {
  const { consultation, url, draft, submission } = await aReceipt();
  await aReadyDraft();
  await closeConsultation(portal.deps, consultation.id, Temporal.Instant.from('2017-02-08T17:00:20Z'));
  const { text } = await browser.get(url);
  const checked = checkReceipt(text, keys);
  assert.ok('told' in checked && checked.root);
  const anybody = aBrowser(portal);
  const page = await anybody.get(paths.consultation({ reference: consultation.reference }));
  assert.ok(textOf(page).includes(checked.root.root));
  const shown = textOf(await check(anybody, { pasted: text }));
  assert.match(shown, /Yes: it is one of 1 response under root 1 of .* as this portal publishes it/);
  const forged = JSON.parse(text) as { inclusion: { index: number; root: { size: number } } };
  forged.inclusion.root.size = 2;
  assert.match(problemOf(JSON.stringify(forged))!, /root is not signed/);
  assert.equal(
    (await browser.get(paths.submission({ id: draft.id, reference: submission.reference }))).status,
    200,
  );
});

test('few are read at once, however many send slowly, and no more of each than a receipt can be', async () => {
  const anybody = aBrowser(portal);
  const form = anybody.post(paths.verify()).field('receipt', '{').field('more', 'x');
  assert.equal((await form.field('still more', 'x')).status, 400, 'before its token is looked for');
  const senders = Array.from({ length: 26 }, () =>
    request(portal.url + paths.verify(), {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=x', 'Transfer-Encoding': 'chunked' },
    }),
  );
  const replies = senders.map((one) => once(one, 'response') as Promise<[IncomingMessage]>);
  for (const one of senders) one.write('--x\r\n');
  const [first] = await Promise.race(replies);
  assert.equal(first.statusCode, 503, 'five are read, twenty wait');
  const ended = Promise.allSettled(replies);
  for (const one of senders) one.destroy();
  await ended;
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { recordOutcome } from '../../src/consultations/outcome/recordOutcome.js';
import { paths } from '../../src/paths.js';
import { pageOf, send, textOf } from '../support/browse.js';
import { aSecasColleague } from '../support/build.js';
import { aPdf, aSlowUpload, multipart, startUploading, until } from './uploading.js';

const { portal, db, deps, clock, aDraft, browser, csrf, upload, held, filesOf } = await startUploading();

async function aDraftWithFile() {
  clock.set('2017-02-08T16:00:00Z');
  const draft = await aDraft();
  await upload(draft.url, aPdf());
  const [file] = await filesOf(draft.id);
  const at = { id: draft.id, attachment: file!.id };
  return { draft, file: file!, at };
}

/** SECAS records the outcome, twelve days after the deadline. */
async function decide(consultationId: string): Promise<void> {
  clock.set('2017-02-20T10:00:00Z');
  await closeConsultation(deps, consultationId, clock.now());
  const decision = { decision: 'Approved', decidedBy: 'the Panel', decidedOn: '2017-02-20' };
  const outcome = { consultationId, recommendation: null, ...decision, implementsOn: null };
  await recordOutcome(deps, (await aSecasColleague(db)).id, outcome, clock.now());
}

test('after the deadline and after the closure a draft takes files still: a late answer is held, never lost', async () => {
  const { draft, at } = await aDraftWithFile();
  clock.set('2017-02-08T17:30:00Z');
  assert.equal((await upload(draft.url, aPdf('late.pdf'))).status, 303);
  await closeConsultation(deps, draft.consultation.id, clock.now());
  assert.equal((await db('closure').where({ consultation_id: draft.consultation.id })).length, 1);
  assert.equal((await upload(draft.url, aPdf('later.pdf'))).status, 303);
  assert.equal((await send(browser, paths.removeAttachment(at), { _csrf: csrf })).status, 303);
  const names = (await filesOf(draft.id)).map(({ name }) => name);
  assert.deepEqual(names, ['late.pdf', 'later.pdf']);
});

test('once the outcome is recorded the files are read, not changed, and the page says that it has been decided', async () => {
  const { draft, file, at } = await aDraftWithFile();
  await decide(draft.consultation.id);
  const before = await held();
  const page = await browser.get(draft.url);
  assert.match(
    textOf(page),
    /This consultation has been decided, so the files can be read but not changed\./,
  );
  assert.equal(pageOf(page).querySelector('main form'), null);
  assert.doesNotMatch(textOf(page), /closed/);
  assert.equal((await browser.get(paths.attachment(at))).status, 200);

  const refusals = [
    await upload(draft.url, aPdf('too-late.pdf')),
    await send(browser, paths.removeAttachment(at), { _csrf: csrf }),
    await send(browser, paths.attachmentConfidentiality(at), { _csrf: csrf, confidential: 'yes' }),
  ];
  for (const reply of refusals) {
    assert.equal(reply.status, 409);
    assert.match(
      textOf(reply),
      /This consultation has been decided, so the files of this response can no longer/,
    );
    assert.doesNotMatch(textOf(reply), /closed/);
  }
  assert.deepEqual(await held(), before);
  assert.deepEqual(await filesOf(draft.id), [file]);
});

test('an outcome that is recorded while an upload is under way: the upload is told so and leaves nothing', async () => {
  const { draft } = await aDraftWithFile();
  const before = await held();
  const body = multipart([
    { name: '_csrf', value: csrf },
    { name: 'question', value: 'files' },
    { name: 'files', filename: 'slow.pdf', value: '%PDF-1.4\n'.padEnd(600_000, 'x') },
  ]);
  const client = await aSlowUpload(portal, browser, draft.url, body.length);
  await client.write(body.subarray(0, 500_000));
  await until(async () => (await held()).chunks > before.chunks);
  await decide(draft.consultation.id);
  await client.write(body.subarray(500_000));
  const reply = await client.reply();
  assert.match(reply, /^HTTP\/1\.1 409 /);
  assert.match(reply, /This consultation has been decided/);
  assert.deepEqual(await held(), before);
});

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { endGrant } from '../../src/people/endGrant.js';
import { paths } from '../../src/paths.js';
import { carryOutWhatIsDue } from '../../src/responses/closing/carryOut.js';
import {
  csrfFrom,
  encode,
  openForm,
  pageOf,
  send,
  submitForm,
  textOf,
  type Browser,
  type Fields,
} from '../support/browse.js';
import { aRepresentative, type BuiltPerson } from '../support/build.js';
import { someoneWaitsForALock } from '../support/locks.js';
import { signInAs } from '../support/signIn.js';
import { aSlowUpload, cookiesOf, multipart } from '../attachments/uploading.js';
import {
  aReadyDraft,
  checkedForm,
  browser as colleagues,
  clock,
  colleague,
  db,
  organisation,
  portal,
  submissionsOf,
} from '../responses/submitting.js';

async function remove(person: BuiltPerson): Promise<void> {
  const grant = await db('role_grant').where({ person_id: person.id }).whereNull('ended_at').first();
  await endGrant({ db }, null, { id: grant!.id, personId: person.id }, clock.now());
}

/** Sends all of a form but its last byte, for longer than a session is taken as read, of a length that nobody was told; `finish` sends that and gives the reply. */
async function startSending(browser: Browser, url: string, fields: Fields) {
  const body = encode(fields);
  const asked = request(portal.url + url, {
    method: 'POST',
    headers: {
      Cookie: cookiesOf(browser),
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Site': 'same-origin',
      'Transfer-Encoding': 'chunked',
    },
  });
  const reply = new Promise<number>((resolve, reject) => {
    asked.on('response', (got) => resolve(got.resume().statusCode!)).on('error', reject);
  });
  asked.write(body.slice(0, -1));
  await setTimeout(1_200);
  return {
    finish: () => {
      asked.end(body.slice(-1));
      return reply;
    },
  };
}

test('who is removed while what they send is on its way has not submitted it', async () => {
  const leaver = await aRepresentative(db, organisation);
  const browser = await signInAs(portal, leaver);
  const { draft } = await aReadyDraft();
  const sending = await startSending(browser, paths.submit(draft), await checkedForm(draft.id, browser));
  await remove(leaver);
  assert.equal(await sending.finish(), 403);
  assert.deepEqual(await submissionsOf(draft.id), []);
});

test('who is removed while what they save is on its way has changed nothing', async () => {
  const leaver = await aRepresentative(db, organisation);
  const browser = await signInAs(portal, leaver);
  const { draft } = await aReadyDraft();
  const { action, held } = await openForm(browser, paths.section({ id: draft.id, section: 'your-view' }));
  const sending = await startSending(browser, action, { ...held, 'view-rationale': 'A last word' });
  await remove(leaver);
  assert.equal(await sending.finish(), 403);
  const answer = await db('draft_answer').where({ response_id: draft.id, question_key: 'view' }).first();
  assert.doesNotMatch(JSON.stringify(answer), /A last word/);
});

test('who is removed while their submit waits for its turn has not submitted', async () => {
  const leaver = await aRepresentative(db, organisation);
  const browser = await signInAs(portal, leaver);
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id, browser);
  const blocker = await db.transaction();
  await blocker('response').where({ id: draft.id }).forUpdate();
  const submitting = send(browser, paths.submit(draft), form);
  await someoneWaitsForALock(db);
  await remove(leaver);
  await blocker.commit();
  assert.equal((await submitting).status, 404);
  assert.deepEqual(await submissionsOf(draft.id), []);
});

test('who is removed while a withdrawal waits for its turn has withdrawn nothing', async () => {
  const leaver = await aRepresentative(db, organisation);
  const browser = await signInAs(portal, leaver);
  const { draft } = await aReadyDraft();
  const submitted = await send(browser, paths.submit(draft), await checkedForm(draft.id, browser));
  const reference = submitted.headers['location']!.split('/').at(-1)!;
  const { action, held } = await openForm(browser, paths.withdraw({ id: draft.id, reference }));
  const blocker = await db.transaction();
  await blocker('response').where({ id: draft.id }).forUpdate();
  const withdrawing = send(browser, action, held);
  await someoneWaitsForALock(db);
  await remove(leaver);
  await blocker.commit();
  assert.equal((await withdrawing).status, 404);
  assert.deepEqual(await db('withdrawal'), []);
});

test('who is removed while “no comment” waits for its turn has not answered', async () => {
  const leaver = await aRepresentative(db, organisation);
  const browser = await signInAs(portal, leaver);
  const { consultation } = await aReadyDraft();
  const { action, held } = await openForm(browser, paths.noComment({ reference: consultation.reference }));
  const blocker = await db.transaction();
  await blocker('consultation').where({ id: consultation.id }).forUpdate();
  const answering = send(browser, action, { ...held, parties: 'organisation' });
  await someoneWaitsForALock(db);
  await remove(leaver);
  await blocker.commit();
  assert.equal((await answering).status, 404);
  assert.deepEqual(await db('submission').where({ consultation_id: consultation.id }), []);
});

test('who is removed while a file is on its way has added none', async () => {
  const leaver = await aRepresentative(db, organisation);
  const browser = await signInAs(portal, leaver);
  const { draft } = await aReadyDraft();
  const body = multipart([
    { name: '_csrf', value: await csrfFrom(browser, paths.front()) },
    { name: 'question', value: 'files' },
    { name: 'files', filename: 'last.pdf', value: '%PDF-1.4\n'.padEnd(900_000, 'x') },
  ]);
  const client = await aSlowUpload(portal, browser, paths.attachments(draft), body.length);
  await client.write(body.subarray(0, -1));
  await setTimeout(1_200);
  await remove(leaver);
  await client.write(body.subarray(-1));
  assert.match(await client.reply(), /^HTTP\/1\.1 403 /);
  assert.deepEqual(await db('draft_attachment').where({ response_id: draft.id }), []);
  assert.deepEqual(await db('file'), [], 'nothing is left of it');
});

test('who is removed while another manager changes what they may do is not back again', async () => {
  const [manager, leaver] = [
    await aRepresentative(db, organisation),
    await aRepresentative(db, organisation),
  ];
  await db('role_grant').where({ person_id: manager.id }).update({ may_manage: true });
  const browser = await signInAs(portal, manager);
  const grant = (await db('role_grant').where({ person_id: leaver.id }).first())!;
  const url = paths.colleague({ id: organisation.id, grant: grant.id });
  const { action, held } = await openForm(browser, url);
  const removing = await db.transaction();
  await endGrant({ db: removing }, null, { id: grant.id, personId: leaver.id }, clock.now());
  const changing = send(browser, action, { ...held, mayManage: 'yes' });
  await someoneWaitsForALock(db);
  await removing.commit();
  assert.equal((await changing).status, 404);
  assert.deepEqual(await db('role_grant').where({ person_id: leaver.id }).whereNull('ended_at'), []);
});

test('an instruction stands when who left it has been removed: colleagues see it, may take it back, and get the receipt', async () => {
  const leaver = await aRepresentative(db, organisation);
  const asLeaver = await signInAs(portal, leaver);
  const { draft } = await aReadyDraft();
  await submitForm(asLeaver, paths.check(draft), {}, { form: 'form[action$="/at-closing"]' });
  await remove(leaver);
  const check = await colleagues.get(paths.check(draft));
  assert.match(textOf(check), new RegExp(`${leaver.name} left this instruction`));
  assert.ok(pageOf(check).querySelector('form[action$="/take-back"]'));
  clock.set('2017-02-08T17:00:15Z');
  await carryOutWhatIsDue(portal.deps);
  const [submission] = await submissionsOf(draft.id);
  assert.deepEqual([submission?.standing, submission?.submitted_by], ['in time', leaver.id]);
  const receipts = await db('outbox_mail').whereLike('subject', `%${submission!.reference}`);
  const told = receipts.map(({ to_address: to }) => to);
  assert.ok(told.includes(colleague.email) && !told.includes(leaver.email), told.join());
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endGrant } from '../../src/people/endGrant.js';
import { openForm, send, submitForm, type Browser, type Fields } from '../support/browse.js';
import { aRepresentative, type BuiltPerson } from '../support/build.js';
import { someoneWaitsForALock } from '../support/locks.js';
import { signInAs } from '../support/signIn.js';
import { clock, db, desk, instant, portal } from '../collation/desk.js';
import { ASKING, anAnswer, kindsOf } from '../collation/clarifying/clarifying.js';
import { paths } from '../../src/paths.js';

async function remove(person: BuiltPerson): Promise<void> {
  const grant = await db('role_grant').where({ person_id: person.id }).whereNull('ended_at').first();
  await endGrant({ db }, null, { id: grant!.id, personId: person.id }, clock.now());
}

/** Sends a form that has to wait for the response; meanwhile whoever sent it is removed. @returns the status */
async function sentAndRemoved(
  responseId: string,
  leaver: BuiltPerson,
  browser: Browser,
  url: string,
  fields: Fields,
): Promise<number> {
  const blocker = await db.transaction();
  await blocker('response').where({ id: responseId }).forUpdate();
  const sending = send(browser, url, fields);
  await someoneWaitsForALock(db);
  await remove(leaver);
  await blocker.commit();
  return (await sending).status;
}

test('who is removed while a reply to a clarification waits for its turn has not replied', async () => {
  const { company, submission, url, reply } = await anAnswer();
  await submitForm(desk, url, { text: 'Who says so?' }, ASKING);
  const leaver = await aRepresentative(db, company.organisation);
  const browser = await signInAs(portal, leaver);
  const { held } = await openForm(browser, reply);
  const fields = { ...held, text: 'I do' };
  assert.equal(await sentAndRemoved(submission.responseId, leaver, browser, reply, fields), 404);
  assert.deepEqual(await kindsOf(submission.responseId), ['asked']);
});

test('who is removed while a consent waits for its turn has lifted nothing, and is told so', async () => {
  const { company, consultation, submission } = await anAnswer({ confidential: true });
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: instant('2017-01-31T17:00:00Z'),
    closed_at: instant('2017-01-31T17:00:20Z'),
  });
  const leaver = await aRepresentative(db, company.organisation);
  const browser = await signInAs(portal, leaver);
  const url = paths.consent({ id: submission.responseId, reference: submission.reference });
  const { action, held } = await openForm(browser, `${url}?part=whole`);
  const fields = { ...held, step: 'lift' };
  assert.equal(await sentAndRemoved(submission.responseId, leaver, browser, action, fields), 404);
  assert.deepEqual(await db('lifted_marking').where({ submission_id: submission.id }), []);
});

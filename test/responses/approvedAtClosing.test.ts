import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { submitForm } from '../support/browse.js';
import { aRepresentative } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import { due, instructed, instructionOf, saveAt } from './instructing.js';
import { clock, colleague, db, organisation, portal, submissionsOf, submitAt } from './submitting.js';

const boss = await aRepresentative(db, organisation);
const asBoss = await signInAs(portal, boss);

const named = (approver_id: string) =>
  db('sign_off')
    .insert({ organisation_id: organisation.id, approver_id, set_at: clock.now(), set_by: boss.id })
    .onConflict('organisation_id')
    .merge();

const decidesAt = (id: string, instant: string, decision: 'approve' | 'return' = 'approve') => {
  clock.set(instant);
  return submitForm(
    asBoss,
    paths.approve({ id }),
    { note: 'Not like this.' },
    { button: ['decision', decision] },
  );
};

async function assertNotApproved(id: string, approver: string): Promise<void> {
  assert.deepEqual(await submissionsOf(id), [], 'no receipt says that it was approved');
  assert.equal((await instructionOf(id)).why_not, `${approver} had not approved it as it stood.`);
}

test('what who was the approver before approved is not submitted at closing as approved by who is now', async () => {
  await named(boss.id);
  const { id } = await instructed();
  assert.equal((await decidesAt(id, '2017-02-08T16:20:00Z')).status, 303);
  const next = await aRepresentative(db, organisation);
  await named(next.id);
  await due();
  await assertNotApproved(id, next.name);
});

test('what is decided after it closed changes nothing of what was approved when it closed', async () => {
  await named(boss.id);
  const { id } = await instructed();
  assert.equal((await decidesAt(id, '2017-02-08T17:00:00Z')).status, 303);
  await due();
  await assertNotApproved(id, boss.name);

  const { id: returned } = await instructed();
  await decidesAt(returned, '2017-02-08T16:59:59.999Z');
  await decidesAt(returned, '2017-02-08T17:00:00Z', 'return');
  await due();
  assert.equal((await submissionsOf(returned))[0]!.approved_by, boss.id);
});

test('a save that arrived before the approval and was stored after it was not approved', async () => {
  await named(boss.id);
  const { id } = await instructed();
  await decidesAt(id, '2017-02-08T16:20:00.500Z');
  await saveAt(id, '2017-02-08T16:20:00Z', { 'view-rationale': 'Never shown to who approved.' });
  await due();
  await assertNotApproved(id, boss.name);
});

test('the approver’s own instruction does not approve what a colleague writes afterwards', async () => {
  await named(colleague.id);
  const { id } = await instructed();
  const asBossToo = await signInAs(portal, boss);
  clock.set('2017-02-08T16:50:00Z');
  await submitForm(asBossToo, paths.section({ id, section: 'your-view' }), {
    'view-rationale': 'Never shown to who approves.',
  });
  await due();
  await assertNotApproved(id, colleague.name);
});

test('a save that arrived before a submit and was stored after it is submitted when it closes', async () => {
  await db('sign_off').where({ organisation_id: organisation.id }).delete();
  const { id } = await instructed();
  await submitAt(id, '2017-02-08T16:20:00.500Z');
  await saveAt(id, '2017-02-08T16:20:00Z', { 'view-rationale': 'Saved on a slow line.' });
  await due();
  const [, second] = await submissionsOf(id);
  assert.match(second?.record ?? '', /Saved on a slow line\./);
});

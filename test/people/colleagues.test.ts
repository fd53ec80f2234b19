import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { pageOf, errorFor, follow, submitForm, textOf } from '../support/browse.js';
import { anOrganisation, aRepresentative } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { codeSentTo, signInAs } from '../support/signIn.js';

const portal = await startPortal();
const { db, clock } = portal;
const organisation = await anOrganisation(db, 'Northmoor Energy Group');
const manager = await aRepresentative(db, organisation);
await db('role_grant').where({ person_id: manager.id }).update({ may_manage: true });
const asManager = await signInAs(portal, manager);
const { id } = organisation;
const page = paths.organisation({ id });
const INVITE = 'form[action$="/colleagues"]';

const grantsOf = (email: string) =>
  db('role_grant as g')
    .join('person as p', 'p.id', 'g.person_id')
    .where({ 'p.email': email })
    .whereNull('g.ended_at')
    .select('g.organisation_id', 'g.may_submit', 'g.may_manage', 'g.id', 'g.person_id');

test('a manager lets a colleague in, who signs in and sees who else there is', async () => {
  const invited = { name: 'Tom Tarn', email: 'Tom@Northmoor.example' };
  const done = await submitForm(asManager, page, { ...invited, maySubmit: [] }, { form: INVITE });
  assert.match((await follow(asManager, done)).text, /Tom Tarn has been told by mail/);
  const [grant] = await grantsOf('tom@northmoor.example');
  assert.deepEqual([grant!.organisation_id, grant!.may_submit, grant!.may_manage], [id, false, false]);
  const tom = await signInAs(portal, { email: 'tom@northmoor.example' });
  assert.ok(await codeSentTo(portal, 'tom@northmoor.example'));
  const seen = await tom.get(page);
  assert.match(
    textOf(seen),
    new RegExp(`${manager.name}.*Draft and submit, and manages colleagues.*Tom Tarn.*Draft only`),
  );
  assert.match(textOf(seen), new RegExp(`ask ${manager.name}`));
  assert.equal(pageOf(seen).querySelector('main form'), null);
});

test('what is wrong with an invitation is said at its field, with what was typed', async () => {
  const reply = await submitForm(asManager, page, { name: ' ', email: 'tom@northmoor' }, { form: INVITE });
  assert.equal(reply.status, 422);
  assert.match(errorFor(reply, 'name')!, /Enter the person’s name/);
  assert.match(errorFor(reply, 'email')!, /correct format/);
  assert.equal(pageOf(reply).querySelector('#email')!.getAttribute('value'), 'tom@northmoor');
  const again = await submitForm(
    asManager,
    page,
    { name: manager.name, email: manager.email, maySubmit: 'yes', mayManage: 'yes' },
    { form: INVITE },
  );
  assert.match(errorFor(again, 'email')!, /may do this already/);
});

test('a manager changes what a colleague may do, from the next request on', async () => {
  const colleague = await aRepresentative(db, organisation, false);
  const theirs = await signInAs(portal, colleague);
  const [before] = await grantsOf(colleague.email);
  const url = paths.colleague({ id, grant: before!.id });
  const changed = await submitForm(asManager, url, { maySubmit: 'yes', mayManage: 'yes' });
  assert.equal(changed.headers['location'], page);
  assert.equal((await theirs.get(url)).status, 404, 'that grant is over');
  const [now] = await grantsOf(colleague.email);
  assert.deepEqual([now!.may_submit, now!.may_manage], [true, true]);
  assert.equal((await theirs.get(paths.colleague({ id, grant: now!.id }))).status, 200, 'manages now');
  const entry = await db('audit_entry')
    .where({ action: 'grant.given', subject_id: colleague.id })
    .orderBy('id', 'desc')
    .first();
  assert.deepEqual(entry!.detail, { role: 'representative', maySubmit: true, mayManage: true });
});

test('who leaves is removed at once: signed out everywhere, and what they wrote stays', async () => {
  const leaver = await aRepresentative(db, organisation);
  const windows = [await signInAs(portal, leaver), await signInAs(portal, leaver)];
  const [grant] = await grantsOf(leaver.email);
  const url = paths.colleague({ id, grant: grant!.id });
  const done = await submitForm(asManager, url, {}, { form: 'form[action$="/remove"]' });
  assert.match((await follow(asManager, done)).text, /does not act for your organisation any more/);
  for (const window of windows) {
    const reply = await window.get(page);
    assert.deepEqual([reply.status, reply.headers['location']?.startsWith('/sign-in')], [303, true]);
  }
  assert.deepEqual(await grantsOf(leaver.email), []);
});

test('nobody manages another organisation’s people, nor their own without the right', async () => {
  const other = await anOrganisation(db);
  const stranger = await aRepresentative(db, other);
  const [theirs] = await grantsOf(stranger.email);
  assert.equal((await asManager.get(paths.organisation({ id: other.id }))).status, 404);
  assert.equal((await asManager.get(paths.colleague({ id, grant: theirs!.id }))).status, 404);
});

test('an approval is required of a colleague who may submit; when they leave, the page says that it lapsed', async () => {
  const [boss, drafter] = [
    await aRepresentative(db, organisation),
    await aRepresentative(db, organisation, false),
  ];
  const form = { form: 'form[action$="/sign-off"]' };
  const options = [...pageOf(await asManager.get(page)).querySelectorAll('#approver option')].map((one) =>
    one.textContent.trim(),
  );
  assert.ok(options.includes(boss.name) && !options.includes(drafter.name));
  assert.equal((await submitForm(asManager, page, { approver: drafter.id }, form)).status, 422);
  await submitForm(asManager, page, { approver: boss.id }, form);
  await submitForm(asManager, page, { approver: boss.id }, form);
  const told = await db('outbox_mail').where({ kind: 'approver-named' });
  assert.deepEqual(
    told.map(({ to_address: to }) => to),
    [boss.email],
    'once',
  );
  assert.match(told[0]!.body, new RegExp(`${manager.name} has named you to approve the responses`));
  assert.match(
    textOf(await asManager.get(page)),
    new RegExp(`${boss.name} has to approve a response before it is submitted`),
  );
  await db('role_grant').where({ person_id: boss.id }).update({ ended_at: clock.now() });
  assert.match(
    textOf(await asManager.get(page)),
    /submitted without an approval until somebody else is named/,
  );
  await submitForm(asManager, page, { approver: '' }, form);
  assert.match(textOf(await asManager.get(page)), /Responses are submitted without an approval/);
  assert.equal((await db('audit_entry').where({ action: 'organisation.approval-required' })).length, 3);
});

test('an import that says nothing of managing leaves it as it is', async () => {
  const { invitePeople } = await import('../../src/people/invitePeople.js');
  const grants = [{ role: 'representative' as const, organisation: { id }, maySubmit: false }];
  await invitePeople(portal.deps, null, [{ name: manager.name, email: manager.email, grants }], clock.now());
  const [now] = await grantsOf(manager.email);
  assert.deepEqual([now!.may_submit, now!.may_manage], [false, true]);
});

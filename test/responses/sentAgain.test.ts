import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import {
  aBrowser,
  openForm,
  pageOf,
  send,
  submitForm,
  textOf,
  valuesOf,
  type Fields,
  type Reply,
} from '../support/browse.js';
import { aDraftResponse } from '../support/draft.js';
import { signInAs } from '../support/signIn.js';
import {
  aReadyDraft,
  browser,
  checkedForm,
  clock,
  colleague,
  db,
  drafter,
  organisation,
  portal,
  submissionsOf,
  submitAt,
} from './submitting.js';

const formOf = (reply: Reply): Fields => valuesOf(pageOf(reply).querySelector('main form[method="post"]')!);

/** A submit of 16:59:59.9, while sessions cannot be read. */
async function sentInTimeToABrokenPortal() {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  await db.raw('alter table session rename to session_away');
  const failed = await submitAt(draft.id, '2017-02-08T16:59:59.900Z', form);
  await db.raw('alter table session_away rename to session');
  return { draft, form, failed };
}

test('a submit that fails before anybody knows whose it is: sent again from the page, it counts from when it was sent', async () => {
  const { draft, form, failed } = await sentInTimeToABrokenPortal();
  assert.equal(failed.status, 500);
  assert.match(
    textOf(failed),
    /cannot be stored twice, and it counts from when you first sent it, 16:59:59\.900/,
  );
  const again = formOf(failed);
  assert.deepEqual({ ...again, _arrived: '' }, { ...form, _arrived: '' }, 'all that was sent, and its token');

  assert.equal((await submitAt(draft.id, '2017-02-08T17:00:10Z', again)).status, 303);
  const [submission] = await submissionsOf(draft.id);
  assert.equal(submission!.standing, 'in time');
  assert.equal(submission!.received_at.toString(), '2017-02-08T16:59:59.9Z');
  assert.equal(submission!.recorded_at.toString(), '2017-02-08T17:00:10Z');
});

test('when the portal fails twice, the first time stays', async () => {
  const { draft, failed } = await sentInTimeToABrokenPortal();
  await db.raw('alter table session rename to session_away');
  const twice = await submitAt(draft.id, '2017-02-08T17:00:05Z', formOf(failed));
  await db.raw('alter table session_away rename to session');
  assert.match(textOf(twice), /16:59:59\.900/);
  await submitAt(draft.id, '2017-02-08T17:00:10Z', formOf(twice));
  assert.equal((await submissionsOf(draft.id))[0]!.received_at.toString(), '2017-02-08T16:59:59.9Z');
});

test('the proof holds for what was sent, and for nothing else', async () => {
  const { draft, failed } = await sentInTimeToABrokenPortal();
  const again = formOf(failed);
  const [, signature] = String(again['_arrived']).split(' ');
  const key = (await checkedForm(draft.id))['key']!;
  await db('response').where({ id: draft.id }).update({ version: 2 });
  const forged: Fields[] = [
    { ...again, version: '2' },
    { ...again, version: '2', key },
    { ...again, version: '2', _arrived: `2017-02-08T16:00:00Z ${signature}` },
    { ...again, version: '2', _arrived: '2017-02-08T16:00:00Z' },
    { ...again, version: '2', _arrived: '' },
    { ...again, version: '2', _arrived: ['x', 'y'] },
  ];
  for (const [index, form] of forged.entries()) {
    assert.equal((await submitAt(draft.id, '2017-02-08T17:00:10Z', form)).status, 303);
    const late = (await submissionsOf(draft.id)).at(-1)!;
    assert.equal(late.standing, 'late', JSON.stringify(form));
    assert.equal(late.received_at.toString(), '2017-02-08T17:00:10Z');
    assert.ok(index > 0 || late.submit_key === again['key']);
  }
});

test('a submit whose session has ended counts from when it was sent, once one has signed in', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  clock.set('2017-02-08T16:59:50Z');
  const ended = await send(aBrowser(portal), paths.submit({ id: draft.id }), form);
  assert.equal(ended.status, 403);
  assert.match(
    textOf(ended),
    /Your session has ended.*Sign in in another window.*counts from when you first sent it/,
  );

  const signedIn = await signInAs(portal, colleague);
  const fresh = await checkedForm(draft.id, signedIn);
  const again = { ...formOf(ended), _csrf: fresh['_csrf']! };
  clock.set('2017-02-08T17:00:30Z');
  assert.equal((await send(signedIn, paths.submit({ id: draft.id }), again)).status, 303);
  assert.equal((await submissionsOf(draft.id))[0]!.received_at.toString(), '2017-02-08T16:59:50Z');
});

test('a consent that was missing at the last second is given after it, and the submit counts', async () => {
  const { draft, party, consultation } = await aReadyDraft();
  await submitAt(draft.id, '2017-02-08T16:10:00Z');
  const other = await aDraftResponse(db, { consultation, organisation, by: colleague, parties: [party] });
  const refused = await submitAt(other.id, '2017-02-08T16:59:59.900Z', await checkedForm(other.id));
  assert.equal(refused.status, 409);
  clock.set('2017-02-08T17:00:10Z');
  assert.match(textOf(refused), /Once you confirm, it counts from when you first sent it: 16:59:59\.900/);
  assert.doesNotMatch(textOf(refused), /Submit late/);
  const takeOver = (await submissionsOf(draft.id))[0]!.reference;
  const confirmed = await submitAt(other.id, '2017-02-08T17:00:10Z', { ...formOf(refused), takeOver });
  assert.equal(confirmed.status, 303);
  const [submission] = await submissionsOf(other.id);
  assert.deepEqual(
    [submission!.standing, submission!.received_at.toString()],
    ['in time', '2017-02-08T16:59:59.9Z'],
  );
});

test('what a colleague discarded while it was submitted is brought back and submitted in one step, and counts', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  clock.set('2017-02-08T16:59:50Z');
  const asDrafter = await signInAs(portal, drafter);
  assert.equal((await submitForm(asDrafter, paths.discard({ id: draft.id }))).status, 303);
  const refused = await submitAt(draft.id, '2017-02-08T16:59:59.900Z', form);
  assert.equal(refused.status, 409);
  assert.match(
    textOf(refused),
    new RegExp(`${drafter.name} has discarded this draft since this page was shown`),
  );
  assert.match(
    textOf(refused),
    /counts from when you first sent it: 16:59:59\.900.*Bring it back and submit/,
  );
  assert.deepEqual(await submissionsOf(draft.id), []);
  const forged = await submitAt(draft.id, '2017-02-08T17:00:10Z', { ...form, bringBack: 'perhaps' });
  assert.equal(forged.status, 400);

  const confirmed = await submitAt(draft.id, '2017-02-08T17:00:10Z', formOf(refused));
  assert.equal(confirmed.status, 303);
  const [submission] = await submissionsOf(draft.id);
  assert.deepEqual(
    [submission!.standing, submission!.received_at.toString()],
    ['in time', '2017-02-08T16:59:59.9Z'],
  );
  const acts = await db('audit_entry').where({ subject_id: draft.id }).orderBy('id').pluck('action');
  assert.deepEqual(acts.slice(-2), ['response.discarded', 'response.brought-back']);
});

test('what another site sent is not offered to be sent again', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  await db.raw('alter table session rename to session_away');
  const reply = await browser
    .post(paths.submit({ id: draft.id }))
    .set('Sec-Fetch-Site', 'cross-site')
    .type('form')
    .send(form);
  await db.raw('alter table session_away rename to session');
  assert.equal(reply.status, 403);
  assert.equal(pageOf(reply).querySelector('main form'), null);
});

test('what is written after the deadline is late, whatever proof was fetched before for a version to come', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  clock.set('2017-02-08T16:59:00Z');
  // Nobody has signed in, and the draft has no such version yet.
  const fetched = await send(aBrowser(portal), paths.submit({ id: draft.id }), { ...form, version: '2' });
  const proven = formOf(fetched);
  assert.ok(proven['_arrived']);
  clock.set('2017-02-08T17:00:10Z');
  const section = paths.section({ id: draft.id, section: 'your-view' });
  await submitForm(browser, section, { 'view-rationale': 'Written after the deadline.' });
  const reply = await send(browser, paths.submit({ id: draft.id }), { ...proven, _csrf: form['_csrf']! });
  assert.equal(reply.status, 303);
  const [submission] = await submissionsOf(draft.id);
  assert.deepEqual(
    [submission!.standing, submission!.received_at.toString()],
    ['late', '2017-02-08T17:00:10Z'],
  );
});

test('what is sent again after more than an hour is held for SECAS, with both instants', async () => {
  const { draft, failed } = await sentInTimeToABrokenPortal();
  await submitAt(draft.id, '2017-02-08T17:59:59.901Z', formOf(failed));
  const [submission] = await submissionsOf(draft.id);
  assert.equal(submission!.standing, 'after closure');
  assert.equal(submission!.received_at.toString(), '2017-02-08T16:59:59.9Z');
});

test('a “no comment” of somebody whose session has ended proves nothing: it has no draft that would tell', async () => {
  const { consultation } = await aReadyDraft();
  const url = paths.noComment({ reference: consultation.reference });
  const held = valuesOf(pageOf(await browser.get(url)).querySelector('main form')!);
  const ended = await send(aBrowser(portal), url, held);
  assert.equal(ended.status, 403);
  assert.equal(formOf(ended)['_arrived'], undefined);
});

test('a very long form is not repeated, and is told what to do', async () => {
  const { draft } = await aReadyDraft();
  const long = { 'view-version': '1', view: 'x'.repeat(200_001) };
  const reply = await send(aBrowser(portal), paths.section({ id: draft.id, section: 'your-view' }), long);
  assert.equal(reply.status, 403);
  assert.ok(reply.text.length < 20_000);
  assert.match(textOf(reply), /too long to be repeated here\. Go back in your browser/);
});

test('a form that cannot be taken while sessions cannot be read: signing in, and numbers that no column holds', async () => {
  const stranger = aBrowser(portal);
  const { held } = await openForm(stranger, paths.signIn());
  await db.raw('alter table session rename to session_away');
  const failed = await send(stranger, paths.signIn(), { ...held, email: 'ann@northmoor.example' });
  await db.raw('alter table session_away rename to session');
  assert.equal(failed.status, 500);
  assert.equal(formOf(failed)['email'], 'ann@northmoor.example');
  assert.equal((await send(stranger, paths.signIn(), formOf(failed))).status, 303);

  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  assert.equal(
    (await submitAt(draft.id, '2017-02-08T16:00:00Z', { ...form, issue: '99999999999' })).status,
    400,
  );
});

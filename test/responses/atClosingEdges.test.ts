import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { paths } from '../../src/paths.js';
import { carryOut } from '../../src/responses/closing/carryOut.js';
import { pageOf, send, submitForm, textOf } from '../support/browse.js';
import { aParty, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { signInAs } from '../support/signIn.js';
import { at, due, instructed, instructionOf, saveAt } from './instructing.js';
import {
  browser,
  clock,
  colleague,
  db,
  drafter,
  organisation,
  portal,
  submissionsOf,
  submitAt,
} from './submitting.js';

test('a worker that dies in the middle leaves nothing behind, and another does it; the closure waits for it', async () => {
  const { id, consultation } = await instructed();
  const { id: instruction } = await instructionOf(id);
  clock.set('2017-02-08T17:00:20Z');
  const dying = {
    ...portal.deps,
    config: new Proxy(portal.deps.config, {
      get: () => {
        throw new Error('dies');
      },
    }),
  };
  await assert.rejects(carryOut(dying, instruction), /dies/);
  assert.deepEqual(await submissionsOf(id), []);
  assert.equal(await closeConsultation(portal.deps, consultation.id, clock.now()), false, 'not before');
  await due('2017-02-08T17:00:21Z');
  assert.equal(await closeConsultation(portal.deps, consultation.id, clock.now()), true);
  assert.equal((await submissionsOf(id))[0]!.standing, 'in time');
});

test('a closure waits ten minutes for it; then it is held for SECAS, in time', async () => {
  const { id, consultation } = await instructed();
  const closed = (instant: string) => closeConsultation(portal.deps, consultation.id, at(instant));
  assert.equal(await closed('2017-02-08T17:09:59.999Z'), false);
  assert.equal(await closed('2017-02-08T17:10:00Z'), true);
  await due('2017-02-08T17:11:00Z');
  assert.equal((await submissionsOf(id))[0]!.standing, 'after closure');
});

test('where an approval is required only what was approved goes', async () => {
  const boss = await aRepresentative(db, organisation);
  const required = {
    organisation_id: organisation.id,
    approver_id: boss.id,
    set_at: clock.now(),
    set_by: boss.id,
  };
  await db('sign_off').insert(required);
  const approve = async (id: string) =>
    submitForm(await signInAs(portal, boss), paths.approve({ id }), {}, { button: ['decision', 'approve'] });
  const { id: not, consultation } = await instructed();
  await due();
  assert.deepEqual(await submissionsOf(not), []);
  const [told] = await db('outbox_mail').where({ kind: 'not-submitted' }).orderBy('id', 'desc');
  assert.match(
    told!.body.replaceAll(/\s+/g, ' '),
    new RegExp(`It was not submitted: ${boss.name} had not approved it`),
  );

  const trace = new RegExp(
    `left to be submitted when it closed, and was not: ${boss.name} had not approved it`,
  );
  for (const url of [paths.response({ id: not }), paths.responses()]) {
    assert.match(textOf(await browser.get(url)), trace, 'it stays to be read where one comes back');
  }
  clock.set('2017-02-08T17:01:00Z');
  assert.equal(await closeConsultation(portal.deps, consultation.id, clock.now()), true);
  assert.match(textOf(await browser.get(paths.responses())), trace, 'and among what is closed');

  const { id: approved } = await instructed();
  await approve(approved);
  await saveAt(approved, '2017-02-08T17:00:03Z', { 'view-rationale': 'After it closed.' });
  await due();
  assert.equal((await submissionsOf(approved))[0]!.approved_by, boss.id);

  const { id: changed } = await instructed();
  await approve(changed);
  await saveAt(changed, '2017-02-08T16:50:00Z', { 'view-rationale': 'Changed after the approval.' });
  await due();
  assert.deepEqual(await submissionsOf(changed), []);
  await db('sign_off').where({ organisation_id: organisation.id }).delete();

  await submitAt(not, '2017-02-08T17:30:00Z');
  assert.doesNotMatch(
    textOf(await browser.get(paths.response({ id: not }))),
    trace,
    'once it is submitted late',
  );
});

test('those for whom another response speaks are left out; when nobody is left it is told', async () => {
  const { id, party, consultation } = await instructed();
  const own = await aParty(db, { organisation });
  await db('draft_party').insert({ response_id: id, party_id: own.id });
  const other = await aDraftResponse(db, { consultation, organisation, by: colleague, parties: [party] });
  await submitAt(other.id, '2017-02-08T16:30:00Z');
  const leftOut = `Left out, because another response speaks for it: ${party.name}.`;
  const standing = await browser.get(paths.check({ id }));
  assert.ok(pageOf(standing).querySelector('.portal-at-closing')!.textContent.includes(leftOut));
  await due();
  const [submission] = await submissionsOf(id);
  const receipt = await browser.get(paths.submission({ id, reference: submission!.reference }));
  assert.ok(textOf(receipt).includes(leftOut), textOf(receipt));
  const mail = await db('outbox_mail').whereLike('subject', `%${submission!.reference}`).first();
  assert.ok(mail!.body.replaceAll(/\s+/g, ' ').includes(leftOut), mail!.body);
  const named = await db('submission_party').where({ submission_id: submission!.id });
  assert.deepEqual(
    named.map(({ party_id }) => party_id),
    [own.id],
  );

  const { id: nobody, party: taken, consultation: there } = await instructed();
  const theirs = await aDraftResponse(db, {
    consultation: there,
    organisation,
    by: colleague,
    parties: [taken],
  });
  await submitAt(theirs.id, '2017-02-08T16:30:00Z');
  await due();
  assert.deepEqual(await submissionsOf(nobody), []);
  assert.match((await instructionOf(nobody)).why_not!, /spoke for nobody/);
});

test('who may only draft sees it and cannot change it; after closing nobody can', async () => {
  const { id } = await instructed();
  const asDrafter = await signInAs(portal, drafter);
  const page = await asDrafter.get(paths.check({ id }));
  assert.match(textOf(page), new RegExp(`${colleague.name} left this instruction`));
  assert.equal(pageOf(page).querySelector('form[action*="/at-closing"]'), null);
  const csrf = pageOf(page).querySelector('input[name="_csrf"]')!.getAttribute('value')!;
  assert.equal((await send(asDrafter, paths.atClosing({ id }), { _csrf: csrf })).status, 403);
  const token = pageOf(await browser.get(paths.check({ id }))).querySelector('input[name="_csrf"]')!;
  clock.set('2017-02-08T17:00:00Z');
  const late = await send(browser, paths.takeBackAtClosing({ id }), {
    _csrf: token.getAttribute('value')!,
    confirmed: 'yes',
  });
  assert.equal(late.status, 409);
});

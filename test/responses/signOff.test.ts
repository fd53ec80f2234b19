import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { approvedBy, signOffState, type SignOff } from '../../src/responses/approving/approving.rules.js';
import { errorFor, follow, pageOf, send, submitForm, textOf } from '../support/browse.js';
import { aRepresentative, aSecasColleague } from '../support/build.js';
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
} from './submitting.js';

const boss = await aRepresentative(db, organisation);
const asBoss = await signInAs(portal, boss);
const asDrafter = await signInAs(portal, drafter);
await db('sign_off').insert({
  organisation_id: organisation.id,
  approver_id: boss.id,
  set_at: clock.now(),
  set_by: boss.id,
});

const ASK = 'form[action$="/ask-to-approve"]';
const receiptsOf = (reference: string) => db('outbox_mail').whereLike('subject', `%${reference}`);
const approve = (id: string) => paths.approve({ id });
const approves = (id: string) => submitForm(asBoss, approve(id), {}, { button: ['decision', 'approve'] });

test('without the approval there is no way to submit, not even for a page that was open before', async () => {
  const { draft } = await aReadyDraft();
  await db('sign_off').where({ organisation_id: organisation.id }).delete();
  const form = await checkedForm(draft.id);
  await db('sign_off').insert({
    organisation_id: organisation.id,
    approver_id: boss.id,
    set_at: clock.now(),
    set_by: boss.id,
  });
  const reply = await send(browser, paths.submit({ id: draft.id }), form);
  assert.equal(reply.status, 409);
  assert.match(textOf(reply), new RegExp(`${boss.name} has to approve this before it is submitted`));
  assert.equal(pageOf(reply).querySelector('form[action$="/submit"]'), null);
  assert.deepEqual(await submissionsOf(draft.id), []);
});

test('what was approved by who was the approver before is not approved by who is now', async () => {
  const { draft } = await aReadyDraft();
  await approves(draft.id);
  const form = await checkedForm(draft.id);
  const named = (approver_id: string) =>
    db('sign_off').where({ organisation_id: organisation.id }).update({ approver_id });
  const next = await aRepresentative(db, organisation);
  await named(next.id);
  const reply = await send(browser, paths.submit({ id: draft.id }), form);
  await named(boss.id);
  assert.equal(reply.status, 409);
  assert.match(textOf(reply), new RegExp(`${next.name} has to approve this before it is submitted`));
  assert.deepEqual(await submissionsOf(draft.id), [], 'no receipt says that they approved it');
});

test('asked, approved, submitted by another: each is told, and the receipt names both', async () => {
  const { draft, consultation } = await aReadyDraft();
  const check = paths.check({ id: draft.id });
  const asked = await submitForm(asDrafter, check, {}, { form: ASK });
  assert.match((await follow(asDrafter, asked)).text, new RegExp(`${boss.name} has been asked by mail`));
  const [mail] = await db('outbox_mail')
    .where({ to_address: boss.email, kind: 'approval-asked' })
    .orderBy('id', 'desc');
  assert.match(mail!.body, new RegExp(`${drafter.name}[^]*/responses/${draft.id}/approve`));

  const seen = await asBoss.get(approve(draft.id));
  assert.match(textOf(seen), new RegExp(`${drafter.name} asked you to approve this at`));
  assert.match(textOf(await asDrafter.get(check)), new RegExp(`You asked ${boss.name} to approve this at`));
  assert.match(textOf(seen), /exactly what would be submitted.*It is a good idea/);
  await approves(draft.id);
  assert.match(textOf(await asBoss.get(approve(draft.id))), /You approved this at/);
  const told = await db('outbox_mail').where({ to_address: drafter.email, kind: 'approved' });
  assert.equal(told.length, 1);
  assert.match(textOf(await browser.get(check)), new RegExp(`${boss.name} approved this`));
  const receipt = await follow(
    browser,
    await submitForm(browser, check, {}, { form: 'form[action$="/submit"]' }),
  );
  assert.match(textOf(receipt), new RegExp(`Submitted by ${colleague.name}.*Approved by ${boss.name}`));
  const [submission] = await submissionsOf(draft.id);
  const asSecas = await signInAs(portal, await aSecasColleague(db));
  const desk = paths.deskSubmission({ reference: consultation.reference, submission: submission!.id });
  assert.match(textOf(await asSecas.get(desk)), new RegExp(`Approved by ${boss.name}`));
  const record = JSON.parse(submission!.record) as { submitter: string; approver: string };
  assert.deepEqual([record.submitter, record.approver], [colleague.id, boss.id]);
  assert.ok(!submission!.record.includes(boss.name), 'a name can be erased');
  const receipts = await receiptsOf(submission!.reference);
  assert.deepEqual(
    receipts.map(({ to_address: to }) => to).toSorted(),
    [boss.email, colleague.email].toSorted(),
  );
  for (const { body } of receipts) assert.match(body, new RegExp(`Approved by: ${boss.name}`));
});

test('any change after the approval voids it: an answer, whom it speaks for, a file', async () => {
  const changes: ((id: string) => Promise<unknown>)[] = [
    (id) =>
      submitForm(browser, paths.section({ id, section: 'your-view' }), {
        'view-rationale': 'Another reason.',
      }),
    (id) =>
      submitForm(browser, paths.responseConfidentiality({ id }), { whole: 'yes', 'whole-reason': 'Costs' }),
    (id) => submitForm(browser, paths.responseParties({ id }), { parties: ['organisation'] }),
  ];
  for (const change of changes) {
    const { draft } = await aReadyDraft();
    await approves(draft.id);
    const form = await checkedForm(draft.id);
    const section = () => browser.get(paths.section({ id: draft.id, section: 'your-view' }));
    const warns = `Approved by ${boss.name} as it stands. Any change voids the approval.`;
    assert.ok(textOf(await section()).includes(warns));
    await change(draft.id);
    assert.ok(!textOf(await section()).includes(warns));
    const page = await browser.get(paths.check({ id: draft.id }));
    assert.match(textOf(page), new RegExp(`This was changed after ${boss.name} had approved it`));
    assert.equal(pageOf(page).querySelector('form[action$="/submit"]'), null);
    assert.equal((await send(browser, paths.submit({ id: draft.id }), form)).status, 409);
    assert.deepEqual(await submissionsOf(draft.id), []);
  }
});

test('returned with a note, which is needed; the note is shown where the response is checked', async () => {
  const { draft } = await aReadyDraft();
  await submitForm(browser, paths.check({ id: draft.id }), {}, { form: ASK });
  const none = await submitForm(
    asBoss,
    approve(draft.id),
    { note: '  ' },
    { button: ['decision', 'return'] },
  );
  assert.equal(none.status, 422);
  assert.match(errorFor(none, 'note')!, /Say what should be changed/);
  await submitForm(
    asBoss,
    approve(draft.id),
    { note: 'Say less about costs.' },
    { button: ['decision', 'return'] },
  );
  assert.match(
    textOf(await browser.get(paths.check({ id: draft.id }))),
    /returned this.*Say less about costs\./,
  );
  const [mail] = await db('outbox_mail').where({ to_address: colleague.email, kind: 'returned' });
  assert.match(mail!.body, /Say less about costs\./);
  assert.deepEqual(await submissionsOf(draft.id), []);
});

test('what was changed while the approver was reading is shown again, not approved unseen', async () => {
  const { draft } = await aReadyDraft();
  const open = pageOf(await asBoss.get(approve(draft.id)));
  const token = open.querySelector('main input[name="_csrf"]')!.getAttribute('value')!;
  await submitForm(browser, paths.section({ id: draft.id, section: 'your-view' }), {
    'view-rationale': 'Changed.',
  });
  const stale = { _csrf: token, version: '1', decision: 'approve', note: '' };
  const reply = await send(asBoss, approve(draft.id), stale);
  assert.equal(reply.status, 409);
  assert.match(textOf(reply), /has changed since this page was shown.*Changed\./);
  assert.equal((await db('approval').where({ response_id: draft.id })).length, 0);
});

test('the approver submits without asking: that approves it', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id, asBoss);
  assert.equal((await send(asBoss, paths.submit({ id: draft.id }), form)).status, 303);
  const [submission] = await submissionsOf(draft.id);
  assert.deepEqual([submission!.submitted_by, submission!.approved_by], [boss.id, boss.id]);
  assert.equal((await receiptsOf(submission!.reference)).length, 1, 'once to who did both');
});

test('only the approver approves, and only the approver answers “no comment”', async () => {
  const { draft, consultation } = await aReadyDraft();
  const page = pageOf(await browser.get(approve(draft.id)));
  assert.equal(page.querySelector('main form'), null);
  const form = await checkedForm(draft.id, asBoss);
  const sent = { version: '1', decision: 'approve', note: '' };
  const csrf = pageOf(await browser.get(paths.check({ id: draft.id }))).querySelector('input[name="_csrf"]')!;
  const refused = await send(browser, approve(draft.id), { ...sent, _csrf: csrf.getAttribute('value')! });
  assert.equal(refused.status, 403);
  assert.ok(form['key']);

  const nil = paths.noComment({ reference: consultation.reference });
  const told = await browser.get(nil);
  assert.match(textOf(told), new RegExp(`${boss.name} has to approve.*ask them to answer “no comment”`));
  assert.equal(pageOf(told).querySelector('main form'), null);
  assert.equal((await submitForm(asBoss, nil)).status, 303);
});

test('an approver who has left, or may not submit any more, keeps nothing back', async () => {
  const { draft } = await aReadyDraft();
  await db('role_grant').where({ person_id: boss.id }).update({ ended_at: clock.now() });
  const form = await checkedForm(draft.id);
  assert.equal((await send(browser, paths.submit({ id: draft.id }), form)).status, 303);
  assert.equal((await submissionsOf(draft.id))[0]!.approved_by, null);
  await db('role_grant').where({ person_id: boss.id }).update({ ended_at: null });
});

test('a decision holds for its version only', () => {
  const approver = { id: 'a', name: 'Ann', email: 'ann@example.com' };
  const decided = (version: number, approved: boolean) => ({ version, approved, note: '', at: '' });
  const asked = { version: 3, at: '', by: approver };
  const of = (decision: SignOff['decision'], request: SignOff['asked'] = null): SignOff => ({
    approver,
    asked: request,
    decision,
  });
  assert.equal(signOffState(of(null), 3), 'not asked');
  assert.equal(signOffState(of(null, asked), 3), 'asked');
  assert.equal(signOffState(of(decided(3, true), asked), 3), 'approved');
  assert.equal(signOffState(of(decided(3, false), asked), 3), 'returned');
  assert.equal(signOffState(of(decided(2, true), asked), 3), 'asked');
  assert.equal(signOffState(of(decided(3, true), asked), 4), 'changed since');
  assert.equal(signOffState(of(decided(3, false), asked), 4), 'not asked');
  assert.equal(approvedBy(null, 3, 'b'), null);
  assert.equal(approvedBy(of(decided(3, true)), 4, 'b'), undefined);
  assert.equal(approvedBy(of(decided(3, true)), 3, 'b'), approver);
  assert.equal(approvedBy(of(null), 3, 'a'), approver);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { submitForm, textOf } from '../support/browse.js';
import { aSecasColleague } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import { at, due, instructed, instructionOf, saveAt, section } from './instructing.js';
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

test('what is saved when it closes is submitted, once, and the receipt says that it was by instruction', async () => {
  const { id, consultation, party } = await instructed();
  await saveAt(id, '2017-02-08T16:59:59.900Z', { 'view-rationale': 'At the last moment.' });
  await due('2017-02-08T17:00:14.999Z');
  assert.deepEqual(await submissionsOf(id), [], 'saves in flight may still come');
  await Promise.all([due(), due(), due()]);
  await due('2017-02-08T17:00:17Z');
  const [submission, ...more] = await submissionsOf(id);
  assert.deepEqual(more, []);
  assert.deepEqual(
    [submission!.standing, submission!.received_at.toString(), submission!.submitted_by],
    ['in time', '2017-02-08T16:59:59.9Z', colleague.id],
  );
  const live = await db('representation').where({ consultation_id: consultation.id, party_id: party.id });
  assert.equal(live[0]!.submission_id, submission!.id);
  const receipt = textOf(await browser.get(paths.submission({ id, reference: submission!.reference })));
  assert.match(receipt, /submitted by instruction when the consultation closed/);
  assert.match(receipt, /At the last moment\./);
  const mails = await db('outbox_mail').whereLike('subject', `%${submission!.reference}`);
  assert.deepEqual(
    mails.map(({ to_address: to }) => to).toSorted(),
    [colleague.email, drafter.email].toSorted(),
    'every representative gets the receipt',
  );
  assert.match(
    mails[0]!.body.replaceAll(/\s+/g, ' '),
    /submitted by instruction: .* left it at 16:10:00\.000/,
  );
});

test('what is saved after it closed is not part of it, and is not lost', async () => {
  const { id } = await instructed();
  await saveAt(id, '2017-02-08T16:30:00Z', { 'view-rationale': 'In time.' });
  await saveAt(id, '2017-02-08T17:00:00Z', { 'view-rationale': 'Too late.' });
  await due();
  const [submission] = await submissionsOf(id);
  assert.match(submission!.record, /In time\./);
  assert.doesNotMatch(submission!.record, /Too late\./);
  assert.equal(submission!.received_at.toString(), '2017-02-08T16:30:00Z');
  assert.match(textOf(await browser.get(section(id))), /Too late\./);
  assert.match(textOf(await browser.get(paths.response({ id }))), /Changed since submitted/);
});

test('it counts from the instruction when that is later than the last save', async () => {
  const { id } = await instructed();
  await due();
  assert.equal((await submissionsOf(id))[0]!.received_at.toString(), '2017-02-08T16:10:00Z');
});

test('missing answers are marked and named, and stop nothing; what would be missing is shown before', async () => {
  const { id, consultation } = await instructed();
  clock.set('2017-02-08T16:20:00Z');
  await db('draft_answer')
    .where({ response_id: id })
    .update({
      value: JSON.stringify({ choice: '', rationale: 'We have not decided.' }),
      version: 2,
      saved_at: clock.now(),
    });
  assert.match(
    textOf(await browser.get(paths.check({ id }))),
    /these required answers would be missing: “Should it be approved\?”/,
  );
  await due();
  const [submission] = await submissionsOf(id);
  assert.equal(submission!.standing, 'in time');
  const named = /Required,? and not answered:? ?“?Should it be approved\?/;
  const url = { id, reference: submission!.reference };
  assert.match(textOf(await browser.get(paths.submission(url))), named);
  const [mail] = await db('outbox_mail').whereLike('subject', `%${submission!.reference}`);
  assert.match(mail!.body.replaceAll(/\s+/g, ' '), named);
  const asSecas = await signInAs(portal, await aSecasColleague(db));
  const { reference } = consultation;
  const desk = textOf(await asSecas.get(paths.deskSubmission({ reference, submission: submission!.id })));
  assert.match(desk, named);
  assert.match(desk, new RegExp(`Submitted by ${colleague.name} ?By instruction, left at 16:10:00\\.000`));
});

test('whom it speaks for, what of the whole is confidential and the files stay as they were while it is submitted', async () => {
  const { id } = await instructed();
  clock.set('2017-02-08T17:00:05Z');
  const parties = await submitForm(browser, paths.responseParties({ id }), { parties: ['organisation'] });
  assert.ok([409, 422].includes(parties.status), String(parties.status));
  assert.match(textOf(parties), /is being submitted.*Try again in half a minute/);
  const whole = await submitForm(browser, paths.responseConfidentiality({ id }), {
    whole: 'yes',
    'whole-reason': 'Late',
  });
  assert.match(textOf(whole), /is being submitted/);
  await due();
  assert.equal((await submissionsOf(id))[0]!.confidential, false);
  assert.equal(
    (await submitForm(browser, paths.responseParties({ id }), { parties: ['organisation'] })).status,
    303,
  );
});

test('taken back, it does nothing; withdrawing takes it back too', async () => {
  const { id } = await instructed();
  await submitForm(browser, paths.check({ id }), {}, { form: 'form[action$="/take-back"]' });
  await due();
  assert.deepEqual(await submissionsOf(id), []);

  const { id: other } = await instructed();
  await submitAt(other, '2017-02-08T16:20:00Z');
  const reference = (await submissionsOf(other))[0]!.reference;
  const withdraw = paths.withdraw({ id: other, reference });
  assert.match(
    textOf(await browser.get(withdraw)),
    /The instruction to submit it when it closes, which .* left, is taken back\./,
  );
  await submitForm(browser, withdraw);
  await due();
  assert.equal((await submissionsOf(other)).length, 1, 'what was withdrawn is not submitted again');
});

test('what had been submitted as it stood is not submitted twice; what was changed since is', async () => {
  const { id } = await instructed();
  await submitAt(id, '2017-02-08T16:20:00Z');
  await due();
  assert.equal((await submissionsOf(id)).length, 1);
  assert.equal((await instructionOf(id)).why_not, '', 'there is nothing to tell');

  const { id: changed } = await instructed();
  await submitAt(changed, '2017-02-08T16:20:00Z');
  await saveAt(changed, '2017-02-08T16:40:00Z', { 'view-rationale': 'Changed since.' });
  await due();
  const [, second] = await submissionsOf(changed);
  assert.match(second!.record, /Changed since\./);
});

test('a deadline that is moved takes it along; an organisation’s own counts', async () => {
  const { id, consultation } = await instructed();
  await db('extension').insert({
    consultation_id: consultation.id,
    organisation_id: organisation.id,
    previous_closes_at: at('2017-02-08T17:00:00Z'),
    closes_at: at('2017-02-09T12:00:00Z'),
    reason: 'Their office was flooded.',
    made_at: clock.now(),
    made_by: (await aSecasColleague(db)).id,
  });
  await due('2017-02-08T18:00:00Z');
  assert.deepEqual(await submissionsOf(id), []);
  await saveAt(id, '2017-02-09T11:59:00Z', { 'view-rationale': 'With more time.' });
  await due('2017-02-09T12:00:15Z');
  assert.equal((await submissionsOf(id))[0]!.received_at.toString(), '2017-02-09T11:59:00Z');
});

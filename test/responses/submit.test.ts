import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser, follow, pageOf, send, submitForm, textOf } from '../support/browse.js';
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
  stranger,
  submissionsOf,
  submitAt,
} from './submitting.js';

test('a submit is frozen, acknowledged with a receipt, and told by mail', async () => {
  const { draft, party, consultation } = await aReadyDraft();
  const reply = await submitForm(browser, paths.check({ id: draft.id }));
  assert.equal(reply.status, 303);

  const receipt = await follow(browser, reply);
  const text = textOf(receipt);
  const [submission] = await submissionsOf(draft.id);
  assert.match(
    submission!.reference,
    /^[34679ACDEFGHJKMNPQRTWXY]{3}-[34679ACDEFGHJKMNPQRTWXY]{4}-[34679ACDEFGHJKMNPQRTWXY]{3}$/,
  );
  assert.ok(text.includes(submission!.reference));
  assert.ok(text.includes('16:00:00.000 on Wednesday 8 February 2017 (GMT)'));
  assert.ok(text.includes(submission!.digest));
  assert.ok(text.includes('It is a good idea.'));

  assert.equal(createHash('sha256').update(submission!.record).digest('hex'), submission!.digest);
  const record = JSON.parse(submission!.record) as {
    submitter: string;
    answers: { ask: string }[];
    nonce: string;
  };
  assert.equal(record.submitter, colleague.id, 'a person stands in the record by a random id');
  assert.ok(!submission!.record.includes(colleague.name));
  assert.equal(record.answers[0]!.ask, 'Should it be approved?');
  assert.equal(record.nonce.length, 64);

  const live = await db('representation')
    .where({ consultation_id: consultation.id, party_id: party.id })
    .first();
  assert.equal(live!.submission_id, submission!.id);
  const mail = await db('outbox_mail')
    .where({ to_address: colleague.email, kind: 'receipt' })
    .orderBy('written_at', 'desc')
    .first();
  assert.ok(mail!.body.includes(submission!.reference) && mail!.body.includes(submission!.digest));
  const audit = await db('audit_entry').where({ subject_id: submission!.id }).first();
  assert.equal(audit!.action, 'response.submitted');
});

test('the same key gives the first receipt: a second click, a retry after a lost reply, a retry after the deadline', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  const [first, second] = await Promise.all([
    send(browser, paths.submit({ id: draft.id }), form),
    send(browser, paths.submit({ id: draft.id }), form),
  ]);
  const third = await submitAt(draft.id, '2017-02-08T17:10:00Z', form);
  assert.deepEqual([first!.status, second!.status, third.status], [303, 303, 303]);
  assert.equal(new Set([first, second, third].map((reply) => reply!.headers['location'])).size, 1);
  assert.equal((await submissionsOf(draft.id)).length, 1);
});

test('submitting again before the deadline: the newer one counts, both stay', async () => {
  const { draft, party, consultation } = await aReadyDraft();
  const first = await submitAt(draft.id, '2017-02-08T16:10:00Z');
  await db('draft_answer')
    .where({ response_id: draft.id })
    .update({ value: JSON.stringify({ choice: 'Reject', rationale: 'We thought again.' }) });
  await db('response').where({ id: draft.id }).increment('version', 1);
  await submitAt(draft.id, '2017-02-08T16:20:00Z');
  const [one, two] = await submissionsOf(draft.id);
  const live = await db('representation')
    .where({ consultation_id: consultation.id, party_id: party.id })
    .first();
  assert.equal(live!.submission_id, two!.id);
  const earlier = textOf(await follow(browser, first));
  assert.ok(earlier.includes('It is a good idea.') && earlier.includes(two!.reference));
  const history = textOf(await browser.get(paths.history({ id: draft.id })));
  assert.ok(history.includes(one!.reference) && history.includes(two!.reference));
});

test('a draft that changed since it was checked is shown again, not submitted', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  await db('response').where({ id: draft.id }).increment('version', 1);
  const reply = await send(browser, paths.submit({ id: draft.id }), form);
  assert.equal(reply.status, 409);
  assert.match(textOf(reply), /has changed since this page was shown/);
  assert.equal((await submissionsOf(draft.id)).length, 0);
});

test('what is missing comes back as a list of links, and nothing is submitted', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  await db('draft_answer').where({ response_id: draft.id }).del();
  const reply = await send(browser, paths.submit({ id: draft.id }), form);
  assert.equal(reply.status, 422);
  const link = pageOf(reply).querySelector('.govuk-error-summary a');
  assert.match(link?.getAttribute('href') ?? '', /\/sections\/your-view#view/);
  assert.equal((await submissionsOf(draft.id)).length, 0);
});

test('taking a Party over from another live response needs a confirmation', async () => {
  const { draft, party, consultation } = await aReadyDraft();
  await submitAt(draft.id, '2017-02-08T16:10:00Z');
  const other = await aDraftResponse(db, { consultation, organisation, by: colleague, parties: [party] });
  const form = await checkedForm(other.id);
  const refused = await submitAt(other.id, '2017-02-08T16:20:00Z', form);
  assert.equal(refused.status, 409);
  assert.equal((await submissionsOf(other.id)).length, 0);
  const taken = await submitAt(other.id, '2017-02-08T16:21:00Z', {
    ...form,
    takeOver: (await submissionsOf(draft.id))[0]!.reference,
  });
  assert.equal(taken.status, 303);
  const [submission] = await submissionsOf(other.id);
  const live = await db('representation').where({ consultation_id: consultation.id, party_id: party.id });
  assert.deepEqual(
    live.map((row) => row.submission_id),
    [submission!.id],
  );
});

test('what takes its place is what the page named: not what another colleague submitted meanwhile', async () => {
  const { draft, party, consultation } = await aReadyDraft();
  await submitAt(draft.id, '2017-02-08T16:10:00Z');
  const shown = (await submissionsOf(draft.id))[0]!.reference;
  const other = await aDraftResponse(db, { consultation, organisation, by: colleague, parties: [party] });
  const confirmed = { ...(await checkedForm(other.id)), takeOver: shown };

  const third = await aDraftResponse(db, { consultation, organisation, by: colleague, parties: [party] });
  await submitAt(third.id, '2017-02-08T16:20:00Z', { ...(await checkedForm(third.id)), takeOver: shown });
  const refused = await submitAt(other.id, '2017-02-08T16:21:00Z', confirmed);
  assert.equal(refused.status, 409);
  assert.deepEqual(await submissionsOf(other.id), []);
});

test('a question that is corrected after the check page was shown: what was checked is frozen, in time', async () => {
  const { draft, consultation } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  const questions = consultation.questions.map((one) => ({ ...one, ask: `${one.ask} Or not?` }));
  await db('question_issue').insert({
    consultation_id: consultation.id,
    number: 2,
    questions: JSON.stringify(questions),
    issued_at: clock.now(),
  });
  const reply = await submitAt(draft.id, '2017-02-08T16:10:00Z', form);
  assert.equal(reply.status, 303);
  assert.doesNotMatch(textOf(await follow(browser, reply)), /Or not\?/, 'nothing is answered unseen');
  const unknown = { ...form, key: randomUUID(), issue: '3' };
  assert.equal((await submitAt(draft.id, '2017-02-08T16:11:00Z', unknown)).status, 404);
});

test('who may not submit: a drafter, another company, a stranger, a forged form', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  const asDrafter = await signInAs(portal, drafter);
  const drafterPage = await asDrafter.get(paths.check({ id: draft.id }));
  assert.match(textOf(drafterPage), new RegExp(`Ask .*${colleague.name}`));
  const csrf = pageOf(drafterPage).querySelector('input[name="_csrf"]')?.getAttribute('value') ?? '';
  assert.equal((await send(asDrafter, paths.submit({ id: draft.id }), { ...form, _csrf: csrf })).status, 403);

  const asStranger = await signInAs(portal, stranger);
  assert.equal((await asStranger.get(paths.check({ id: draft.id }))).status, 404);
  const own =
    pageOf(await asStranger.get(paths.front()))
      .querySelector('input[name="_csrf"]')
      ?.getAttribute('value') ?? '';
  assert.equal((await send(asStranger, paths.submit({ id: draft.id }), { ...form, _csrf: own })).status, 404);

  assert.equal(
    (await send(aBrowser(portal), paths.submit({ id: draft.id }), form)).status,
    403,
    'no session',
  );
  assert.equal(
    (await send(browser, paths.submit({ id: draft.id }), { ...form, _csrf: 'forged' })).status,
    403,
  );
  assert.equal((await send(browser, paths.submit({ id: draft.id }), { ...form, extra: 'x' })).status, 400);
  assert.equal((await submissionsOf(draft.id)).length, 0);
});

test('a submission cannot be changed or deleted, not even in SQL', async () => {
  const { draft } = await aReadyDraft();
  await submitAt(draft.id, '2017-02-08T16:10:00Z');
  for (const sql of [
    `update submission set standing = 'late'`,
    'delete from submission_answer',
    `update submission_party set name = 'x'`,
    'truncate submission cascade',
  ]) {
    await assert.rejects(db.raw(sql), /frozen/, sql);
  }
});

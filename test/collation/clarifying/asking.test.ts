import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { errorFor, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { anEntry } from '../../support/clarification.js';
import { aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { aCompany, clock, db, desk, LATE, portal, sam, submissionOf } from '../desk.js';
import { ANSWERS, ASKING, anAnswer, entriesOf } from './clarifying.js';

test('what is wrong with a question comes back with what was typed, and nothing is asked', async () => {
  const { submission, url } = await anAnswer();
  const ask = (fields: Record<string, string>) => submitForm(desk, url, fields, ASKING);
  const empty = await ask({ text: ' \n ' });
  assert.equal(empty.status, 422);
  assert.equal(errorFor(empty, 'text'), 'Error: Write what you ask');
  const long = await ask({ text: 'x'.repeat(5_001), 'wished-day': '31' });
  assert.equal(errorFor(long, 'text'), 'Error: Shorten this by 1 character: 5,000 fit');
  assert.equal(pageOf(long).querySelector('textarea')!.textContent!.length, 5_001);
  assert.equal(pageOf(long).querySelector('#wished')!.getAttribute('value'), '31');
  const date = (day: string, month = '2', year = '2017') => ({
    text: 'When?',
    'wished-day': day,
    'wished-month': month,
    'wished-year': year,
  });
  assert.match(errorFor(await ask(date('30')), 'wished')!, /A reply is wished by/);
  assert.match(errorFor(await ask(date('31', '1')), 'wished')!, /today or a later day/);
  assert.equal((await entriesOf(submission.responseId)).length, 0);
  assert.equal((await ask(date('1'))).status, 303, 'today');
  assert.equal((await ask({ text: 'x'.repeat(5_000) })).status, 303);
});

test('only where something was answered; not beside what does not count; a late one is not admitted by it', async () => {
  const { consultation, submission, company, reading, theirs } = await anAnswer();
  const { reference } = consultation;
  const address = (id: string, question: string) =>
    paths.deskClarification({ reference, submission: id, question });
  assert.equal((await desk.get(address(submission.id, 'cost'))).status, 404, 'not answered');
  assert.equal((await desk.get(address(submission.id, 'nothing'))).status, 404);
  assert.equal(
    (await theirs.get(paths.clarification({ id: submission.responseId, question: 'view' }))).status,
    404,
  );

  const again = await submissionOf(company, consultation, {
    responseId: submission.responseId,
    answers: ANSWERS,
    receivedAt: '2017-01-27T10:00:00Z',
  });
  assert.doesNotMatch(textOf(await desk.get(reading)), /Ask for clarification/, 'it was replaced');
  const stale = await openForm(desk, address(again.id, 'view'), 'form#ask');
  const refused = await send(desk, address(submission.id, 'view'), {
    ...stale.held,
    step: 'ask',
    text: 'Why?',
  });
  assert.equal(refused.status, 409);
  assert.match(textOf(refused), /This version does not count any more/);

  const nil = await aCompany();
  const none = await submissionOf(nil, consultation, { kind: 'nil' });
  assert.doesNotMatch(
    textOf(await desk.get(paths.deskSubmission({ reference, submission: none.id }))),
    /Ask for clarification/,
  );
  assert.equal((await desk.get(address(none.id, 'view'))).status, 404);

  const late = await submissionOf(await aCompany(), consultation, { ...LATE, answers: ANSWERS });
  assert.match(textOf(await desk.get(address(late.id, 'view'))), /Asking about it does not admit it/);
  assert.equal((await submitForm(desk, address(late.id, 'view'), { text: 'Why late?' }, ASKING)).status, 303);
  assert.equal((await db('late_decision').where({ submission_id: late.id })).length, 0);
  assert.equal((await db('representation').where({ submission_id: late.id })).length, 0);

  const at = clock.now();
  await db('withdrawal').insert({
    submission_id: again.id,
    withdrawn_at: at,
    withdrawn_by: company.by.id,
    reason: '',
  });
  await db('representation').where({ submission_id: again.id }).delete();
  const withdrawn = await send(desk, address(again.id, 'view'), { ...stale.held, step: 'ask', text: 'Why?' });
  assert.equal(withdrawn.status, 409);
});

test('where nobody may reply SECAS is told so; an asker who has left is not told of the reply, but SECAS is', async () => {
  const { company, url, reply, theirs } = await anAnswer();
  const nadia = await aSecasColleague(db);
  await submitForm(await signInAs(portal, nadia), url, { text: 'Nadia asks' }, ASKING);
  await db('role_grant').where({ person_id: nadia.id }).update({ ended_at: clock.now() });
  const before = (await db('outbox_mail').where({ kind: 'clarification-replied' })).length;
  await submitForm(theirs, reply, { text: 'To whom?' });
  const told = (await db('outbox_mail').where({ kind: 'clarification-replied' }).orderBy('id')).slice(before);
  assert.deepEqual(
    told.map(({ person_id }) => person_id),
    [sam.id],
  );
  await db('role_grant').where({ person_id: company.by.id }).update({ ended_at: clock.now() });
  assert.match(textOf(await desk.get(url)), /Nobody can reply for/);
});

test('what was said is never changed or deleted, and a place holds one entry', async () => {
  const { submission, url } = await anAnswer();
  await submitForm(desk, url, { text: 'Asked' }, ASKING);
  const own = () => db('clarification_entry').where({ response_id: submission.responseId });
  await assert.rejects(own().update({ text: 'Something else' }), /is frozen/);
  await assert.rejects(own().delete(), /is frozen/);
  await assert.rejects(db.raw('truncate clarification_entry'), /is frozen/);
  const entry = { submission, question: 'view', by: sam, text: 'x' };
  await assert.rejects(anEntry(db, entry), /clarification_entry_place_once/);
  await assert.rejects(anEntry(db, { ...entry, number: 2, text: ' ' }), /says_something/);
  await assert.rejects(anEntry(db, { ...entry, number: 2, kind: 'closed' }), /says_something/);
  await assert.rejects(anEntry(db, { ...entry, number: 2, reason: 'why' }), /reason_of_a_reply/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { paths } from '../../../src/paths.js';
import { errorFor, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aRepresentative } from '../../support/build.js';
import { someoneWaitsForALock } from '../../support/locks.js';
import { signInAs } from '../../support/signIn.js';
import { aCompany, clock, db, desk, portal, submissionOf } from '../desk.js';
import { ANSWERS, ASKING, anAnswer, entriesOf, kindsOf, stepForm } from './clarifying.js';

test('a second click asks and replies once; other words from a page sent before are kept and shown', async () => {
  const { submission, url, reply, theirs } = await anAnswer();
  const asking = await openForm(desk, url, 'form#ask');
  const asked = { ...asking.held, step: 'ask', text: 'Once?' };
  const twice = await Promise.all([send(desk, url, asked), send(desk, url, asked)]);
  assert.deepEqual(
    twice.map(({ status }) => status),
    [303, 303],
  );
  const { held } = await openForm(theirs, reply);
  const replies = await Promise.all([1, 2, 3].map(() => send(theirs, reply, { ...held, text: 'Once.' })));
  assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([303]));
  assert.deepEqual(await kindsOf(submission.responseId), ['asked', 'replied']);
  assert.equal(
    (
      await db('outbox_mail')
        .where({ kind: 'clarification-replied' })
        .whereLike('body', `%${submission.reference}%`)
    ).length,
    1,
  );

  const others: Record<string, string>[] = ([] = [
    { text: 'Something else.' },
    { text: 'Once.', confidential: 'yes', reason: 'Secret' },
  ]);
  for (const other of others) {
    const clash = await send(theirs, reply, { ...held, ...other });
    assert.equal(clash.status, 409);
    assert.match(textOf(clash), /sent before, with other words/);
    assert.equal(pageOf(clash).querySelector('textarea')!.textContent, other.text);
  }
  const resent = await send(theirs, reply, { ...held, text: 'Something else.' });
  const form = pageOf(resent).querySelector('main form')!;
  const fresh = (name: string) => form.querySelector(`input[name="${name}"]`)!.getAttribute('value')!;
  const sent = await send(theirs, reply, {
    ...held,
    key: fresh('key'),
    seen: fresh('seen'),
    text: 'Something else.',
  });
  assert.equal(sent.status, 303);
  assert.deepEqual(await kindsOf(submission.responseId), ['asked', 'replied', 'replied']);
});

test('a page whose key was used in another thread is shown again with its words, and sent from there it is taken', async () => {
  const [first, second] = [await anAnswer(), await anAnswer()];
  const used = (await openForm(desk, first.url, 'form#ask')).held;
  assert.equal((await send(desk, first.url, { ...used, step: 'ask', text: 'Here?' })).status, 303);
  const asking = { ...used, step: 'ask', text: 'And there?' };
  const refused = await send(desk, second.url, asking);
  assert.equal(refused.status, 409);
  assert.match(textOf(refused), /sent before, about another answer/);
  assert.deepEqual(await kindsOf(second.submission.responseId), []);
  const form = pageOf(refused).querySelector('form#ask')!;
  assert.equal(form.querySelector('textarea')!.textContent, 'And there?');
  const key = form.querySelector('input[name="key"]')!.getAttribute('value')!;
  assert.equal((await send(desk, second.url, { ...asking, key })).status, 303);

  const { held } = await openForm(second.theirs, second.reply);
  const reply = await send(second.theirs, second.reply, { ...held, key, text: 'Ours.' });
  assert.equal(reply.status, 409, 'their own thread, with a key of SECAS’s');
  const theirs = await send(second.theirs, second.reply, { ...held, key: used['key']!, text: 'Ours.' });
  assert.equal(theirs.status, 409);
  assert.equal(pageOf(theirs).querySelector('textarea')!.textContent, 'Ours.');
  assert.deepEqual(await kindsOf(second.submission.responseId), ['asked']);
  assert.deepEqual(await kindsOf(first.submission.responseId), ['asked']);
});

test('what was added meanwhile is read first, and what was typed is kept', async () => {
  const { submission, url, reply, theirs } = await anAnswer();
  await submitForm(desk, url, { text: 'First?' }, ASKING);
  const { held } = await openForm(theirs, reply);
  const closing = await openForm(desk, url, 'form.portal-thread__step');
  await submitForm(desk, url, { text: 'SECOND-QUESTION?' }, ASKING);
  const meanwhile = await send(theirs, reply, { ...held, text: 'To the first.' });
  assert.equal(meanwhile.status, 409);
  assert.match(textOf(meanwhile), /SECOND-QUESTION/);
  assert.equal(pageOf(meanwhile).querySelector('textarea')!.textContent, 'To the first.');
  assert.equal((await send(desk, url, { ...closing.held, step: 'close' })).status, 409);

  const late = await openForm(theirs, reply);
  await submitForm(desk, url, {}, stepForm('close'));
  const closed = await openForm(desk, url, stepForm('reopen').form);
  const seen = String((await entriesOf(submission.responseId)).length);
  const tooLate = await send(theirs, reply, { ...late.held, seen, text: 'After closing the thread' });
  assert.equal(tooLate.status, 409);
  assert.match(textOf(tooLate), /SECAS needs no more here and has closed it.*contact/);
  assert.equal(pageOf(tooLate).querySelector('textarea')!.textContent, 'After closing the thread');
  assert.equal((await send(desk, url, { ...closed.held, step: 'close' })).status, 409, 'closed already');
  assert.deepEqual(await kindsOf(submission.responseId), ['asked', 'asked', 'closed']);
});

test('two who say something at the same moment speak one after the other: the second reads the first', async () => {
  const { submission, url, reply, theirs } = await anAnswer();
  await submitForm(desk, url, { text: 'First?' }, ASKING);
  const replying = await openForm(theirs, reply);
  const asking = await openForm(desk, url, ASKING.form);
  const lock = await db.transaction();
  await lock('response').where({ id: submission.responseId }).forUpdate();
  const both = Promise.all([
    send(theirs, reply, { ...replying.held, text: 'Ours.' }),
    send(desk, url, { ...asking.held, step: 'ask', text: 'And then?' }),
  ]);
  await someoneWaitsForALock(db, 2);
  await lock.commit();
  const statuses = (await both).map(({ status }) => status);
  assert.deepEqual(
    statuses.toSorted((one, other) => one - other),
    [303, 409],
  );
  assert.equal((await kindsOf(submission.responseId)).length, 2);
});

test('who may reply: whoever may submit for that organisation today', async () => {
  const { company, submission, url, reply } = await anAnswer();
  const drafter = await aRepresentative(db, company.organisation, false);
  await submitForm(desk, url, { text: 'Who says so?' }, ASKING);
  const mails = await db('outbox_mail').where({ kind: 'clarification-asked', person_id: drafter.id });
  assert.equal(mails.length, 1, 'who drafts is told too');
  const drafters = await signInAs(portal, drafter);
  const read = await drafters.get(reply);
  assert.match(textOf(read), new RegExp(`Who says so\\?.*`));
  assert.match(textOf(read), new RegExp(`${company.by.name} may reply`));
  assert.equal(pageOf(read).querySelectorAll('main form').length, 0);
  const theirs = await signInAs(portal, company.by);
  const { held } = await openForm(theirs, reply);
  const csrf = pageOf(await drafters.get(paths.response({ id: submission.responseId })))
    .querySelector('input[name="_csrf"]')!
    .getAttribute('value')!;
  assert.equal((await send(drafters, reply, { ...held, _csrf: csrf, text: 'Me' })).status, 403);

  const stranger = await signInAs(portal, (await aCompany()).by);
  assert.equal((await stranger.get(reply)).status, 404);
  assert.doesNotMatch(textOf(await stranger.get(paths.responses())), /SECAS waits/);

  await db('role_grant').where({ person_id: company.by.id }).update({ ended_at: clock.now() });
  assert.notEqual((await send(theirs, reply, { ...held, text: 'I have left' })).status, 303);
  assert.deepEqual(await kindsOf(submission.responseId), ['asked']);
});

test('what stands beside something confidential is confidential, and stays so; looks at it are kept', async () => {
  const hidden = { ...ANSWERS, view: { ...ANSWERS.view, confidential: true } };
  const { company, consultation, submission, url, reply, theirs } = await anAnswer({ answers: hidden });
  assert.match(textOf(await desk.get(url)), /What is asked and replied here is confidential/);
  await submitForm(desk, url, { text: 'What do you mean?' }, ASKING);
  await submissionOf(company, consultation, {
    responseId: submission.responseId,
    answers: ANSWERS,
    receivedAt: '2017-01-27T10:00:00Z',
  });
  const page = await theirs.get(reply);
  assert.match(textOf(page), /What is said here is confidential/);
  assert.equal(pageOf(page).querySelectorAll('input[name="confidential"]').length, 0);
  await submitForm(theirs, reply, { text: 'This.' });
  assert.deepEqual(
    (await entriesOf(submission.responseId)).map(({ confidential }) => confidential),
    [true, true],
  );

  const open = await anAnswer();
  await submitForm(desk, open.url, { text: 'Asked openly' }, ASKING);
  const looks = () =>
    db('audit_entry')
      .where({ action: 'confidential.read', subject_id: open.submission.id })
      .then(({ length }) => length);
  await desk.get(open.reading);
  await desk.get(open.url);
  assert.equal(await looks(), 0);
  const wrong = await submitForm(open.theirs, open.reply, {
    text: 'Secret',
    confidential: 'yes',
    reason: ' ',
  });
  assert.equal(wrong.status, 422);
  assert.equal(errorFor(wrong, 'reason'), 'Error: Say why your reply is confidential');
  assert.equal(pageOf(wrong).querySelector('textarea')!.textContent, 'Secret');
  await submitForm(open.theirs, open.reply, { text: 'Secret', confidential: 'yes', reason: 'Commercial' });
  await submitForm(desk, open.url, { text: 'And after it' }, ASKING);
  const rows = await entriesOf(open.submission.responseId);
  assert.deepEqual(
    rows.map(({ confidential, reason }) => [confidential, reason]),
    [
      [false, ''],
      [true, 'Commercial'],
      [true, ''],
    ],
  );
  const was = await looks();
  await desk.get(open.reading);
  await desk.get(open.url);
  assert.equal(await looks(), was + 2);
});

test('a reply that is empty or too long comes back; forms of nobody are refused', async () => {
  const { submission, url, reply, theirs } = await anAnswer();
  await submitForm(desk, url, { text: 'Well?' }, ASKING);
  assert.equal(errorFor(await submitForm(theirs, reply, { text: ' ' }), 'text'), 'Error: Write your reply');
  const long = await submitForm(theirs, reply, { text: 'x'.repeat(20_001) });
  assert.equal(errorFor(long, 'text'), 'Error: Shorten this by 1 character: 20,000 fit');
  const { held } = await openForm(theirs, reply);
  const wrongs: Record<string, string>[] = [
    { key: 'x' },
    { seen: '-1' },
    { extra: '1' },
    { confidential: 'no' },
  ];
  for (const bad of wrongs)
    assert.equal((await send(theirs, reply, { ...held, text: 'x', ...bad })).status, 400);
  const asking = await openForm(desk, url, 'form#ask');
  assert.equal((await send(desk, url, { ...asking.held, step: 'forget', text: 'x' })).status, 400);
  assert.equal((await send(desk, url, { ...asking.held, step: 'close', text: 'x' })).status, 400);
  const elsewhere = paths.clarification({ id: randomUUID(), question: 'view' });
  assert.equal((await send(theirs, elsewhere, { ...held, text: 'x' })).status, 404);
  assert.deepEqual(await kindsOf(submission.responseId), ['asked']);
  assert.equal((await submitForm(theirs, reply, { text: 'x'.repeat(20_000) })).status, 303);
});

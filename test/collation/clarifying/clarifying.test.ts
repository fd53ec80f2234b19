import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { follow, pageOf, submitForm, textOf } from '../../support/browse.js';
import { signInAs } from '../../support/signIn.js';
import { clock, db, desk, portal, rowOf, sam, submissionOf } from '../desk.js';
import { ANSWERS, ASKING, anAnswer, kindsOf, stepForm } from './clarifying.js';

const frozen = async (responseId: string) =>
  JSON.stringify([
    await db('submission').where({ response_id: responseId }).orderBy('number'),
    await db('submission_answer as a')
      .join('submission as s', 's.id', 'a.submission_id')
      .where({ response_id: responseId })
      .select('a.*'),
    await db('representation').orderBy('party_id'),
    await db('response').where({ id: responseId }),
  ]);

test('SECAS asks beside an answer, they reply, SECAS asks again, they reply, and it is closed and reopened', async () => {
  const { company, consultation, submission, reading, url, reply, theirs } = await anAnswer();
  const { responseId } = submission;
  const before = await frozen(responseId);
  assert.match(textOf(await desk.get(reading)), /Ask for clarification/);
  const wished = { 'wished-day': '14', 'wished-month': '2', 'wished-year': '2017' };
  const asked = await submitForm(desk, url, { text: 'QUESTION-TEXT: how dear?', ...wished }, ASKING);
  assert.equal(asked.headers['location'], `${reading}#answer-view`);
  const page = textOf(await follow(desk, asked));
  assert.match(page, /It has been asked/);
  assert.match(page, /SECAS asks QUESTION-TEXT: how dear\? A reply is wished by 14 February 2017\. Person/);
  assert.match(page, /Waits for a reply/);

  // Who is told, and of what
  const drafterToo = await db('outbox_mail').where({ kind: 'clarification-asked', person_id: company.by.id });
  assert.equal(drafterToo.length, 1);
  const [mail] = drafterToo;
  assert.ok(mail!.body.replaceAll('\n', '').includes(reply));
  assert.match(mail!.body, /wished by 14 February 2017/);
  for (const word of ['QUESTION-TEXT', 'ANSWER-TEXT'])
    assert.ok(!`${mail!.subject}${mail!.body}`.includes(word));

  // Everywhere it is said that SECAS waits
  for (const address of [
    paths.responses(),
    paths.response({ id: responseId }),
    paths.submission({ id: responseId, reference: submission.reference }),
  ]) {
    const shown = await theirs.get(address);
    assert.match(textOf(shown), /SECAS waits for your reply on/, address);
    assert.ok(shown.text.includes(`href="${reply}"`), address);
  }
  assert.match(
    textOf(await theirs.get(paths.consultationResponse(consultation))),
    /SECAS waits for your reply on 1 answer/,
  );
  assert.match(textOf(await theirs.get(reply)), /Waits for your reply.*ANSWER-TEXT.*QUESTION-TEXT/);

  // They reply, and nothing of the response changes
  const replied = await submitForm(theirs, reply, { text: 'REPLY-TEXT: very' });
  assert.equal(replied.status, 303);
  assert.match(textOf(await follow(theirs, replied)), /Your reply has been sent to SECAS.*REPLY-TEXT: very/);
  assert.equal(await frozen(responseId), before);
  assert.doesNotMatch(textOf(await theirs.get(paths.responses())), /SECAS waits/);
  const [told] = await db('outbox_mail').where({ kind: 'clarification-replied' }).orderBy('id', 'desc');
  assert.equal(told!.person_id, sam.id);
  assert.ok(told!.body.replaceAll('\n', '').includes(url));
  assert.ok(!told!.body.includes('REPLY-TEXT'));
  assert.match(textOf(await desk.get(paths.desk())), /Replies to clarifications.*Should it be approved/);
  assert.match(
    textOf(await desk.get(paths.deskConsultation(consultation))),
    /Clarifications.*1 replied to, 0 waiting/,
  );
  assert.match(
    textOf(await desk.get(reading)),
    /REPLY-TEXT.*Replied to.*Ask again, close it, or enter a reply that came by e-mail/,
  );

  // Again, by either side
  await submitForm(theirs, reply, { text: 'And more' });
  await submitForm(desk, url, { text: 'Really?' }, ASKING);
  await submitForm(theirs, reply, { text: 'Yes' });
  assert.equal((await submitForm(desk, url, {}, stepForm('close'))).status, 303);
  const closed = await theirs.get(reply);
  assert.match(textOf(closed), /SECAS needs no more here/);
  assert.equal(pageOf(closed).querySelectorAll('main form').length, 0);
  assert.doesNotMatch(textOf(await desk.get(paths.desk())), /Replies to clarifications/);
  assert.equal((await submitForm(desk, url, {}, stepForm('reopen'))).status, 303);
  await submitForm(theirs, reply, { text: 'One more' });
  await submitForm(desk, url, {}, stepForm('close'));
  await submitForm(desk, url, { text: 'Asked of what was closed' }, ASKING);
  assert.deepEqual(await kindsOf(responseId), [
    'asked',
    'replied',
    'replied',
    'asked',
    'replied',
    'closed',
    'reopened',
    'replied',
    'closed',
    'asked',
  ]);
  assert.equal(await frozen(responseId), before);
  const mails = await db('outbox_mail').where({ kind: 'clarification-asked', person_id: company.by.id });
  assert.equal(mails.length, 4, 'asked three times and reopened once');
  const audit = await db('audit_entry')
    .where({ consultation_id: consultation.id })
    .whereLike('action', 'clarification.%')
    .orderBy('id');
  assert.deepEqual(
    audit.map(({ action }) => action.split('.')[1]),
    await kindsOf(responseId),
  );
});

test('possible after closing and after the closure; the thread stays when it is submitted again', async () => {
  const { company, consultation, submission, url, reply, theirs } = await anAnswer();
  await submitForm(desk, url, { text: 'Asked of the first' }, ASKING);
  const again = await submissionOf(company, consultation, {
    responseId: submission.responseId,
    answers: { view: ANSWERS.view },
    receivedAt: '2017-01-27T10:00:00Z',
  });
  const newUrl = paths.deskSubmission({ reference: consultation.reference, submission: again.id });
  assert.match(textOf(await desk.get(newUrl)), new RegExp(`Asked of the first.*on ${submission.reference}`));
  assert.match(textOf(await theirs.get(reply)), new RegExp(`submitted again since.*See ${again.reference}`));

  clock.set('2017-03-01T10:00:00Z');
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: clock.now().subtract({ seconds: 20 }),
    closed_at: clock.now(),
  });
  const later = await signInAs(portal, company.by);
  assert.match(textOf(await later.get(paths.responses())), /SECAS waits for your reply on/);
  assert.equal((await submitForm(later, reply, { text: 'After the closure' })).status, 303);
  const secas = await signInAs(portal, sam);
  const onNew = paths.deskClarification({
    reference: consultation.reference,
    submission: again.id,
    question: 'view',
  });
  assert.equal((await submitForm(secas, onNew, { text: 'Asked after the closure' }, ASKING)).status, 303);
  assert.equal((await submitForm(later, reply, { text: 'And replied' })).status, 303);
  const list = await secas.get(paths.deskResponses(consultation));
  assert.match(JSON.stringify(rowOf(list, company.organisation.name)), /1 clarification replied to/);
  const filtered = (state: string) =>
    secas.get(`${paths.deskResponses(consultation)}?clarification=${state}`).then((reply_) => textOf(reply_));
  assert.match(await filtered('replied'), /1 of 1 response/);
  assert.match(await filtered('asked'), /None matches/);
  assert.match(await filtered('any'), /1 of 1 response/);
  clock.set('2017-02-01T10:00:00Z');
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { follow, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aConsultation, aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { aCompany, clock, db, desk, portal, rowOf, sam, submissionOf, tokenOn } from '../desk.js';

const nadia = await aSecasColleague(db);
const nadias = await signInAs(portal, nadia);
const ANSWERS = {
  view: { value: { choice: 'Reject', rationale: 'Too dear' } },
  other: { value: 'Thank you' },
};

async function aReadResponse() {
  const consultation = await aConsultation(db);
  const company = await aCompany();
  const submission = await submissionOf(company, consultation, { answers: ANSWERS });
  const { reference } = consultation;
  const url = paths.deskSubmission({ reference, submission: submission.id });
  return { consultation, reference, company, submission, url };
}

const on = (place: string) => ({ form: `#comment-${place} form` });
const block = async (url: string, place: string) => {
  const node = pageOf(await desk.get(url)).querySelector(`#comment-${place}`)!;
  return node.textContent!.replaceAll(/\s+/g, ' ').trim();
};

test('a comment on an answer stands beside it, with its author and time', async () => {
  const { url, submission, reference } = await aReadResponse();
  const reply = await submitForm(
    desk,
    url,
    { text: 'Two others ask for the same.\nThe Proposer <agrees>.' },
    on('view'),
  );
  assert.equal(reply.status, 303);
  assert.equal(reply.headers['location'], `${url}#comment-view`);
  const page = await follow(desk, reply);
  assert.match(textOf(page), /The comment has been saved/);
  const said = pageOf(page).querySelector('#comment-view')!;
  assert.match(said.textContent!, /Two others ask for the same\.\nThe Proposer <agrees>\./);
  assert.match(said.textContent!, new RegExp(`${sam.name}, 10am on 1 February 2017`));
  assert.equal(
    await db('audit_entry')
      .where({ action: 'comment.written', person_id: sam.id })
      .then((rows) => rows.length),
    1,
  );
  const list = await desk.get(paths.deskResponses({ reference }));
  assert.ok(submission.id && list.text.includes('Comments'));
  assert.equal(rowOf(list, 'Organisation')!['Comments'], '1');
});

test('a newer comment takes its place and the earlier one is kept; an empty one removes it', async () => {
  const { url } = await aReadResponse();
  await submitForm(desk, url, { text: 'first' }, on('whole'));
  clock.set('2017-02-01T10:05:00Z');
  await submitForm(desk, url, { text: 'second' }, on('whole'));
  assert.match(
    await block(url, 'whole'),
    /SECAS comment|On the response as a whole.*second.*The earlier comment.*first/,
  );
  await submitForm(desk, url, {}, { ...on('whole'), button: ['step', 'remove'] });
  const removed = await block(url, 'whole');
  assert.match(removed, /Comment on the whole/);
  assert.match(removed, /2 earlier comments.*second .*removed since.*first/);
  clock.set('2017-02-01T10:00:00Z');
});

test('a question as a whole has a comment of its own', async () => {
  const { consultation, url } = await aReadResponse();
  const questions = paths.deskComments({ reference: consultation.reference });
  assert.match(textOf(await desk.get(questions)), /Should it be approved\?.*Any other comments/);
  await submitForm(desk, questions, { text: 'Most agree.' }, on('view'));
  assert.match(await block(questions, 'view'), /Most agree\./);
  assert.doesNotMatch(await block(url, 'view'), /Most agree/, 'it is not a comment on the answer');
  assert.match(
    textOf(await desk.get(paths.deskConsultation(consultation))),
    /Comment on questions.*1 commented/,
  );
});

test('a comment stays with the response when it is submitted again', async () => {
  const { url, consultation, company, submission } = await aReadResponse();
  await submitForm(desk, url, { text: 'on the first version' }, on('view'));
  await submitForm(desk, url, { text: 'on what was dropped' }, on('other'));
  const again = await submissionOf(company, consultation, {
    responseId: submission.responseId,
    answers: { view: ANSWERS.view },
    receivedAt: '2017-01-27T10:00:00Z',
  });
  const newUrl = paths.deskSubmission({ reference: consultation.reference, submission: again.id });
  assert.match(await block(newUrl, 'view'), new RegExp(`on the first version.*, on ${submission.reference}`));
  assert.match(
    textOf(await desk.get(newUrl)),
    /Comments on answers that are no longer given.*on what was dropped/,
  );
});

test('two colleagues in one place: the second sees what the first wrote, and decides', async () => {
  const { url } = await aReadResponse();
  const form = pageOf(await nadias.get(url)).querySelector('#comment-view form')!;
  const hidden = Object.fromEntries(
    [...form.querySelectorAll('input')].map((input) => [
      input.getAttribute('name')!,
      input.getAttribute('value')!,
    ]),
  );
  await submitForm(desk, url, { text: 'Sam’s words' }, on('view'));
  const action = form.getAttribute('action')!;
  const clash = await send(nadias, action, { ...hidden, text: 'Nadia’s words' });
  assert.equal(clash.status, 409);
  const shown = pageOf(clash).querySelector('#comment-view')!;
  assert.match(textOf(clash), /A colleague has written here since you opened this page/);
  assert.match(shown.textContent!, /Sam’s words/);
  assert.equal(shown.querySelector('textarea')!.textContent, 'Nadia’s words');
  assert.ok(shown.querySelector('details')!.hasAttribute('open'));
  assert.doesNotMatch(await block(url, 'view'), /Nadia’s words/);

  const replaces = shown.querySelector('input[name="replaces"]')!.getAttribute('value')!;
  assert.equal((await send(nadias, action, { ...hidden, replaces, text: 'Nadia’s words' })).status, 303);
  assert.match(await block(url, 'view'), /Nadia’s words.*The earlier comment.*Sam’s words/);
});

test('the same text twice, as a second click sends it, is one comment', async () => {
  const { url, consultation } = await aReadResponse();
  const form = pageOf(await desk.get(url)).querySelector('#comment-view form')!;
  const hidden = Object.fromEntries(
    [...form.querySelectorAll('input')].map((input) => [
      input.getAttribute('name')!,
      input.getAttribute('value')!,
    ]),
  );
  const action = form.getAttribute('action')!;
  const replies = await Promise.all([
    send(desk, action, { ...hidden, text: 'once' }),
    send(desk, action, { ...hidden, text: 'once' }),
  ]);
  assert.deepEqual(
    replies.map(({ status }) => status),
    [303, 303],
  );
  assert.equal((await db('secas_comment').where({ consultation_id: consultation.id })).length, 1);
});

test('too long, on nothing, or on another consultation’s: not written', async () => {
  const { url, reference, submission } = await aReadResponse();
  const long = await submitForm(desk, url, { text: 'x'.repeat(20_001) }, on('view'));
  assert.equal(long.status, 422);
  assert.match(textOf(long), /Shorten it to 20,000 characters/);
  assert.equal(
    pageOf(long).querySelector('#comment-view-text')!.textContent!.length,
    20_001,
    'what was typed is kept',
  );

  const csrf = await tokenOn(desk, url);
  const post = (fields: Record<string, string>, of = reference) =>
    send(desk, paths.deskComments({ reference: of }), {
      _csrf: csrf,
      submission: submission.id,
      question: 'view',
      replaces: '',
      text: 'x',
      step: 'save',
      ...fields,
    });
  assert.equal((await post({ submission: '', question: '' })).status, 400);
  assert.equal((await post({ question: 'cost' })).status, 404, 'it was not answered');
  assert.equal((await post({ submission: '', question: 'nothing' })).status, 404);
  assert.equal((await post({ submission: randomUUID() })).status, 404);
  assert.equal((await post({ extra: '1' })).status, 400);
  const other = await aConsultation(db);
  assert.equal((await post({}, other.reference)).status, 404);
  assert.equal((await db('secas_comment').where({ submission_id: submission.id })).length, 0);
});

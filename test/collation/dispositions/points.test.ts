import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { errorFor, follow, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aConsultation } from '../../support/build.js';
import { aCompany, db, desk, portal, rowOf, sam, submissionOf, tokenOn } from '../desk.js';
import { aClosedConsultation, aPoint, aResponse, newPointUrl, SAID, TEXT } from './raising.js';

const listOf = ({ reference }: { reference: string }) => paths.deskDispositions({ reference });
const SAVE = { form: '#point-form', button: ['step', 'save'] as [string, string] };
const FINISH = { form: '#point-form', button: ['step', 'finish'] as [string, string] };

test('without points the page says how to begin, and what is left', async () => {
  const consultation = await aClosedConsultation();
  await aResponse(consultation);
  const page = textOf(await desk.get(listOf(consultation)));
  assert.match(page, /No points yet.*See 1 answer without a point/);
  const nobody = await aClosedConsultation();
  assert.match(textOf(await desk.get(listOf(nobody))), /Go to the responses/);
});

test('a point is raised where a response is read, and begins with its words', async () => {
  const consultation = await aClosedConsultation();
  const submission = await aResponse(consultation);
  const { reference } = consultation;
  const reading = pageOf(await desk.get(paths.deskSubmission({ reference, submission: submission.id })));
  const link = [...reading.querySelectorAll('a')].find((one) =>
    one.textContent!.startsWith('Raise as a point'),
  )!;
  assert.equal(link.getAttribute('href'), newPointUrl(consultation, submission));
  const form = await openForm(desk, newPointUrl(consultation, submission), '#point-form');
  assert.equal(form.held['summary'], SAID);

  const reply = await submitForm(
    desk,
    newPointUrl(consultation, submission),
    { summary: 'Shortened.' },
    SAVE,
  );
  assert.match(textOf(await follow(desk, reply)), /saved as a draft.*Shortened\..*Draft/);
  const row = rowOf(await desk.get(listOf(consultation)), 'Shortened.')!;
  assert.equal(row['Raised by'], '1');
  assert.equal(row['Status'], 'Draft');
  assert.equal(
    (await db('audit_entry').where({ action: 'point.made', person_id: sam.id })).length >= 1,
    true,
  );
});

test('a finished point needs what was said, a reply and an outcome; a draft only what was said', async () => {
  const consultation = await aClosedConsultation();
  const submission = await aResponse(consultation);
  const url = newPointUrl(consultation, submission);
  const wrong = await submitForm(desk, url, { summary: 'Kept.' }, FINISH);
  assert.equal(wrong.status, 422);
  assert.equal(errorFor(wrong, 'reply'), 'Error: Enter the reply');
  assert.equal(errorFor(wrong, 'outcome'), 'Error: Choose the outcome');
  assert.equal(pageOf(wrong).querySelector('#summary')!.textContent, 'Kept.');
  assert.equal(
    errorFor(await submitForm(desk, url, { summary: ' ' }, SAVE), 'summary'),
    'Error: Enter what was said',
  );
  const long = await submitForm(desk, url, { summary: 'x'.repeat(20_001) }, SAVE);
  assert.match(errorFor(long, 'summary')!, /Shorten it/);
  assert.equal((await submitForm(desk, url, { summary: 'x'.repeat(20_000) }, SAVE)).status, 303);
  assert.equal((await db('point').where({ consultation_id: consultation.id })).length, 1);
});

test('a further response is added to a point; the same one again changes nothing', async () => {
  const consultation = await aClosedConsultation();
  const [one, other] = [await aResponse(consultation), await aResponse(consultation)];
  const point = await aPoint(consultation, one);
  const id = point.split('/').at(-1)!;
  const add = (submission: { id: string }) =>
    submitForm(
      desk,
      newPointUrl(consultation, submission),
      { point: id },
      { form: 'main form:has(select[name="point"])', button: ['step', 'add'] },
    );
  assert.match(textOf(await follow(desk, await add(other))), /1 response added.*Raised by 2 responses/);
  assert.match(textOf(await follow(desk, await add(other))), /nothing has changed/);
  const row = await db('point').where({ id }).first();
  assert.equal(row!.version, 2);
  assert.equal(
    (
      await submitForm(
        desk,
        newPointUrl(consultation, one),
        { point: '' },
        { form: 'main form:has(select[name="point"])', button: ['step', 'add'] },
      )
    ).status,
    422,
  );
});

test('a response that is submitted again still raises its point, once; a withdrawn one does not count', async () => {
  const consultation = await aClosedConsultation();
  const first = await aResponse(consultation);
  const point = await aPoint(consultation, first);
  await submissionOf(first.company, consultation, {
    responseId: first.responseId,
    receivedAt: '2017-01-27T10:00:00Z',
    answers: { other: { value: { text: 'Said again' } } },
  });
  assert.match(textOf(await desk.get(point)), /Raised by 1 response .*Said again/);
  assert.doesNotMatch(textOf(await desk.get(point)), new RegExp(SAID));
  await db('representation').where({ consultation_id: consultation.id }).delete();
  const gone = textOf(await desk.get(point));
  assert.match(gone, /No response that counts raises it any more.*Raised by 0 responses.*Does not count/);
});

test('a response is taken off a point, but the last one stays', async () => {
  const consultation = await aClosedConsultation();
  const one = await aResponse(consultation);
  const point = await aPoint(consultation, one);
  const drop = (responses: string | string[]) =>
    submitForm(desk, point, { responses }, { form: '#raised', button: ['step', 'drop'] });
  assert.match(textOf(await drop(one.responseId)), /One response has to stay/);
  assert.match(textOf(await drop(randomUUID())), /Tick the responses that do not raise it/);
  assert.equal((await db('point_raised').where({ consultation_id: consultation.id })).length, 1);
});

test('what no point covers is listed, and leaves the list when it is raised', async () => {
  const consultation = await aClosedConsultation();
  const [one, two] = [
    await aResponse(consultation),
    await aResponse(consultation, { said: 'Quite another thing' }),
  ];
  const company = await aCompany();
  await submissionOf(company, consultation, {
    answers: { view: { value: { choice: 'Approve', rationale: '' } }, other: { value: { text: ' ' } } },
  });
  const url = paths.deskUncovered({ reference: consultation.reference });
  assert.match(textOf(await desk.get(url)), /2 answers in words.*SECRET-WORDS.*Quite another thing/);
  assert.match(
    textOf(await desk.get(`${url}?page=99`)),
    /SECRET-WORDS/,
    'of a page that is not there the last',
  );
  await aPoint(consultation, one);
  const left = textOf(await desk.get(url));
  assert.match(left, /1 answer in words/);
  assert.doesNotMatch(left, /SECRET-WORDS/);
  await aPoint(consultation, two);
  assert.match(textOf(await desk.get(url)), /Nothing is left out/);
});

test('a theme becomes a point, raised by the responses that count and are coded with it', async () => {
  const consultation = await aClosedConsultation();
  const [one, two] = [await aResponse(consultation), await aResponse(consultation)];
  await aResponse(consultation);
  const at = portal.clock.now();
  const by = { made_at: at, made_by: sam.id };
  const frame = { consultation_id: consultation.id, question_key: 'other' };
  const [theme] = await db('theme')
    .insert({ ...frame, name: 'Too dear', position: 1, ...by })
    .returning('*');
  const [into] = await db('theme')
    .insert({ ...frame, name: 'Cost', position: 2, ...by })
    .returning('*');
  for (const { id } of [one, two]) {
    const coding = { ...frame, submission_id: id, theme_id: theme!.id, first_theme_id: theme!.id };
    await db('coding').insert({ ...coding, coded_at: at, coded_by: sam.id });
  }
  const { reference } = consultation;
  const page = pageOf(await desk.get(paths.deskTheme({ reference, question: 'other', theme: theme!.id })));
  const link = [...page.querySelectorAll('a')].find((each) => each.textContent === 'Raise as a point')!;
  const form = await openForm(desk, link.getAttribute('href')!, '#point-form');
  assert.equal(form.held['summary'], 'Too dear');
  assert.equal(form.held['theme'], theme!.id);
  const reply = await submitForm(desk, link.getAttribute('href')!, TEXT, FINISH);
  const point = reply.headers['location']!;
  assert.match(textOf(await desk.get(point)), /Raised by 2 responses/);

  await submitForm(
    desk,
    paths.deskTheme({ reference, question: 'other', theme: theme!.id }),
    { into: into!.id },
    { form: 'main form:has(select[name="into"])' },
  );
  assert.equal(
    rowOf(await desk.get(listOf(consultation)), 'The plan')!['Point'],
    'The plan costs too much. Cost',
  );
});

test('what is another consultation’s is nobody’s: a response, a theme, a question, a point', async () => {
  const [consultation, elsewhere] = [await aClosedConsultation(), await aClosedConsultation()];
  const [ours, theirs] = [await aResponse(consultation), await aResponse(elsewhere)];
  const theirPoint = await aPoint(elsewhere, theirs);
  const url = paths.deskNewPoint({ reference: consultation.reference });
  const query = (fields: Record<string, string>) =>
    desk.get(`${url}?${new URLSearchParams(fields).toString()}`);
  assert.equal((await query({ submission: theirs.id, question: 'other' })).status, 404);
  assert.equal((await query({ submission: ours.id, question: 'nothing' })).status, 404);
  assert.equal((await query({ submission: ours.id, question: 'cost' })).status, 404, 'not answered');
  assert.equal((await query({ ofTheme: randomUUID(), question: 'other' })).status, 404);
  assert.equal((await query({})).status, 404);
  const _csrf = await tokenOn(desk, newPointUrl(consultation, ours));
  const post = (fields: Record<string, string>) => send(desk, url, { _csrf, ...fields });
  const text = { question: 'other', step: 'save', ...TEXT };
  assert.equal((await post({ ...text, submission: theirs.id })).status, 404);
  assert.equal((await post({ ...text, submission: ours.id, question: 'nothing' })).status, 404);
  assert.equal((await post({ ...text, submission: ours.id, theme: randomUUID() })).status, 422);
  assert.equal((await post({ ...text, submission: ours.id, extra: '1' })).status, 400);
  const point = theirPoint.split('/').at(-1)!;
  assert.equal((await post({ step: 'add', submission: ours.id, question: 'other', point })).status, 404);
  assert.equal((await desk.get(paths.deskPoint({ reference: consultation.reference, point }))).status, 404);
  assert.equal((await db('point').where({ consultation_id: consultation.id })).length, 0);
});

test('looking at what was said in confidence beside a point is recorded', async () => {
  const consultation = await aConsultation(db);
  const submission = await aResponse(consultation, { hidden: true });
  const looks = async () =>
    (await db('audit_entry').where({ action: 'confidential.read', subject_id: submission.id })).length;
  await desk.get(paths.deskUncovered({ reference: consultation.reference }));
  assert.equal(await looks(), 1);
  await desk.get(newPointUrl(consultation, submission));
  assert.equal(await looks(), 2);
  const point = await aPoint(consultation, submission);
  const before = await looks();
  await desk.get(point);
  assert.equal(await looks(), before + 1);
});

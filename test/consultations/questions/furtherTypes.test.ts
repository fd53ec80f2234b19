import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Question } from '../../../src/consultations/questions.js';
import { paths } from '../../../src/paths.js';
import { errorFor, pageOf, submitForm, textOf, typedIn, type Fields } from '../../support/browse.js';
import { aConsultation } from '../../support/build.js';
import { FURTHER_QUESTIONS } from '../../support/form.js';
import { aPreparedConsultation, db, desk, errorLinks, rowOf, visitor } from '../atTheDesk.js';

const newUrl = (reference: string, type: string) => `${paths.deskNewQuestion({ reference })}?type=${type}`;
const questionsOf = async (reference: string) => (await rowOf(reference)).question_draft as Question[];
const add = (reference: string, type: string, fields: Fields) =>
  submitForm(desk, newUrl(reference, type), { section: 'Your views', ...fields });

const views = { section: 'Your views' };
const cases: { type: Question['type']; fields: Fields; question: Omit<Question, 'key' | 'type'> }[] = [
  {
    type: 'multiple-choice',
    fields: { ask: 'Which?', options: 'A\nB', rationale: 'rationale', wordLimit: '1,000' },
    question: { ...views, ask: 'Which?', options: ['A', 'B'], rationale: true, wordLimit: 1_000 },
  },
  {
    type: 'ranking',
    fields: { ask: 'In which order?', options: 'A\nB\nC', required: 'required' },
    question: { ...views, ask: 'In which order?', options: ['A', 'B', 'C'], required: true },
  },
  {
    type: 'short-text',
    fields: { ask: 'Who?', wordLimit: '5' },
    question: { ...views, ask: 'Who?', wordLimit: 5 },
  },
  {
    type: 'date',
    fields: { ask: 'When?', confidentialByDefault: 'confidentialByDefault' },
    question: { ...views, ask: 'When?', confidentialByDefault: true },
  },
  {
    type: 'long-text',
    fields: { ask: 'Why?', wordLimit: ' 250 ' },
    question: { ...views, ask: 'Why?', wordLimit: 250 },
  },
  {
    type: 'guidance',
    fields: { ask: 'Before you answer', help: 'Read this.\r\n\r\nThen answer.' },
    question: { ...views, ask: 'Before you answer', help: 'Read this.\n\nThen answer.' },
  },
];

for (const { type, fields, question } of cases) {
  test(`a question of the type ${type} is added, shown, and edited without losing anything`, async () => {
    const reference = await aPreparedConsultation({ template: 'external' });
    const reply = await add(reference, type, fields);
    assert.equal(reply.status, 303, textOf(reply));
    const { key, ...added } = (await questionsOf(reference)).find(({ ask }) => ask === question.ask)!;
    assert.deepEqual(added, { ...question, type });
    assert.match(textOf(await desk.get(paths.deskQuestions({ reference }))), new RegExp(question.ask));
    assert.equal((await submitForm(desk, paths.deskQuestion({ reference, question: key }))).status, 303);
    assert.deepEqual(
      (await questionsOf(reference)).find((one) => one.key === key),
      { key, ...added },
      'its own form says what it says',
    );
  });
}

const wrong: { name: string; type: string; fields: Fields; link: string }[] = [
  { name: 'no options', type: 'multiple-choice', fields: { ask: 'A', options: '' }, link: '#options' },
  { name: 'nothing to rank', type: 'ranking', fields: { ask: 'A', options: 'B' }, link: '#options' },
  { name: 'no text', type: 'guidance', fields: { ask: 'A', help: ' ' }, link: '#help' },
  { name: 'no number', type: 'long-text', fields: { ask: 'A', wordLimit: 'many' }, link: '#wordLimit' },
  { name: 'no words', type: 'long-text', fields: { ask: 'A', wordLimit: '0' }, link: '#wordLimit' },
  { name: 'too many', type: 'short-text', fields: { ask: 'A', wordLimit: '20001' }, link: '#wordLimit' },
];
for (const { name, type, fields, link } of wrong) {
  test(`what is wrong is told at its field: ${name}`, async () => {
    const reference = await aPreparedConsultation({ template: 'external' });
    const reply = await add(reference, type, fields);
    assert.deepEqual([reply.status, errorLinks(reply)], [422, [link]]);
    assert.ok(errorFor(reply, link.slice(1)));
  });
}

test('guidance has no boxes to tick; a ranking and guidance are named for what they are', async () => {
  const reference = await aPreparedConsultation({ template: 'external' });
  const guidance = await desk.get(newUrl(reference, 'guidance'));
  assert.equal(pageOf(guidance).querySelector('main input[type="checkbox"]'), null);
  assert.match(textOf(guidance), /Add guidance.*Heading.*Text/);
  assert.match(textOf(await desk.get(newUrl(reference, 'ranking'))), /What is ranked/);
  const hidden = await desk.get(newUrl(reference, 'money'));
  assert.equal(pageOf(hidden).getElementById('wordLimit'), null);
});

test('a question may depend on one of several choices', async () => {
  const reference = await aPreparedConsultation({ template: 'external' });
  await add(reference, 'multiple-choice', { ask: 'Which?', options: 'A\nB', key: 'which' });
  const reply = await add(reference, 'short-text', { ask: 'More?', key: 'more', showWhen: 'which|B' });
  assert.equal(reply.status, 303, textOf(reply));
  const more = (await questionsOf(reference)).find(({ key }) => key === 'more');
  assert.deepEqual(more?.showWhen, { question: 'which', is: 'B' });
});

test('guidance is not counted as a question, and alone it cannot be published', async () => {
  const reference = await aPreparedConsultation({ template: 'external' });
  const [guidance] = FURTHER_QUESTIONS;
  const only = (questions: Question[]) =>
    db('consultation')
      .where({ reference })
      .update({ question_draft: JSON.stringify(questions) });
  await only([guidance!]);
  assert.match(textOf(await desk.get(paths.deskQuestions({ reference }))), /0 questions/);
  assert.match(textOf(await desk.get(paths.deskPublish({ reference }))), /It asks no questions/);
  await only(FURTHER_QUESTIONS);
  assert.match(textOf(await desk.get(paths.deskConsultation({ reference }))), /Questions 5 questions/);
  assert.doesNotMatch(textOf(await desk.get(paths.deskPublish({ reference }))), /It asks no questions/);
});

test('everybody reads what is asked: options, what is ranked, limits, guidance', async () => {
  const { reference } = await aConsultation(db, {
    questions: FURTHER_QUESTIONS,
    opensAt: '2017-01-10T09:00:00Z',
  });
  const text = textOf(await visitor.get(paths.consultation({ reference })));
  assert.match(text, /Any number of choices, and why · An answer is required Options: Billing · Metering/);
  assert.match(text, /A ranking, and why · Reasons: at most 5 words To be ranked: Cost · Time · Security/);
  assert.match(text, /Free text · At most 5 words/);
  assert.match(text, /Before you answer Think of the systems of all your Parties/);
  assert.match(text, /Asked when “What would have to change\?” is answered “Something else”/);
});

test('the wording of guidance that has been issued can be put right, but not taken away', async () => {
  const { reference, id } = await aConsultation(db, {
    questions: FURTHER_QUESTIONS,
    closesAt: '2017-02-08T17:00:00Z',
  });
  const url = paths.deskQuestion({ reference, question: 'read-first' });
  const page = pageOf(await desk.get(url));
  assert.match(typedIn(page.getElementById('help')!), /Think of the systems/);
  const empty = await submitForm(desk, url, { help: '', note: 'Shorter' });
  assert.deepEqual(errorLinks(empty), ['#help']);
  const reply = await submitForm(desk, url, { help: 'Think of all your systems.', note: 'Shorter' });
  assert.equal(reply.status, 303, textOf(reply));
  const issue = await db('question_issue').where({ consultation_id: id }).orderBy('number', 'desc').first();
  const [now] = issue!.questions as Question[];
  assert.deepEqual(now, { ...FURTHER_QUESTIONS[0], help: 'Think of all your systems.' });
});

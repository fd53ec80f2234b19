import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { QUESTION_TYPES, type Question } from '../../../src/consultations/questions.js';
import { paths } from '../../../src/paths.js';
import { errorFor, pageOf, submitForm, textOf, typedIn, type Fields } from '../../support/browse.js';
import { aPreparedConsultation, auditOf, db, desk, errorLinks, rowOf } from '../atTheDesk.js';

const newUrl = (reference: string, type: string) => `${paths.deskNewQuestion({ reference })}?type=${type}`;
const editUrl = (reference: string, question: string) => paths.deskQuestion({ reference, question });
const questionsOf = async (reference: string) => (await rowOf(reference)).question_draft as Question[];
const keysOf = async (reference: string) => (await questionsOf(reference)).map(({ key }) => key).join(' ');
const add = (reference: string, type: string, fields: Fields) =>
  submitForm(desk, newUrl(reference, type), { section: 'Your views', ...fields });

/** It asks: points, concerns (Your views), responding-directly (Your own response), files (Anything else). */
const aShortSet = () => aPreparedConsultation({ template: 'external' });

describe('adding a question', () => {
  const views = { section: 'Your views' };
  const cases: { type: string; fields: Fields; question: Omit<Question, 'key' | 'type'> }[] = [
    {
      type: 'single-choice',
      fields: {
        ask: 'Do you agree?',
        options: 'Yes\r\n No \r\n\r\n',
        rationale: 'rationale',
        required: 'required',
      },
      question: { ...views, ask: 'Do you agree?', options: ['Yes', 'No'], required: true, rationale: true },
    },
    {
      type: 'long-text',
      fields: { ask: ' Anything  else? ', help: 'In a few\r\nwords.', showWhen: 'responding-directly|Yes' },
      question: {
        ...views,
        ask: 'Anything else?',
        help: 'In a few\nwords.',
        showWhen: { question: 'responding-directly', is: 'Yes' },
      },
    },
    {
      type: 'rows',
      fields: { ask: 'On which lines?', columns: 'Line\nComment', lines: 'Panel\nSECAS' },
      question: { ...views, ask: 'On which lines?', columns: ['Line', 'Comment'], lines: ['Panel', 'SECAS'] },
    },
    {
      type: 'matrix',
      fields: { ask: 'How?', rows: 'Security\nCompetition\nSecurity of supply', options: 'Better\nWorse' },
      question: {
        ...views,
        ask: 'How?',
        options: ['Better', 'Worse'],
        rows: [
          { key: 'security', text: 'Security' },
          { key: 'competition', text: 'Competition' },
          { key: 'security-of-supply', text: 'Security of supply' },
        ],
      },
    },
    {
      type: 'money',
      fields: { ask: 'What would it cost (£)?', confidentialByDefault: 'confidentialByDefault' },
      question: { ...views, ask: 'What would it cost (£)?', confidentialByDefault: true },
    },
    { type: 'number', fields: { ask: 'How many months?' }, question: { ...views, ask: 'How many months?' } },
    { type: 'file', fields: { ask: 'Documents' }, question: { ...views, ask: 'Documents' } },
  ];
  for (const { type, fields, question } of cases) {
    test(`of the type ${type}`, async () => {
      const reference = await aShortSet();
      const section = question.showWhen ? 'Your own response' : 'Your views';
      assert.equal((await add(reference, type, { ...fields, section })).status, 303);
      const { key, ...added } = (await questionsOf(reference)).find(({ ask }) => ask === question.ask)!;
      assert.deepEqual(added, { ...question, section, type });
      assert.match(key, /^[a-z][a-z0-9-]+$/);
      const page = textOf(await desk.get(paths.deskQuestions({ reference })));
      assert.ok(page.includes(question.ask));
      assert.deepEqual((await auditOf(reference)).at(-1)!.detail, { question: key });
      const shownAgain = await submitForm(desk, editUrl(reference, key));
      assert.equal(shownAgain.status, 303, 'its own form holds nothing that is wrong');
      assert.deepEqual(
        (await questionsOf(reference)).find((one) => one.key === key),
        { key, ...added },
      );
    });
  }

  test('begins with its type, because the form depends on it', async () => {
    const reference = await aShortSet();
    const page = pageOf(await desk.get(paths.deskNewQuestion({ reference })));
    assert.equal(page.querySelectorAll('input[type="radio"][name="type"]').length, QUESTION_TYPES.length);
    assert.equal((await desk.get(newUrl(reference, 'vote'))).status, 400);
  });

  test('puts it at the end of its section', async () => {
    const reference = await aShortSet();
    await add(reference, 'long-text', { ask: 'More?', key: 'more' });
    assert.equal(await keysOf(reference), 'points concerns more responding-directly files');
  });

  test('a short name is made of the words, and never used twice', async () => {
    const reference = await aShortSet();
    for (const ask of ['New', '2017: what?', '2017: what?', '???'])
      await add(reference, 'long-text', { ask });
    assert.equal(
      await keysOf(reference),
      'points concerns new-2 what what-2 question responding-directly files',
    );
  });

  const wrong: { name: string; type: string; fields: Fields; links: string[] }[] = [
    { name: 'no words', type: 'long-text', fields: { ask: '', section: '' }, links: ['#ask', '#section'] },
    { name: 'a taken name', type: 'number', fields: { ask: 'A', key: 'points' }, links: ['#key'] },
    { name: 'the name “new”', type: 'number', fields: { ask: 'A', key: 'NEW' }, links: ['#key'] },
    { name: 'a name with a space', type: 'number', fields: { ask: 'A', key: 'a b' }, links: ['#key'] },
    { name: 'one option', type: 'single-choice', fields: { ask: 'A', options: 'Yes' }, links: ['#options'] },
    { name: 'no columns', type: 'rows', fields: { ask: 'A', columns: '' }, links: ['#columns'] },
    { name: 'no rows', type: 'matrix', fields: { ask: 'A', rows: '' }, links: ['#rows'] },
    { name: 'a later choice', type: 'file', fields: { ask: 'A', showWhen: 'x|y' }, links: ['#showWhen'] },
    { name: 'too long', type: 'file', fields: { ask: 'A'.repeat(2_001) }, links: ['#ask'] },
    { name: 'a NUL', type: 'file', fields: { ask: 'A', help: 'a\0' }, links: ['#help'] },
    {
      name: 'a like section',
      type: 'file',
      fields: { ask: 'A', section: 'Your views!' },
      links: ['#section'],
    },
  ];
  for (const { name, type, fields, links } of wrong) {
    test(`what is wrong is told at its field, with what was typed: ${name}`, async () => {
      const reference = await aShortSet();
      const reply = await add(reference, type, { help: 'Kept', ...fields });
      assert.deepEqual([reply.status, errorLinks(reply)], [422, links]);
      assert.ok(errorFor(reply, links[0]!.slice(1)));
      if (!fields['help']) assert.equal(typedIn(pageOf(reply).getElementById('help')!), 'Kept');
      assert.equal((await questionsOf(reference)).length, 4);
    });
  }
});

test('a set has a hundred questions at most', async () => {
  const reference = await aShortSet();
  const many = Array.from({ length: 100 }, (_, index) => ({
    key: `q${index}`,
    section: 'Your views',
    ask: `Question ${index}`,
    type: 'long-text',
  }));
  await db('consultation')
    .where({ reference })
    .update({ question_draft: JSON.stringify(many) });
  const reply = await add(reference, 'number', { ask: 'One too many' });
  assert.deepEqual([reply.status, errorLinks(reply)], [422, ['#ask']]);
});

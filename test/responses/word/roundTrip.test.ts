import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { follow, textOf } from '../../support/browse.js';
import {
  aDraft,
  aForm,
  answersOf,
  blankForm,
  both,
  bringIn,
  choose,
  editText,
  fill,
  HARD_ANSWERS,
  inFull,
  isobels,
  proposedOn,
  take,
  tick,
  wordForm,
} from './answering.js';

test('a blank form that nobody filled in changes nothing, in an empty draft or in a full one', async () => {
  for (const answers of [{}, HARD_ANSWERS]) {
    const { id, consultation } = await aDraft(answers);
    const page = await bringIn(id, await blankForm(consultation));
    assert.equal(page.status, 200);
    assert.deepEqual(proposedOn(page), {});
    assert.match(textOf(page), /Nothing to take over/);
    assert.deepEqual(await answersOf(id), inFull(answers));
  }
});

test('a form filled with a draft says the same when it comes back', async () => {
  const { id } = await aDraft(HARD_ANSWERS);
  const page = await bringIn(id, await wordForm(id));
  assert.deepEqual(proposedOn(page), {});
  assert.match(textOf(page), /Q1, Q2, Q3, Q4, Q5, Q6, Q7: the same in the form and in the draft/);
  assert.doesNotMatch(textOf(page), /in no answer/);
});

test('every type of answer comes through a form, to the letter', async () => {
  const consultation = await aForm();
  const [from, to] = [await aDraft(HARD_ANSWERS, consultation), await aDraft({}, consultation)];
  const page = await bringIn(to.id, await wordForm(from.id));
  assert.deepEqual(proposedOn(page), Object.fromEntries(Object.keys(HARD_ANSWERS).map((key) => [key, true])));
  assert.deepEqual(await answersOf(to.id), {}, 'nothing is saved before one has chosen');
  const reply = await take(to.id, page);
  assert.equal(reply.status, 303);
  assert.match(textOf(await follow(isobels, reply)), /7 answers from the Word form were saved/);
  assert.deepEqual(await answersOf(to.id), inFull(HARD_ANSWERS));
});

test('a blank form is filled in: lists, boxes, rows and free text', async () => {
  const { id, consultation } = await aDraft();
  const filled = await editText(
    await blankForm(consultation),
    both(
      choose('Q1', 0, 'Reject'),
      fill('Q1', 1, 1, 'Too dear.\nAnd late.'),
      fill('Q2', 0, 1, 'Do it in stages.'),
      tick('Q2'),
      fill('Q2', 1, 1, 'Names a supplier.'),
      choose('Q3', 0, 'Better'),
      choose('Q3', 1, 'no  change'),
      choose('Q4', 0, 'G7.5'),
      fill('Q4', 1, 2, 'Say “shall”.'),
      fill('Q4', 2, 1, 'Annex B'),
      fill('Q4', 2, 3, 'New drafting'),
      fill('Q5', 0, 1, '£1,200'),
      fill('Q5', 1, 1, 'Prices'),
      fill('Q6', 0, 1, '6'),
      fill('Q7', 0, 1, '=1+1'),
    ),
  );
  const page = await bringIn(id, filled);
  const reply = await take(id, page);
  assert.equal(reply.status, 303);
  assert.deepEqual(await answersOf(id), {
    view: { value: { choice: 'Reject', rationale: 'Too dear.\nAnd late.' }, confidential: false, reason: '' },
    alternative: { value: { text: 'Do it in stages.' }, confidential: true, reason: 'Names a supplier.' },
    objectives: {
      value: { choices: { a: 'Better', b: 'No change' }, rationale: '' },
      confidential: false,
      reason: '',
    },
    'legal-text': {
      value: {
        rows: [
          ['G7.5', 'Say “shall”.', ''],
          ['Annex B', '', 'New drafting'],
        ],
      },
      confidential: false,
      reason: '',
    },
    cost: { value: { amount: '£1,200' }, confidential: true, reason: 'Prices' },
    'lead-time': { value: { number: '6' }, confidential: false, reason: '' },
    other: { value: { text: '=1+1' }, confidential: false, reason: '' },
  });
});

test('what is not ticked is not saved; with nothing ticked one is asked to choose', async () => {
  const { id, consultation } = await aDraft();
  const filled = await editText(
    await blankForm(consultation),
    both(fill('Q6', 0, 1, '6'), fill('Q7', 0, 1, 'More')),
  );
  const page = await bringIn(id, filled);
  const none = await take(id, page, { 'word:lead-time': [], 'word:other': [] });
  assert.equal(none.status, 422);
  assert.match(textOf(none), /Choose the answers to take over, or cancel/);
  assert.deepEqual(proposedOn(none), { 'lead-time': false, other: false });
  assert.equal((await take(id, page, { 'word:other': [] })).status, 303);
  assert.deepEqual(Object.keys(await answersOf(id)), ['lead-time']);
});

test('what is wrong is said and saved, to be put right in the portal; clearing a cell clears the answer', async () => {
  const { id } = await aDraft({ other: { value: { text: 'Old' } }, 'lead-time': { value: { number: '3' } } });
  const edited = await editText(
    await wordForm(id),
    both(fill('Q6', 0, 1, 'about six'), fill('Q7', 0, 1, ''), fill('Q2', 0, 1, 'Not asked')),
  );
  const page = await bringIn(id, edited);
  assert.match(textOf(page), /Enter one number.*You can put this right after saving it/);
  const notAsked = [
    ...textOf(page).matchAll(/Q(\d) · (?:(?!Q\d ·).)*As the other answers stand this is not asked/g),
  ];
  assert.deepEqual(
    notAsked.map(([, number]) => number),
    ['2'],
  );
  await take(id, page);
  const saved = await answersOf(id);
  assert.deepEqual(saved['lead-time']?.value, { number: 'about six' });
  assert.deepEqual(saved['other']?.value, { text: '' });
});

test('the task list leads to the form and back, and nothing is submitted', async () => {
  const { id } = await aDraft();
  const list = await isobels.get(paths.response({ id }));
  assert.ok(list.text.includes(paths.bringIn({ id })));
  const page = await isobels.get(paths.bringIn({ id }));
  assert.ok(page.text.includes(paths.responseWordForm({ id })));
  assert.match(textOf(page), /nothing is submitted/);
});

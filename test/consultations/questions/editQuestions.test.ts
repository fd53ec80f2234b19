import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Question } from '../../../src/consultations/questions.js';
import { paths } from '../../../src/paths.js';
import { openForm, pageOf, send, submitForm, textOf, typedIn, type Fields } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { aPreparedConsultation, db, desk, errorLinks, portal, rowOf } from '../atTheDesk.js';

const otherDesk = await signInAs(portal, await aSecasColleague(db));

const newUrl = (reference: string, type: string) => `${paths.deskNewQuestion({ reference })}?type=${type}`;
const editUrl = (reference: string, question: string) => paths.deskQuestion({ reference, question });
const questionsOf = async (reference: string) => (await rowOf(reference)).question_draft as Question[];
const keysOf = async (reference: string) => (await questionsOf(reference)).map(({ key }) => key).join(' ');
const add = (reference: string, type: string, fields: Fields) =>
  submitForm(desk, newUrl(reference, type), { section: 'Your views', ...fields });

/** It asks: points, concerns (Your views), responding-directly (Your own response), files (Anything else). */
const aShortSet = () => aPreparedConsultation({ template: 'external' });

/** Presses the button of a question or a section on the page of the questions. */
async function press(reference: string, action: string, move: 'up' | 'down') {
  const form = `form[action="${action}"]`;
  return submitForm(desk, paths.deskQuestions({ reference }), {}, { form, button: ['move', move] });
}

describe('changing a question', () => {
  test('a matrix’s rows keep their keys, wherever they move to', async () => {
    const reference = await aPreparedConsultation();
    const rows = (await questionsOf(reference)).find(({ key }) => key === 'objectives')!.rows!;
    const now = [rows[6]!.text, 'Something new', rows[0]!.text];
    await submitForm(desk, editUrl(reference, 'objectives'), { rows: now.join('\n') });
    const changed = (await questionsOf(reference)).find(({ key }) => key === 'objectives')!.rows!;
    assert.deepEqual(
      changed.map(({ key }) => key),
      ['g', 'something-new', 'a'],
    );
  });

  test('a choice that another question depends on says which', async () => {
    const reference = await aPreparedConsultation({ template: 'working-group' });
    const url = editUrl(reference, 'alternatives');
    const says = /The question “Describe the alternative .*” stands in the way.*no longer offers “Yes”/;
    const changed = await submitForm(desk, url, { options: 'Certainly\nNo' });
    assert.deepEqual([changed.status, errorLinks(changed)], [422, ['']]);
    assert.match(textOf(changed), says);
    const removed = await submitForm(desk, url, {}, { form: 'form[action$="/remove"]' });
    assert.deepEqual([removed.status, errorLinks(removed)], [422, ['']]);
    assert.ok((await keysOf(reference)).includes('alternatives'));
  });

  test('it can be taken out', async () => {
    const reference = await aShortSet();
    const url = editUrl(reference, 'concerns');
    assert.equal((await submitForm(desk, url, {}, { form: 'form[action$="/remove"]' })).status, 303);
    assert.equal(await keysOf(reference), 'points responding-directly files');
  });

  test('questions and sections move without a script; at the edge there is no button', async () => {
    const reference = await aShortSet();
    const question = paths.deskMoveQuestion({ reference, question: 'points' });
    const section = paths.deskMoveSection({ reference, section: 'your-views' });
    const moved = await press(reference, question, 'down');
    assert.equal(moved.headers['location'], `${paths.deskQuestions({ reference })}#points`);
    assert.equal(await keysOf(reference), 'concerns points responding-directly files');
    await press(reference, section, 'down');
    assert.equal(await keysOf(reference), 'responding-directly concerns points files');
    const page = pageOf(await desk.get(paths.deskQuestions({ reference })));
    const buttons = page.querySelectorAll(`form[action="${question}"] button`);
    assert.deepEqual(
      [...buttons].map((button) => button.getAttribute('value')),
      ['up'],
    );
    await press(reference, question, 'down');
    assert.equal(await keysOf(reference), 'responding-directly concerns points files');
  });
});

describe('two colleagues at once', () => {
  test('on different questions: both changes stay', async () => {
    const reference = await aShortSet();
    const mine = await openForm(otherDesk, editUrl(reference, 'concerns'));
    await submitForm(desk, editUrl(reference, 'points'), { ask: 'The first' });
    await add(reference, 'number', { ask: 'Third', key: 'third' });
    assert.equal((await send(otherDesk, mine.action, { ...mine.held, ask: 'The second' })).status, 303);
    const asks = (await questionsOf(reference)).slice(0, 3).map(({ ask }) => ask);
    assert.deepEqual(asks, ['The first', 'The second', 'Third']);
  });

  test('on the same question: the second sees both and decides', async () => {
    const reference = await aShortSet();
    const mine = await openForm(otherDesk, editUrl(reference, 'points'));
    await submitForm(desk, editUrl(reference, 'points'), { ask: 'The first', help: 'Help' });
    const typed = { ...mine.held, ask: 'The second' };
    const conflict = await send(otherDesk, mine.action, typed);
    assert.equal(conflict.status, 409);
    assert.match(textOf(conflict), /A colleague changed this question after you opened it.*The first Help/);
    assert.equal(typedIn(pageOf(conflict).getElementById('ask')!), 'The second');
    assert.equal((await questionsOf(reference))[0]!.ask, 'The first');
    const was = pageOf(conflict).querySelector('input[name="was"]')!.getAttribute('value')!;
    assert.equal((await send(otherDesk, mine.action, { ...typed, was })).status, 303);
    assert.equal((await questionsOf(reference))[0]!.ask, 'The second');
  });

  test('one removes what the other changes: neither is done unseen', async () => {
    const reference = await aShortSet();
    const removal = { form: 'form[action$="/remove"]' };
    const points = await openForm(otherDesk, editUrl(reference, 'points'), removal.form);
    await submitForm(desk, editUrl(reference, 'points'), { ask: 'Changed' });
    const kept = await send(otherDesk, points.action, points.held);
    assert.deepEqual([kept.status, (await questionsOf(reference))[0]!.ask], [409, 'Changed']);

    const concerns = await openForm(otherDesk, editUrl(reference, 'concerns'));
    await submitForm(desk, editUrl(reference, 'concerns'), {}, removal);
    const gone = await send(otherDesk, concerns.action, concerns.held);
    assert.equal(gone.status, 404);
    assert.match(textOf(gone), /A colleague has removed this question/);
    assert.equal(await keysOf(reference), 'points responding-directly files');
  });
});

/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { csrfFrom, errorFor, follow, pageOf, send, submitForm, textOf } from '../support/browse.js';
import { browser, db, save, storedAnswer, valueOf } from './answering.js';
import { aFurtherDraft, ANSWERS, effects } from './answeringFurther.js';

test('each type is saved as typed and stands there again', async () => {
  const { id } = await aFurtherDraft();
  const reply = await save(effects(id), ANSWERS);
  assert.equal(reply.headers['location'], paths.section({ id, section: 'what-happens-next' }));
  const stored = async (key: string) => (await storedAnswer(id, key))?.value;
  assert.deepEqual(await stored('effects'), {
    chosen: ['Billing', 'Something else'],
    rationale: 'Both read the same data.',
  });
  assert.deepEqual(await stored('from-when'), { day: '1', month: 'Nov', year: '2017' });
  assert.deepEqual(await stored('priorities'), {
    ranks: { Cost: '2', Time: '3', Security: '1' },
    rationale: 'Security comes first.',
  });
  assert.deepEqual(await stored('which'), { text: 'The call centre' });
  const page = await browser.get(effects(id));
  for (const [field, value] of Object.entries(ANSWERS)) assert.equal(valueOf(page, field), value, field);
  assert.equal(valueOf(page, 'effects-choice-2'), undefined, 'Metering is not ticked');
});

test('unticking, and taking back a date or a ranking, empties the answer', async () => {
  const { id } = await aFurtherDraft();
  await save(effects(id), ANSWERS);
  const empty = Object.fromEntries(Object.keys(ANSWERS).map((field) => [field, '']));
  const boxes = { 'effects-choice-1': [], 'effects-choice-3': [] };
  await save(effects(id), { ...empty, ...boxes });
  assert.deepEqual((await storedAnswer(id, 'effects'))?.value, { chosen: [], rationale: '' });
  assert.deepEqual((await storedAnswer(id, 'priorities'))?.value, { ranks: {}, rationale: '' });
  assert.match(textOf(await browser.get(paths.check({ id }))), /Not answered yet: an answer is required/);
});

test('what is wrong is saved, and said at its field; one may continue anyway', async () => {
  const { id } = await aFurtherDraft();
  const long = 'one two three four five six seven';
  const reply = await save(effects(id), {
    ...ANSWERS,
    'from-when-day': '31',
    'priorities-rank-2': '2',
    'priorities-rationale': long,
    summary: long,
  });
  assert.equal(reply.status, 422);
  assert.match(errorFor(reply, 'from-when') ?? '', /Enter a date that exists/);
  assert.match(errorFor(reply, 'priorities-rank-2') ?? '', /“Cost” has the number 2 already/);
  assert.match(errorFor(reply, 'priorities-rationale') ?? '', /Shorten this by 2 words/);
  assert.match(errorFor(reply, 'summary') ?? '', /Shorten this by 2 words: it has 7, and at most 5/);
  const links = [...pageOf(reply).querySelectorAll('.govuk-error-summary a')];
  for (const link of links) {
    const field = link.getAttribute('href')!.slice(1);
    assert.ok(pageOf(reply).getElementById(field), `the summary leads to ${field}`);
  }
  assert.deepEqual((await storedAnswer(id, 'summary'))?.value, { text: long }, 'every word is kept');
  const check = textOf(await browser.get(paths.check({ id })));
  assert.match(check, /Say it in a few words – Shorten this by 2 words/);
  assert.match(check, /7 of 5 words/);
});

test('autosave takes the same fields, and says in its reply what is to be corrected', async () => {
  const { id } = await aFurtherDraft();
  const _csrf = await csrfFrom(browser, effects(id));
  const put = (question: string, fields: Record<string, string>) =>
    send(browser, paths.answer({ id, question }), { _csrf, [`${question}-version`]: '0', ...fields });
  const ranking = await put('priorities', { 'priorities-rank-1': '1', 'priorities-rank-2': '1' });
  assert.equal(ranking.status, 200, ranking.text);
  const { version, problems } = ranking.body as { version: number; problems: { field: string }[] };
  assert.equal(version, 1);
  assert.deepEqual(
    problems.map(({ field }) => field),
    ['priorities-rank-2', 'priorities-rank-3'],
  );
  assert.equal((await put('from-when', { 'from-when-day': '1' })).status, 200);
  assert.equal((await put('effects', { 'effects-choice-2': 'Metering' })).status, 200);
  assert.equal((await put('effects', { 'effects-day': '1' })).status, 400, 'a field of another type');
  assert.equal((await put('read-first', {})).status, 400, 'guidance has no answer');
});

test('guidance is shown where it stands, has no field, no note and no answer', async () => {
  const { id } = await aFurtherDraft();
  const page = await browser.get(effects(id));
  const shown = pageOf(page).getElementById('read-first');
  assert.match(shown?.textContent ?? '', /Before you answer\s+Think of the systems of all your Parties/);
  assert.equal(shown?.querySelector('input, textarea, select, button'), null);
  assert.equal(pageOf(page).querySelector('[name^="read-first"]'), null);
  assert.equal((await browser.get(paths.answerVersions({ id, question: 'read-first' }))).status, 404);
  const overview = textOf(await browser.get(paths.response({ id })));
  assert.match(overview, /Effects\s+4 questions, 1 required/);
  assert.match(overview, /What happens next\s+Guidance\s+To read/);
  const next = await save(effects(id), ANSWERS);
  const last = await follow(browser, next);
  assert.match(textOf(last), /The Panel answers every point/);
  assert.equal((await save(next.headers['location']!, {})).headers['location'], paths.check({ id }));
  assert.match(
    textOf(await browser.get(paths.response({ id }))),
    /Effects\s+5 questions, 1 required\s+Complete/,
  );
});

test('what was not asked is not frozen: the condition is one of several choices', async () => {
  const { id } = await aFurtherDraft();
  await save(effects(id), { ...ANSWERS, 'effects-choice-3': [] });
  assert.match(
    textOf(await browser.get(effects(id))),
    /What else\? Answer only if you chose “Something else” for “What would have to change\?”/,
  );
  await submitForm(browser, paths.check({ id }));
  const { record } = (await db('submission').where({ response_id: id }).first())!;
  assert.doesNotMatch(record, /The call centre/);
  assert.deepEqual(
    (await storedAnswer(id, 'which'))?.value,
    { text: 'The call centre' },
    'the draft keeps it',
  );
});

test('two people’s answers of each type stand side by side', async () => {
  const { id } = await aFurtherDraft();
  const _csrf = await csrfFrom(browser, effects(id));
  const form = { _csrf, 'priorities-version': '0', 'from-when-version': '0', 'effects-version': '0' };
  await save(effects(id), ANSWERS);
  const reply = await send(browser, effects(id), {
    ...form,
    'effects-choice-2': 'Metering',
    'from-when-day': '2',
    'from-when-month': '3',
    'from-when-year': '2018',
    'priorities-rank-1': '1',
    'priorities-rank-2': '2',
    'priorities-rank-3': '3',
  });
  assert.equal(reply.status, 409);
  const sides = pageOf(reply).querySelectorAll('.portal-sides');
  assert.equal(sides.length, 3);
  const said = [...sides].map((side) => (side.textContent ?? '').replaceAll(/\s+/g, ' '));
  assert.match(said[0]!, /Billing Something else.*Yours, not saved yet/);
  assert.match(said[1]!, /1 November 2017.*Yours, not saved yet/);
  assert.match(said[2]!, /1\. Security 2\. Cost 3\. Time.*Yours, not saved yet/);
  assert.equal(valueOf(reply, 'effects-choice-2'), 'Metering');
  assert.equal(valueOf(reply, 'priorities-rank-3'), '3');
  assert.equal(valueOf(reply, 'from-when-month'), '3');
});

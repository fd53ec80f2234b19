import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser, errorFor, follow, openForm, pageOf, send, textOf, valuesOf } from '../support/browse.js';
import {
  aDraft,
  browser,
  db,
  details,
  person,
  portal,
  save,
  storedAnswer,
  valueOf,
  view,
} from './answering.js';

test('every type of answer is saved as typed and stands there again', async () => {
  const { id } = await aDraft();
  const first = await save(view(id), {
    view: 'Reject',
    'view-rationale': 'Two reasons:\r\n\r\n- cost\r\n- time',
    alternative: 'A guideline.',
    'objectives-a': 'Better',
    'objectives-b': 'Worse',
    'objectives-rationale': 'See above.',
  });
  assert.equal(first.headers['location'], details(id));
  const second = await save(details(id), {
    'legal-text-0-0': 'G7.5',
    'legal-text-0-1': 'Not defined.',
    'legal-text-0-2': '“twenty Working Days”',
    cost: '£12,500.50',
    'cost-confidential': 'yes',
    'cost-reason': 'Our supplier’s prices',
    'lead-time': '6',
    other: '<b>Nothing</b> & no more',
  });
  assert.equal(second.headers['location'], paths.check({ id }));

  assert.deepEqual((await storedAnswer(id, 'view'))?.value, {
    choice: 'Reject',
    rationale: 'Two reasons:\n\n- cost\n- time',
  });
  assert.deepEqual((await storedAnswer(id, 'objectives'))?.value, {
    choices: { a: 'Better', b: 'Worse' },
    rationale: 'See above.',
  });
  assert.deepEqual((await storedAnswer(id, 'legal-text'))?.value, {
    rows: [['G7.5', 'Not defined.', '“twenty Working Days”']],
  });
  const cost = await storedAnswer(id, 'cost');
  assert.deepEqual(
    [cost?.value, cost?.confidential, cost?.reason],
    [{ amount: '£12,500.50' }, true, 'Our supplier’s prices'],
  );

  const [viewPage, detailsPage] = [await browser.get(view(id)), await browser.get(details(id))];
  assert.equal(valueOf(viewPage, 'view'), 'Reject');
  assert.equal(valueOf(viewPage, 'view-rationale'), 'Two reasons:\n\n- cost\n- time');
  assert.equal(valueOf(viewPage, 'objectives-b'), 'Worse');
  assert.equal(valueOf(detailsPage, 'legal-text-0-0'), 'G7.5');
  assert.equal(valueOf(detailsPage, 'cost'), '£12,500.50');
  assert.equal(valueOf(detailsPage, 'cost-confidential'), 'yes');
  assert.equal(valueOf(detailsPage, 'other'), '<b>Nothing</b> & no more');
});

test('saving what has not changed changes nothing', async () => {
  const { id } = await aDraft();
  await save(view(id), { view: 'Approve', 'view-rationale': 'Yes.\r\nAgain.' });
  const before = await db('response').where({ id }).first();
  assert.equal(before?.version, 2);
  portal.clock.set('2017-01-30T17:00:00Z');
  await save(view(id), {});
  assert.deepEqual(await db('response').where({ id }).first(), before);
  assert.equal((await storedAnswer(id, 'view'))?.version, 1);
});

test('what is typed wrong is saved and said; one may continue anyway', async () => {
  const { id } = await aDraft();
  const reply = await save(details(id), {
    cost: '1.5k',
    'lead-time': '6 months',
    'legal-text-0-1': 'Which clause is this?',
  });
  assert.equal(reply.status, 422);
  assert.match(errorFor(reply, 'cost') ?? '', /in full: 1,500 rather than 1\.5k/);
  assert.match(errorFor(reply, 'cost-reason') ?? '', /Say why this is confidential/);
  assert.match(errorFor(reply, 'lead-time') ?? '', /only the number, in figures: 6/);
  assert.match(errorFor(reply, 'legal-text-0-0') ?? '', /Say which clause comment 1 is about/);
  assert.equal(valueOf(reply, 'cost'), '1.5k', 'what was typed stays');
  assert.match(pageOf(reply).title, /^Error: /);
  const summary = [...pageOf(reply).querySelectorAll('.govuk-error-summary__list a')];
  assert.deepEqual(
    summary.map((link) => link.getAttribute('href')),
    ['#legal-text-0-0', '#cost', '#cost-reason', '#lead-time'],
  );
  assert.match(summary[1]?.textContent ?? '', /^One-off cost \(£\): Enter the amount in full/);

  assert.deepEqual((await storedAnswer(id, 'cost'))?.value, { amount: '1.5k' });
  const anyway = [...pageOf(reply).querySelectorAll('a')].find(
    (link) => link.textContent === 'Continue anyway',
  );
  assert.equal(anyway?.getAttribute('href'), paths.check({ id }));
  const later = await save(details(id), {}, 'later');
  assert.equal(later.status, 303, 'nor does it keep one from leaving');
});

test('a required answer that is missing is no error before the check', async () => {
  const { id } = await aDraft();
  assert.equal((await save(view(id), {})).status, 303);
});

test('a choice that is not required can be taken back', async () => {
  const { id } = await aDraft();
  await save(view(id), { view: 'Approve', 'objectives-a': 'Better', 'objectives-rationale': 'kept' });
  const page = await browser.get(view(id));
  assert.equal(pageOf(page).querySelector('[value="clear:view"]'), null, 'a required one is only changed');
  await save(view(id), {}, 'clear:objectives');
  assert.deepEqual((await storedAnswer(id, 'objectives'))?.value, { choices: {}, rationale: 'kept' });
});

test('a dependent question says when it is to be answered, and keeps its text when it no longer is', async () => {
  const { id } = await aDraft();
  assert.match(
    textOf(await browser.get(view(id))),
    /Answer only if you chose “Reject” for “Should it be approved\?”/,
  );
  await save(view(id), { view: 'Reject', alternative: 'A guideline.' });
  await save(view(id), { view: 'Approve' });
  assert.deepEqual((await storedAnswer(id, 'alternative'))?.value, { text: 'A guideline.' });
  assert.doesNotMatch(textOf(await browser.get(paths.check({ id }))), /What would be better|A guideline/);
});

test('costs are marked confidential to begin with, and stay unmarked once unmarked', async () => {
  const { id } = await aDraft();
  assert.equal(valueOf(await browser.get(details(id)), 'cost-confidential'), 'yes');
  await save(details(id), { 'cost-confidential': '', cost: '' });
  assert.equal(valueOf(await browser.get(details(id)), 'cost-confidential'), undefined);
});

test('characters that cannot be stored are left out, and one is told so', async () => {
  const { id } = await aDraft();
  const reply = await save(view(id), { 'view-rationale': 'before\u0000after \uD800 \u001B[31mred' });
  assert.equal(reply.status, 422);
  assert.match(errorFor(reply, 'view-rationale') ?? '', /cannot be stored/);
  assert.deepEqual((await storedAnswer(id, 'view'))?.value, {
    choice: '',
    rationale: 'beforeafter  [31mred',
  });
  assert.equal((await save(view(id), {})).status, 303, 'the cleaned text is not complained of again');
});

test('200,000 characters are saved and may be submitted; more are saved, and refused by how many', async () => {
  const { id } = await aDraft();
  const text = 'é—👍 '.repeat(50_000);
  assert.equal((await save(details(id), { other: text })).status, 303);
  const over = await save(details(id), { other: `${text}and more` });
  assert.equal(over.status, 422);
  assert.match(errorFor(over, 'other') ?? '', /Shorten this by 8 characters or attach it as a file/);
  assert.equal((await storedAnswer(id, 'other'))?.saved_by, person.id);
  assert.equal(valueOf(over, 'other')?.length, text.length + 8);
  const check = await browser.get(paths.check({ id }));
  assert.match(textOf(check), /Shorten this by 8 characters/);
});

test('files are added on a page of their own, after saving what was typed', async () => {
  const { id } = await aDraft();
  const reply = await save(details(id), { other: 'See the file.' }, 'add-files:files');
  assert.equal(reply.headers['location'], `${paths.attachments({ id })}#files`);
  assert.deepEqual((await storedAnswer(id, 'other'))?.value, { text: 'See the file.' });
  assert.equal((await follow(browser, reply)).status, 200);
});

test('long answers sent after the session has ended are shown once more, to be sent again from our own page only', async () => {
  const { id } = await aDraft();
  const typed = `Two reasons. ${'é'.repeat(100_000)} The end.`;
  const { held } = await openForm(browser, view(id));
  const signedOut = aBrowser(portal);
  const fields = { ...held, 'view-rationale': typed };
  const reply = await signedOut.post(view(id)).type('form').send(fields);
  assert.equal(reply.status, 403);
  assert.match(textOf(reply), /Your session has ended/);
  assert.ok(reply.text.includes(typed));
  assert.equal(pageOf(reply).querySelector('main form'), null, 'it may be another site’s');

  const ours = await send(signedOut, view(id), fields);
  assert.equal(ours.status, 403);
  const form = pageOf(ours).querySelector('main form')!;
  assert.equal(form.getAttribute('action'), view(id));
  assert.deepEqual({ ...valuesOf(form), _csrf: '' }, { ...fields, _csrf: '' });
});

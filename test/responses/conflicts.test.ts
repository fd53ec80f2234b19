import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import {
  errorFor,
  openForm,
  pageOf,
  send,
  submitForm,
  textOf,
  type Browser,
  type Fields,
} from '../support/browse.js';
import { aConsultation, anOrganisation, aParty, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { EVERY_QUESTION } from '../support/form.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal({ now: '2017-01-30T16:41:00Z' });
const { db, clock } = portal;
const organisation = await anOrganisation(db);
const parties = [await aParty(db, { organisation }), await aParty(db, { organisation })];
const isobel = await aRepresentative(db, organisation);
const tom = await aRepresentative(db, organisation);
const [isobels, toms] = [await signInAs(portal, isobel), await signInAs(portal, tom)];

async function aDraft() {
  const consultation = await aConsultation(db, { questions: EVERY_QUESTION });
  return aDraftResponse(db, {
    consultation,
    organisation,
    by: isobel,
    parties: parties.slice(0, 1),
    answers: {},
  });
}

/** What the form of a window that stays open holds. */
const openedForm = async (browser: Browser, url: string): Promise<Fields> =>
  (await openForm(browser, url)).held;

const answers = (id: string) =>
  db('draft_answer')
    .where({ response_id: id })
    .orderBy('question_key')
    .select('question_key', 'value', 'version');

const details = (id: string) => paths.section({ id, section: 'details' });
const view = (id: string) => paths.section({ id, section: 'your-view' });

test('two people change one answer: nothing is written over, both texts are shown', async () => {
  const { id } = await aDraft();
  const opened = await openedForm(isobels, view(id));
  clock.set('2017-01-30T16:50:00Z');
  await submitForm(toms, view(id), { view: 'Reject', 'view-rationale': 'Tom’s reasons' });

  const reply = await send(isobels, view(id), {
    ...opened,
    view: 'Approve',
    'view-rationale': 'Isobel’s reasons',
    'objectives-a': 'Better',
  });
  assert.equal(reply.status, 409);
  assert.match(
    textOf(reply),
    new RegExp(`${tom.name} saved another answer here at 4:50pm on 30 January 2017`),
  );
  assert.match(textOf(reply), /Tom’s reasons/);
  assert.match(reply.text, /Isobel’s reasons/);
  assert.match(errorFor(reply, 'view-keep') ?? '', /Choose which answer should stay/);
  assert.deepEqual(await answers(id), [
    { question_key: 'objectives', value: { choices: { a: 'Better' }, rationale: '' }, version: 1 },
    { question_key: 'view', value: { choice: 'Reject', rationale: 'Tom’s reasons' }, version: 1 },
  ]);
});

/** The page that shows the two answers, and how its form is sent. */
async function inConflict() {
  const { id } = await aDraft();
  const opened = await openedForm(isobels, view(id));
  await submitForm(toms, view(id), { view: 'Reject', 'view-rationale': 'Tom’s' });
  const mine = { ...opened, view: 'Approve', 'view-rationale': 'Isobel’s' };
  const shown = pageOf(await send(isobels, view(id), mine));
  const theirs = shown.querySelector('[name="view-theirs"]')?.getAttribute('value') ?? '';
  const choose = (keep: string) =>
    send(isobels, view(id), { ...mine, 'view-theirs': theirs, 'view-keep': keep });
  return { id, mine, theirs, choose };
}

test('"use mine" puts mine in the place of theirs, knowingly', async () => {
  const { id, choose } = await inConflict();
  assert.equal((await choose('mine')).status, 303);
  assert.deepEqual((await answers(id))[0]?.value, { choice: 'Approve', rationale: 'Isobel’s' });
});

test('"keep theirs" leaves theirs', async () => {
  const { id, choose } = await inConflict();
  assert.equal((await choose('theirs')).status, 303);
  assert.deepEqual((await answers(id))[0]?.value, { choice: 'Reject', rationale: 'Tom’s' });
});

test('without a choice, or when they changed it once more, both are shown again', async () => {
  const { id, mine, theirs, choose } = await inConflict();
  assert.equal((await send(isobels, view(id), { ...mine, 'view-theirs': theirs })).status, 409);
  await submitForm(toms, view(id), { 'view-rationale': 'Tom’s second thoughts' });
  const again = await choose('mine');
  assert.equal(again.status, 409);
  assert.match(textOf(again), /Tom’s second thoughts/);
});

test('what differs between the two is marked word by word, and nothing is said twice', async () => {
  const { id } = await aDraft();
  const opened = await openedForm(isobels, details(id));
  await submitForm(toms, details(id), { other: 'It costs little. It takes six months.' });
  const typed = { ...opened, other: 'It costs little. It takes twelve months.' };
  const shown = pageOf(await send(isobels, details(id), typed));
  const marked = (tag: string) =>
    [...shown.querySelectorAll(tag)].map(({ textContent }) => textContent.trim());
  assert.deepEqual(marked('ins'), ['[added: twelve]']);
  assert.deepEqual(marked('del'), ['[removed: six]']);
  assert.equal(shown.querySelectorAll('.portal-note').length, 0);
  assert.equal(
    shown.querySelector('[data-saving]')?.textContent.trim(),
    'Not saved yet: choose which answer stays',
  );

  const nothingAlike = pageOf(await send(isobels, details(id), { ...opened, other: 'No.' }));
  assert.equal(nothingAlike.querySelectorAll('ins, del').length, 0);
});

test('one’s own other window is named as such', async () => {
  const { id } = await aDraft();
  const opened = await openedForm(isobels, view(id));
  await submitForm(isobels, view(id), { view: 'Reject' });
  const reply = await send(isobels, view(id), { ...opened, view: 'Approve' });
  assert.equal(reply.status, 409);
  assert.match(textOf(reply), /You saved another answer here in another window/);
});

test('the same change twice, or another question of the section, is no conflict', async () => {
  const { id } = await aDraft();
  const opened = await openedForm(isobels, view(id));
  await submitForm(toms, view(id), { view: 'Reject', 'objectives-a': 'Worse' });
  const { 'objectives-a': _, ...others } = opened;
  const same = await send(isobels, view(id), {
    ...others,
    view: 'Reject',
    'objectives-a': 'Worse',
    alternative: 'New',
  });
  assert.equal(same.status, 303);
  assert.deepEqual(
    (await answers(id)).map(({ question_key, version }) => [question_key, version]),
    [
      ['alternative', 1],
      ['objectives', 1],
      ['view', 1],
    ],
  );
});

test('saves at the same moment: one wins, the other is told', async () => {
  const { id } = await aDraft();
  const [one, other] = await Promise.all([openedForm(isobels, view(id)), openedForm(toms, view(id))]);
  const replies = await Promise.all([
    send(isobels, view(id), { ...one, view: 'Approve', alternative: 'from Isobel' }),
    send(toms, view(id), { ...other, view: 'Reject', alternative: 'from Tom' }),
  ]);
  assert.deepEqual(
    replies.map(({ status }) => status).toSorted((a, b) => a - b),
    [303, 409],
  );
  const saved = await answers(id);
  assert.deepEqual(new Set(saved.map(({ version }) => version)), new Set([1]));
});

test('Parties chosen by two people at once: the second is shown what the first chose', async () => {
  const { id } = await aDraft();
  const url = paths.responseParties({ id });
  const opened = await openedForm(isobels, url);
  await submitForm(toms, url, { parties: parties.map((party) => party.id) });
  const reply = await send(isobels, url, { ...opened, parties: ['organisation'] });
  assert.equal(reply.status, 409);
  assert.match(textOf(reply), /A colleague changed this/);
  assert.equal((await db('draft_party').where({ response_id: id })).length, 2);
});

test('confidentiality changed by two people at once is not written over', async () => {
  const { id } = await aDraft();
  const url = paths.responseConfidentiality({ id });
  const opened = await openedForm(isobels, url);
  await submitForm(toms, url, { whole: 'yes', 'whole-reason': 'Tom’s reason' });
  const reply = await send(isobels, url, { ...opened, name: 'yes', 'name-reason': 'Isobel’s reason' });
  assert.equal(reply.status, 409);
  assert.match(reply.text, /Isobel’s reason/);
  assert.equal((await db('response').where({ id }).first())?.confidential_reason, 'Tom’s reason');
});

test('after the outcome nothing is saved, and what was typed is shown to be copied', async () => {
  const { id, consultation } = await aDraft();
  await submitForm(isobels, view(id), { view: 'Reject', 'view-rationale': 'saved in time' });
  const opened = await openedForm(isobels, view(id));
  clock.set('2017-02-08T17:00:21Z');
  const instant = Temporal.Instant.from('2017-02-08T17:00:20Z');
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: instant.subtract({ seconds: 20 }),
    closed_at: instant,
  });
  assert.equal(
    (await send(isobels, view(id), { ...opened, 'view-version': '1', 'view-rationale': 'late' })).status,
    303,
  );
  await db('outcome').insert({
    consultation_id: consultation.id,
    decision: 'Approved',
    decided_by: 'The SEC Panel',
    decided_on: '2017-02-08',
    recorded_at: instant,
  });
  const before = await answers(id);
  const typed = { 'view-rationale': 'typed too late', 'view-note': 'Ask Legal.' };
  const late = await send(isobels, view(id), { ...opened, ...typed });
  assert.equal(late.status, 409);
  assert.match(textOf(late), /This was not saved.*typed too late.*Your note for colleagues Ask Legal\./);
  assert.deepEqual(await answers(id), before);

  const page = await isobels.get(view(id));
  assert.equal(page.status, 200);
  assert.match(textOf(page), /can be read but not changed.*Reject late/);
  assert.equal(pageOf(page).querySelector('main form'), null);
  const { _csrf } = opened;
  const auto = await send(isobels, paths.answer({ id, question: 'view' }), {
    _csrf: _csrf ?? '',
    'view-version': '1',
    view: 'Approve',
  });
  assert.equal(auto.status, 409);
  for (const url of [paths.responseParties({ id }), paths.responseConfidentiality({ id })]) {
    const form = await openedForm(isobels, url);
    const changed = { ...form, ...(url.endsWith('parties') ? { parties: 'organisation' } : { name: 'yes' }) };
    assert.equal((await send(isobels, url, changed)).status, 409, url);
  }
  assert.deepEqual(await db('draft_party').where({ response_id: id }).select('party_id'), [
    { party_id: parties[0]!.id },
  ]);
});

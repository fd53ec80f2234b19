import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { compareTexts, excerpt } from '../../src/responses/comparing/compare.rules.js';
import { pageOf, send, submitForm, textOf, type Reply } from '../support/browse.js';
import { aRepresentative } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import {
  aReadyDraft,
  browser,
  checkedForm,
  clock,
  db,
  drafter,
  organisation,
  portal,
  submissionsOf,
} from './submitting.js';

const asDrafter = await signInAs(portal, drafter);

const changes = (id: string, fields: Record<string, string>, section = 'your-view', by = asDrafter) =>
  submitForm(by, paths.section({ id, section }), fields);

/** What the page says was changed: the question, by whom, and the words that were added and removed. */
const told = (reply: Reply) =>
  [...pageOf(reply).querySelectorAll('.portal-since h3')].map((heading) => {
    const compared = heading.nextElementSibling!.nextElementSibling!;
    const words = (tag: string) =>
      [...compared.querySelectorAll(tag)].map((piece) =>
        piece.textContent.replace(/^ \[(added|removed): /, '').replace(/\] $/, ''),
      );
    return [heading.textContent, heading.nextElementSibling!.textContent, words('del'), words('ins')];
  });

test('a draft that changed since it was checked is shown again with what changed, word by word, and by whom', async () => {
  const { draft } = await aReadyDraft();
  const { id } = draft;
  await changes(id, { other: 'Nothing else.' }, 'anything-else', browser);
  clock.set('2017-02-08T16:50:00Z');
  const form = await checkedForm(id);
  clock.set('2017-02-08T16:57:00Z');
  await changes(id, { 'view-rationale': 'It is a very good idea.' });
  clock.set('2017-02-08T16:58:00Z');
  const reply = await send(browser, paths.submit({ id }), form);
  assert.equal(reply.status, 409);
  assert.deepEqual(told(reply), [
    ['Should it be approved?', `${drafter.name}, 4:57pm on 8 February 2017`, [], ['very ']],
  ]);
  const page = pageOf(reply);
  assert.equal(page.querySelector('.govuk-error-summary a')?.getAttribute('href'), '#since');
  assert.ok(page.querySelector('.portal-since a[href="#submit"]'), 'the button is one step away');

  const again = [...page.querySelectorAll('form#submit input[type="hidden"]')].map((field) => [
    field.getAttribute('name')!,
    field.getAttribute('value')!,
  ]);
  const sent = await send(browser, paths.submit({ id }), Object.fromEntries(again));
  assert.equal(sent.status, 303);
  assert.equal((await submissionsOf(id)).length, 1);
});

test('when a page says that it was made, but cannot have been, is refused as no form of ours, and nothing fails', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  const { _csrf = '' } = form;
  for (const forged of ['2017-02-08T16:00:00.12345678901Z', '0999-02-08T16:00:00Z', '2017-02-30T16:00:00Z']) {
    const submit = await send(browser, paths.submit(draft), { ...form, checkedAt: forged });
    const presence = await send(browser, paths.presence(draft), { _csrf, section: '', since: forged });
    assert.deepEqual([submit.status, presence.status], [400, 400], forged);
  }
  assert.deepEqual(await submissionsOf(draft.id), []);
});

test('a first answer is all new; what was changed and changed back is said to be as it was', async () => {
  const { draft } = await aReadyDraft();
  const { id } = draft;
  clock.set('2017-02-08T16:50:00Z');
  const form = await checkedForm(id);
  clock.set('2017-02-08T16:55:00Z');
  await changes(id, { other: 'One thing.' }, 'anything-else');
  const reply = await send(browser, paths.submit({ id }), form);
  assert.deepEqual(
    told(reply).map(([ask, , removed, added]) => [ask, removed, added]),
    [['Any other comments', [], ['One thing.']]],
  );
  await changes(id, { other: '' }, 'anything-else');
  assert.match(
    textOf(await send(browser, paths.submit({ id }), form)),
    /What changed since you checked it Every answer says what it said then/,
  );
});

test('a change of the whole is said too; an instant that there is not is refused, none is not', async () => {
  const { draft } = await aReadyDraft();
  const { id } = draft;
  clock.set('2017-02-08T16:50:00Z');
  const form = await checkedForm(id);
  clock.set('2017-02-08T16:51:00Z');
  await submitForm(asDrafter, paths.responseConfidentiality({ id }), {
    whole: 'yes',
    'whole-reason': 'Costs',
  });
  assert.match(
    textOf(await send(browser, paths.submit({ id }), form)),
    /what of the whole is confidential, or its files: changed at 4:51pm on 8 February 2017/,
  );
  for (const checkedAt of ['', 'yesterday', '0000-01-01T00:00:00Z', '2017-02-30T00:00:00Z']) {
    assert.equal((await send(browser, paths.submit({ id }), { ...form, checkedAt })).status, 400);
  }
  const { checkedAt: _, ...without } = form;
  const reply = await send(browser, paths.submit({ id }), without);
  assert.equal(reply.status, 409);
  assert.deepEqual(told(reply), []);
});

test('of a long text only what stands around a change is shown', () => {
  const long = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ');
  const pieces = excerpt(compareTexts(long, long.replace('word100', 'another')));
  assert.deepEqual(
    pieces.map(({ change }) => change),
    ['same', 'removed', 'added', 'same'],
  );
  const text = pieces.map((piece) => piece.text).join('');
  assert.ok(text.length < 300 && text.includes('word99') && text.includes('word101'), text);
  const short = compareTexts('one two three', 'one 2 three');
  assert.deepEqual(excerpt(short), short);
});

test('where a change voided an approval, the approver and whoever submits see which', async () => {
  const boss = await aRepresentative(db, organisation);
  const asBoss = await signInAs(portal, boss);
  const by = { set_at: clock.now(), set_by: boss.id };
  await db('sign_off').insert({ organisation_id: organisation.id, approver_id: boss.id, ...by });
  const { draft } = await aReadyDraft();
  const { id } = draft;
  clock.set('2017-02-08T16:20:00Z');
  await submitForm(asBoss, paths.approve({ id }), {}, { button: ['decision', 'approve'] });
  clock.set('2017-02-08T16:30:00Z');
  await changes(id, { 'view-rationale': 'It is a bad idea.' });
  for (const page of [await browser.get(paths.check({ id })), await asBoss.get(paths.approve({ id }))]) {
    assert.match(textOf(page), /What changed since it was approved/);
    assert.deepEqual(
      told(page).map(([, who, removed, added]) => [who, removed, added]),
      [[`${drafter.name}, 4:30pm on 8 February 2017`, ['good'], ['bad']]],
    );
  }
  await submitForm(asBoss, paths.approve({ id }), {}, { button: ['decision', 'approve'] });
  assert.doesNotMatch(textOf(await browser.get(paths.check({ id }))), /What changed/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { comparerOfPage, compareTexts, isChanged } from '../../src/responses/comparing/compare.rules.js';
import { lastOfEachSitting } from '../../src/responses/drafting/versions.rules.js';
import { follow, pageOf, send, submitForm, textOf, type Browser, type Reply } from '../support/browse.js';
import { anOrganisation, aRepresentative } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import { aDraft, browser, db, details, organisation, portal, save, storedAnswer } from './answering.js';

const tom = await aRepresentative(db, organisation);
const asTom = await signInAs(portal, tom);
const versions = (id: string) => paths.answerVersions({ id, question: 'other' });

const write = async (as: Browser, id: string, at: string, other: string) => {
  portal.clock.set(`2017-01-30T${at}Z`);
  await submitForm(as, details(id), { other });
};

/** What each version of the page says, as somebody reads it who cannot see colours. */
const told = (reply: Reply): string[] =>
  [...pageOf(reply).querySelectorAll('.portal-version')].map((section) =>
    section.textContent.replaceAll(/\s+/g, ' ').trim(),
  );

test('what was written over can be read, by whom and when, and what each version changed', async () => {
  const { id } = await aDraft();
  await write(browser, id, '16:41:00', 'We need a year.');
  await write(asTom, id, '16:50:00', 'We need half a year.');
  await write(browser, id, '17:20:00', 'We need half a year at most.');
  const question = await browser.get(details(id));
  assert.equal(
    pageOf(question).querySelector(`a[href="${versions(id)}"]`)?.textContent,
    'Earlier versions of the answer to Anything else?',
  );
  const [now, before, first] = told(await browser.get(versions(id)));
  assert.match(
    now!,
    /^As it is now You, 5:20pm on 30 January 2017 We need half a year \[added: at most\s?\] ?\.$/,
  );
  assert.match(before!, new RegExp(`^4:50pm on 30 January 2017 ${tom.name} We need`));
  assert.match(first!, /We need a year\./);
});

test('an earlier version is put back, and what it took the place of is kept as well', async () => {
  const { id } = await aDraft();
  await write(browser, id, '16:41:00', 'Mine.');
  await write(asTom, id, '16:50:00', 'Theirs.');
  const done = await submitForm(browser, versions(id), {});
  assert.equal(done.headers['location'], `${details(id)}#other`);
  assert.match((await follow(browser, done)).text, /The earlier version stands again/);
  assert.deepEqual((await storedAnswer(id, 'other'))!.value, { text: 'Mine.' });
  assert.match(textOf(await browser.get(versions(id))), /\[removed: Theirs/);
});

test('nothing is put back over what a colleague wrote since the page was shown', async () => {
  const { id } = await aDraft();
  await write(browser, id, '16:41:00', 'First.');
  await write(browser, id, '17:00:00', 'Second.');
  const page = pageOf(await browser.get(versions(id)));
  const token = page.querySelector('input[name="_csrf"]')!.getAttribute('value')!;
  await write(asTom, id, '17:10:00', 'Tom’s.');
  const refused = await send(browser, versions(id), { _csrf: token, version: '1', current: '2' });
  assert.equal(refused.status, 409);
  assert.match(textOf(refused), /nothing was put back.*\[added: Tom’s/);
  assert.deepEqual((await storedAnswer(id, 'other'))!.value, { text: 'Tom’s.' });
  for (const version of ['4', '0', 'x'])
    assert.ok((await send(browser, versions(id), { _csrf: token, version, current: '3' })).status >= 400);
});

test('the database itself keeps what is replaced, and refuses to change it', async () => {
  const { id } = await aDraft();
  await save(details(id), { other: 'As it was.' });
  await db('draft_answer')
    .where({ response_id: id, question_key: 'other' })
    .update({ value: '{"text":"SQL"}', version: 2 });
  const [kept] = await db('earlier_answer').where({ response_id: id });
  assert.deepEqual([kept!.version, kept!.value], [1, { text: 'As it was.' }]);
  await assert.rejects(db('earlier_answer').where({ response_id: id }).update({ reason: 'x' }), /frozen/);
});

test('of one sitting the last version is worth reading; every save can be shown', async () => {
  const at = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
  const saved = (version: number, minute: number, id: string) => ({
    version,
    value: {},
    confidential: false,
    reason: '',
    savedAt: at(minute),
    savedBy: { id, name: id },
  });
  const all = [
    saved(6, 50, 'b'),
    saved(5, 36, 'b'),
    saved(4, 21, 'b'),
    saved(3, 20, 'a'),
    saved(2, 10, 'b'),
    saved(1, 0, 'a'),
  ];
  assert.deepEqual(
    lastOfEachSitting(all).map(({ version }) => version),
    [6, 4, 3, 2, 1],
    '15 minutes begin another sitting',
  );
  const { id } = await aDraft();
  for (const [minute, text] of ['One.', 'Two.', 'Three.'].entries())
    await write(browser, id, `16:4${minute}:00`, text);
  assert.equal(told(await browser.get(versions(id))).length, 1);
  const more = pageOf(await browser.get(versions(id))).querySelector('a[href$="?every=yes"]')!;
  assert.equal(more.textContent, 'Show every save (3)');
  assert.equal(told(await browser.get(more.getAttribute('href')!)).length, 3);
});

test('an answer that was saved a hundred times is read ten versions at a time, each with what it changed', async () => {
  const { id } = await aDraft();
  for (let number = 1; number <= 21; number += 1) {
    const hour = String(Math.floor(number / 3)).padStart(2, '0');
    const minute = String((number % 3) * 20).padStart(2, '0');
    await write(browser, id, `${hour}:${minute}:00`, `Version ${number}.`);
  }
  const first = await browser.get(versions(id));
  assert.equal(told(first).length, 10);
  assert.match(told(first)[9]!, /\[removed: 11/, 'compared with the first of the next page');
  const next = pageOf(first).querySelector('a[rel="next"]')!.getAttribute('href')!;
  assert.match(told(await browser.get(next))[0]!, /Version .*11/);
  const last = await browser.get(`${versions(id)}?page=3`);
  assert.deepEqual([told(last).length, /Version 1\./.test(textOf(last))], [1, true]);
  await submitForm(browser, `${versions(id)}?page=3`, {});
  assert.deepEqual((await storedAnswer(id, 'other'))!.value, { text: 'Version 1.' });
  assert.equal((await browser.get(`${versions(id)}?page=x`)).status, 400);
  assert.equal(told(await browser.get(`${versions(id)}?page=99`)).length, 1, 'the last there is');
});

test('a comparison is of words, holds both texts, and gives up in time', () => {
  const pieces = compareTexts('We agree with the proposal.', 'We do not agree with it.');
  const without = (change: string) =>
    pieces
      .filter((one) => one.change !== change)
      .map(({ text }) => text)
      .join('');
  assert.equal(without('added'), 'We agree with the proposal.');
  assert.equal(without('removed'), 'We do not agree with it.');
  assert.ok(pieces.some(({ text, change }) => change === 'same' && text.includes('agree')));
  assert.equal(isChanged(compareTexts('a', 'a')), false);
  assert.deepEqual(compareTexts('', ''), []);
  const apart = compareTexts('Approve, because of the costs.', 'Nothing that we know speaks against it now.');
  assert.deepEqual(
    apart.map(({ change }) => change),
    ['removed', 'added'],
    'little in common',
  );
  const words = (seed: number) =>
    Array.from({ length: 30_000 }, (_, index) => `w${(index * seed) % 10_007}`).join(' ');
  const [one, other] = [words(7), words(11)];
  assert.deepEqual(
    compareTexts(one, other).map(({ change }) => change),
    ['same', 'removed', 'added'],
    'both begin with w0',
  );
  const long = 'Word after word. '.repeat(11_000);
  const changed = compareTexts(`${long}We agree. ${long}`, `${long}We do agree. ${long}`);
  assert.deepEqual(
    changed.filter(({ change }) => change !== 'same'),
    [{ text: 'do ', change: 'added' }],
    'of very long texts too',
  );
  assert.ok(changed.map(({ text }) => text).join('') === `${long}We do agree. ${long}`);
  const compare = comparerOfPage();
  for (let pages = 0; pages < 100; pages += 1) compare(one.slice(0, 25_000), other.slice(0, 25_000));
  assert.deepEqual(
    compare('We agree.', 'We agree now.').map(({ change }) => change),
    ['removed', 'added'],
    'what a page compares has to end in time as well',
  );
});

test('two submissions are compared word by word, with whom they are for, and files', async () => {
  const { id } = await aDraft();
  await save(paths.section({ id, section: 'your-view' }), {
    view: 'Approve',
    'view-rationale': 'It is a good idea.',
  });
  await save(details(id), { other: 'Nothing more.' });
  await submitForm(browser, paths.check({ id }));
  await save(paths.section({ id, section: 'your-view' }), {
    view: 'Reject',
    'view-rationale': 'It is a bad idea.',
  });
  await submitForm(browser, paths.responseParties({ id }), { parties: ['organisation'] });
  await submitForm(browser, paths.check({ id }));
  const history = pageOf(await browser.get(paths.history({ id })));
  const link = [...history.querySelectorAll('a')].find((one) => one.textContent === 'Since version 1')!;
  const reply = await browser.get(link.getAttribute('href')!);
  const text = textOf(reply);
  assert.match(text, /On behalf of.*\[added: .*itself\s?\]/);
  assert.match(text, /\[removed: Approve\s?\].*\[added: Reject\s?\]/);
  assert.match(text, /It is a \[removed: good ?\].*\[added: bad ?\].*idea\./);
  assert.doesNotMatch(text, /Nothing more/, 'what is the same is not repeated');
  assert.match(text, /Everything else is the same in both/);

  const [first] = await db('submission').where({ response_id: id }).orderBy('number');
  const itself = new URLSearchParams({ from: first!.reference, to: first!.reference }).toString();
  assert.match(textOf(await browser.get(`${paths.compare({ id })}?${itself}`)), /Both say exactly the same/);
  const stranger = await signInAs(portal, await aRepresentative(db, await anOrganisation(db)));
  assert.equal((await stranger.get(link.getAttribute('href')!)).status, 404);
});

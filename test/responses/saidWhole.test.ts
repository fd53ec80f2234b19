/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saidLines } from '../../src/responses/answers/said.js';
import { paths } from '../../src/paths.js';
import { follow, pageOf, submitForm, type Reply } from '../support/browse.js';
import { EVERY_QUESTION } from '../support/form.js';
import { aDraft, browser, db, details, save, view } from './answering.js';

const LONG = `${'One word after another. '.repeat(8_000)}The end.`;

/** What a page shows as the answer to a question: each part as its text, folded or not. */
function saidTo(reply: Reply, ask: string): string[] {
  const blocks = [...pageOf(reply).querySelectorAll('.portal-said')];
  const block = blocks.find((one) => one.querySelector('h3')?.textContent === ask)!;
  return [...block.querySelectorAll('p')].map(({ textContent }) => textContent ?? '');
}

const formOfCheck = { form: 'main form[action$="/submit"]' };

test('a row of a matrix that was left out stands on the check page, the receipt and in its mail', async () => {
  const { id } = await aDraft();
  await save(view(id), { view: 'Approve', 'objectives-b': 'Worse' });
  const whole = ['Security of systems', 'Not answered', 'Effective competition', 'Worse'];
  const ask = 'How would each objective be affected?';
  assert.deepEqual(saidTo(await browser.get(paths.check({ id })), ask), whole);

  const receipt = await follow(browser, await submitForm(browser, paths.check({ id }), {}, formOfCheck));
  assert.deepEqual(saidTo(receipt, ask), whole);
  const mail = await db('outbox_mail').where({ kind: 'receipt' }).first('body');
  assert.match(mail!.body, /Security of systems: Not answered\n/);
});

test('of a matrix that nobody touched one thing is said', async () => {
  const { id } = await aDraft();
  const said = saidTo(await browser.get(paths.check({ id })), 'How would each objective be affected?');
  assert.deepEqual(said, ['Not answered']);
});

test('a very long answer is folded after its beginning, and is whole on the check page and the receipt', async () => {
  const { id } = await aDraft();
  await save(view(id), { view: 'Approve' });
  await save(details(id), { other: LONG });
  const check = await browser.get(paths.check({ id }));
  const receipt = await follow(browser, await submitForm(browser, paths.check({ id }), {}, formOfCheck));
  for (const page of [check, receipt]) {
    const parts = saidTo(page, 'Anything else?');
    assert.ok(parts.slice(0, 2).join('') === LONG, 'whole, and told briefly when it is not');
    assert.ok(parts[0]!.length < 2_000, 'its beginning');
    const [folded] = pageOf(page).querySelectorAll('.portal-said details');
    assert.match(
      folded!.querySelector('summary')!.textContent!,
      /The rest of this answer \(\d\d,\d{3} words\)/,
    );
    assert.equal(folded!.hasAttribute('open'), false);
  }
});

test('an answer is folded between two words, and only when it is long', () => {
  const other = EVERY_QUESTION.find(({ key }) => key === 'other')!;
  const fold = (text: string) => saidLines(other, { text })[0]!;
  assert.equal(fold('x'.repeat(6_000)).rest, undefined);
  const words = fold(`${'word '.repeat(2_000)}end`);
  assert.match(words.text, /word$/);
  assert.match(words.rest!.text, /^ word/);
  assert.equal(words.rest!.summary, 'The rest of this answer (1,701 words)');
  assert.equal(fold('- '.repeat(3_001)).rest!.summary, 'The rest of this answer');
  const unbroken = fold('x'.repeat(6_001));
  assert.deepEqual([unbroken.text.length, unbroken.rest!.text.length], [1_500, 4_501]);
});

/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aConsultation } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { FURTHER_QUESTIONS } from '../support/form.js';
import { problemsOn, summaryProblemsOn, tooWideOn } from './looking.js';
import { box, status } from './section.js';
import { aStage } from './stage.js';
import { aWindow, main, press, signIn } from './window.js';

const stage = await aStage();
const { db, organisation, priya: by, east } = stage;
const page = await aWindow(stage.portal);
await signIn(stage.portal, page, by.email);

const effects = (id: string) => paths.section({ id, section: 'effects' });

async function aFurtherDraft(): Promise<string> {
  const consultation = await aConsultation(db, { questions: FURTHER_QUESTIONS });
  const draft = { consultation, organisation, by, parties: [east], answers: {} };
  return (await aDraftResponse(db, draft)).id;
}

const stored = async (id: string, key: string) =>
  (await db('draft_answer').where({ response_id: id, question_key: key }).first())?.value;

test('the count of words beside a text with a limit is the one that it is judged by', async () => {
  const id = await aFurtherDraft();
  await page.goto(effects(id));
  const count = page.locator('#summary-count');
  assert.equal(await count.innerText(), '0 of 5 words');
  await box(page, 'Say it in a few words').fill('one – two three');
  assert.equal(await count.innerText(), '3 of 5 words');
  await box(page, 'Say it in a few words').fill('one two three four five');
  assert.equal(await count.innerText(), '5 of 5 words. 0 words left');
  assert.doesNotMatch((await count.getAttribute('class'))!, /over/);
  await box(page, 'Say it in a few words').fill('one two three four five six');
  assert.equal(await count.innerText(), '6 of 5 words. 1 word too many');
  assert.match((await count.getAttribute('class'))!, /over/);
  await status(page, 'with something to correct');
  assert.deepEqual(
    await stored(id, 'summary'),
    { text: 'one two three four five six' },
    'saved all the same',
  );
  await press(page, 'Save and continue');
  assert.match(await main(page), /Shorten this by 1 word: it has 6, and at most 5 are asked for/);
  assert.equal(await box(page, 'Say it in a few words').inputValue(), 'one two three four five six');
});

test('a question comes and goes with the box that it depends on, and keeps what is typed', async () => {
  await page.goto(effects(await aFurtherDraft()));
  const which = box(page, 'What else?');
  assert.equal(await which.isVisible(), false);
  await page.getByLabel('Billing').check();
  assert.equal(await which.isVisible(), false);
  await page.getByLabel('Something else').check();
  await which.fill('The call centre');
  await page.getByLabel('Billing').uncheck();
  assert.equal(await which.isVisible(), true, 'it is still among those chosen');
  await page.getByLabel('Something else').uncheck();
  assert.equal(await which.isVisible(), false);
  await page.getByLabel('Something else').check();
  assert.equal(await which.inputValue(), 'The call centre');
});

test('choices, a date and a ranking are made with the keyboard and saved as they are made', async () => {
  const id = await aFurtherDraft();
  await page.goto(effects(id));
  await page.getByLabel('Billing').focus();
  for (const key of ['Space', 'Tab', 'Tab', 'Space']) await page.keyboard.press(key);
  await page.getByLabel('Day').focus();
  for (const part of ['1', '11', '2017']) {
    await page.keyboard.type(part);
    await page.keyboard.press('Tab');
  }
  await page.getByLabel('Cost', { exact: true }).focus();
  for (const rank of ['2', '3', '1']) {
    await page.keyboard.type(rank);
    await page.keyboard.press('Tab');
  }
  await status(page, /Saved at [^,]*$/);
  await page.waitForFunction(() => document.querySelectorAll('[data-version][value="0"]').length >= 0);
  await page.reload();
  assert.equal(await page.getByLabel('Billing').isChecked(), true);
  assert.equal(await page.getByLabel('Something else').isChecked(), true);
  assert.equal(await page.getByLabel('Month').inputValue(), '11');
  assert.equal(await page.getByLabel('Security', { exact: true }).inputValue(), '1');
  assert.deepEqual(await stored(id, 'priorities'), {
    ranks: { Cost: '2', Time: '3', Security: '1' },
    rationale: '',
  });
});

test('the pages can be read by all, on the narrowest phone too, also with everything wrong', async () => {
  const id = await aFurtherDraft();
  await page.goto(effects(id));
  assert.deepEqual([...(await problemsOn(page)), ...(await tooWideOn(page))], []);
  await page.getByLabel('Day').fill('31');
  await page.getByLabel('Cost', { exact: true }).selectOption('1');
  await page.getByLabel('Time', { exact: true }).selectOption('1');
  await box(page, 'Say it in a few words').fill('word '.repeat(200));
  await press(page, 'Save and continue');
  await page.locator('.govuk-error-summary').waitFor();
  assert.deepEqual(
    [...(await problemsOn(page)), ...(await tooWideOn(page)), ...(await summaryProblemsOn(page))],
    [],
  );
  await page.goto(paths.responseForm({ id }));
  assert.deepEqual([...(await problemsOn(page)), ...(await tooWideOn(page))], []);
});

test('without JavaScript everything can be answered and submitted', async () => {
  const id = await aFurtherDraft();
  const plain = await aWindow(stage.portal, { script: false });
  await signIn(stage.portal, plain, by.email);
  await plain.goto(effects(id));
  assert.match(await main(plain), /Answer only if you chose “Something else”/);
  await plain.getByLabel('Metering').check();
  await plain.getByLabel('Day').fill('1');
  await plain.getByLabel('Month').fill('nov');
  await plain.getByLabel('Year').fill('2017');
  for (const [item, rank] of [
    ['Cost', '1'],
    ['Time', '1'],
    ['Security', '2'],
  ]) {
    await plain.getByLabel(item!, { exact: true }).selectOption(rank!);
  }
  await press(plain, 'Save and continue');
  assert.match(await main(plain), /“Cost” has the number 1 already: give “Time” another one/);
  await plain.getByLabel('Time', { exact: true }).selectOption('3');
  await press(plain, 'Save and continue');
  assert.match(await main(plain), /The Panel answers every point/);
  await press(plain, 'Save and continue');
  assert.match(await main(plain), /1\. Cost\n2\. Security\n3\. Time/);
  await press(plain, 'Submit response');
  assert.match(await main(plain), /Your response has been received[\s\S]*1 November 2017/);
});

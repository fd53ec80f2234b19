/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { paths } from '../../src/paths.js';
import { aSubmission } from '../support/submission.js';
import { problemsOn, tooWideOn } from './looking.js';
import { aStage } from './stage.js';
import { aWindow, main, press, signIn } from './window.js';

const stage = await aStage();
const { portal, db, secas, priya, organisation, east, west } = stage;

const TEXT =
  'The change costs too much. We need nine months to test it.\nThe change costs too much, we repeat. 🏭 Our meters are old.';

/** A consultation with one response, read by SECAS in a window. */
async function reading(options: { script?: boolean; width?: number } = {}) {
  const consultation = await stage.aFullConsultation();
  const answers = {
    view: { value: { choice: 'Reject', rationale: 'It is too dear.' } },
    other: { value: { text: TEXT }, confidential: true },
  };
  const submission = await aSubmission(db, {
    consultation,
    organisation,
    by: priya,
    parties: [east, west],
    answers,
  });
  const page = await aWindow(portal, options);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  await signIn(portal, page, secas.email);
  const url = paths.deskSubmission({ reference: consultation.reference, submission: submission.id });
  await page.goto(url);
  return { consultation, submission, page, url, wrong };
}

/** Selects words of an answer, the one that stands there again if told, as a drag of the mouse does. */
const select = (page: Page, words: string, again = false): Promise<void> =>
  page.evaluate(
    ([wanted, last]) => {
      const line = document.querySelector('#answer-other [data-said-line]')!;
      const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement!.closest('.portal-coded__theme')
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_ACCEPT,
      );
      const nodes: { node: Text; at: number }[] = [];
      let whole = '';
      while (texts.nextNode()) {
        nodes.push({ node: texts.currentNode as Text, at: whole.length });
        whole += texts.currentNode.textContent;
      }
      const from = last ? whole.lastIndexOf(wanted) : whole.indexOf(wanted);
      const point = (offset: number) => {
        const { node, at } = nodes.findLast((one) => one.at <= offset)!;
        return [node, offset - at] as const;
      };
      const [start, end] = [point(from), point(from + wanted.length)];
      document.getSelection()!.setBaseAndExtent(start[0], start[1], end[0], end[1]);
    },
    [words, again] as const,
  );

const marked = (page: Page): Promise<string[]> => page.locator('#answer-other mark').allTextContents();

test('a passage is marked by selecting it, the second of two alike too, across what is marked already', async () => {
  const { page, wrong, consultation } = await reading();
  await select(page, 'The change costs too much', true);
  await press(page, 'Give the selected passage a theme');
  const form = page.locator('#themes-other');
  assert.equal(await form.getByLabel('Passage').inputValue(), 'The change costs too much');
  await form.getByLabel('Or a new theme').fill('Cost');
  await form.getByRole('button', { name: 'Mark the passage' }).click();
  await page.getByText('The passage is marked: “Cost”.').waitFor();
  assert.deepEqual(await marked(page), ['The change costs too much']);

  await select(page, 'too much, we repeat. 🏭 Our');
  await press(page, 'Give the selected passage a theme');
  await form.getByLabel('Or a new theme').fill('Age');
  await form.getByRole('button', { name: 'Mark the passage' }).click();
  await page.getByText('The passage is marked: “Age”.').waitFor();
  assert.deepEqual(await marked(page), ['The change costs ', 'too much', ', we repeat. 🏭 Our']);
  const codings = await db('coding').where({ consultation_id: consultation.id }).orderBy('starts');
  assert.equal(codings[0]!.starts, TEXT.lastIndexOf('The change'));
  assert.equal(codings[1]!.ends! - codings[1]!.starts!, Array.from('too much, we repeat. 🏭 Our').length);
  assert.deepEqual([...(await problemsOn(page)), ...(await tooWideOn(page))], []);
  assert.deepEqual(wrong, []);
});

test('what is typed after something was selected is what is marked', async () => {
  const { page } = await reading();
  await select(page, 'The change costs too much', true);
  await press(page, 'Give the selected passage a theme');
  const form = page.locator('#themes-other');
  await form.getByLabel('Passage').fill('nine months');
  await form.getByLabel('Or a new theme').fill('Time');
  await form.getByRole('button', { name: 'Mark the passage' }).click();
  await page.getByText('The passage is marked: “Time”.').waitFor();
  assert.deepEqual(await marked(page), ['nine months']);
});

test('with the keyboard alone and without a script a passage is typed; what is not there is said', async () => {
  const { page } = await reading({ script: false });
  const summary = page.locator('#themes-other summary');
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('ten months');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Time');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('There is a problem').waitFor();
  assert.match(await main(page), /This does not stand in the answer/);
  await page.getByLabel('Passage').fill('nine months');
  await page.getByLabel('Passage').focus();
  for (let stop = 0; stop < 3; stop += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('The passage is marked: “Time”.').waitFor();
  assert.equal(await page.locator('mark').textContent(), 'nine months');
});

test('two themes are merged, and split again, with every passage still there', async () => {
  const { page, consultation, url } = await reading();
  const mark = async (passage: string, theme: string) => {
    await page.goto(url);
    const form = page.locator('#themes-other');
    await form.locator('summary').click();
    await form.getByLabel('Passage').fill(passage);
    await form.getByLabel('Or a new theme').fill(theme);
    await form.getByRole('button', { name: 'Mark the passage' }).click();
    await page.getByText('The passage is marked').waitFor();
  };
  await mark('nine months', 'Time');
  await mark('Our meters are old.', 'Age');
  const looked: string[] = [];
  const look = async () => void looked.push(...(await problemsOn(page)), ...(await tooWideOn(page)));
  await page.goto(paths.deskFrame({ reference: consultation.reference, question: 'other' }));
  await look();
  await page.getByRole('link', { name: 'Age', exact: true }).click();
  await page.getByText('Merge into another theme').click();
  await page.getByLabel('Theme that it is merged into').selectOption('Time');
  await press(page, 'Merge');
  await page.getByText('every passage is here now').waitFor();
  assert.deepEqual(await page.locator('blockquote').allTextContents(), [
    'nine months',
    'Our meters are old.',
  ]);
  assert.match(await main(page), /merged “Age” into it, with 1 coding/);
  await look();

  await page.getByLabel('To the new theme').nth(1).check();
  await page.getByText('Split: some of these passages').click();
  await page.getByLabel('Name of the new theme').fill('Old meters');
  await press(page, 'Split the theme');
  await page.getByText('this is the new one').waitFor();
  assert.deepEqual(await page.locator('blockquote').allTextContents(), ['Our meters are old.']);
  await page.goto(paths.deskFrame({ reference: consultation.reference, question: 'other' }));
  const rows = await page.locator('main table tbody tr').allInnerTexts();
  assert.deepEqual(
    rows.map((row) => row.split(/\s*\t\s*/).slice(0, 4)),
    [
      ['Time', '1', '1', '2'],
      ['Old meters', '1', '1', '2'],
    ],
  );
  assert.deepEqual(looked, []);
});

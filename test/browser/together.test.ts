/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { until } from '../attachments/uploading.js';
import { aDraftIn, details, lookAgain, other, status, view } from './section.js';
import { aStage } from './stage.js';
import { aWindow, signIn } from './window.js';

const stage = await aStage();
const { db, portal } = stage;
const priya = await aWindow(portal);
await signIn(portal, priya, stage.priya.email);
const tom = await aWindow(portal);
await signIn(portal, tom, stage.tom.email);

const present = (page: Page, text: string) =>
  page.locator('[data-others]').filter({ hasText: text }).waitFor();
/** Waits until the page says so of who changed an answer last. */
const changed = (page: Page, key: string, text: string | RegExp) =>
  page.locator(`[data-save-to$="/${key}"] [data-last-changed]`).filter({ hasText: text }).waitFor();

test('one sees who else has the response open, and where; who has gone is not there any more', async () => {
  const id = await aDraftIn(stage, priya);
  await tom.goto(view(id));
  await present(tom, `${stage.priya.name} (in “Details”) has this response open too.`);
  await lookAgain(priya);
  await present(priya, `${stage.tom.name} (in “Your view”) has this response open too.`);
  await tom.goto(details(id));
  await present(tom, `${stage.priya.name} has this response open too.`);

  await tom.goto('/');
  await db('response_presence')
    .where({ person_id: stage.tom.id })
    .update({ seen_at: new Date(Date.now() - 51_000) as never });
  await lookAgain(priya);
  await priya.waitForFunction(() => document.querySelector('[data-others]')!.textContent === '');
});

test('what a colleague saves appears where nobody is writing, and nowhere else', async () => {
  const id = await aDraftIn(stage, priya);
  await priya.getByRole('textbox', { name: 'Months needed' }).focus();
  await tom.goto(details(id));
  await other(tom).fill('Seen by Priya without a reload.');
  await tom.getByRole('textbox', { name: 'Months needed' }).fill('6');
  await until(
    async () => (await db('draft_answer').where({ response_id: id, question_key: 'lead-time' })).length === 1,
  );

  await lookAgain(priya);
  await changed(priya, 'other', `Last changed by ${stage.tom.name}`);
  assert.equal(await other(priya).inputValue(), 'Seen by Priya without a reload.');
  const months = priya.getByRole('textbox', { name: 'Months needed' });
  assert.equal(await months.inputValue(), '', 'not under her hands');
  await changed(priya, 'lead-time', 'What you write here stays: save it to see both and choose');

  await other(priya).fill('Seen, and gone on with.');
  await status(priya, 'Saved at');
  await changed(priya, 'other', /^Last changed by you at/);
  await lookAgain(priya);
  await priya.waitForFunction(
    () => document.querySelector<HTMLInputElement>('input[id="lead-time"]')!.value === '6',
  );
  const row = await db('draft_answer').where({ response_id: id, question_key: 'other' }).first();
  assert.deepEqual(row?.value, { text: 'Seen, and gone on with.' });
});

test('what is written here and not saved yet stays; both are shown when it is saved', async () => {
  const id = await aDraftIn(stage, priya);
  await tom.goto(details(id));
  await priya.route('**/answers/other', (route) => route.abort());
  await other(priya).fill('Written on a train.');
  await status(priya, 'Not saved: no connection');
  await other(tom).fill('Written at a desk.');
  await status(tom, 'Saved at');
  await lookAgain(priya);
  await changed(priya, 'other', `Last changed by ${stage.tom.name}`);
  assert.equal(await other(priya).inputValue(), 'Written on a train.');
  await priya.unroute('**/answers/other');
  await status(priya, `Not saved: ${stage.tom.name} saved another answer here`);
});

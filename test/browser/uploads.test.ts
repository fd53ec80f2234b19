/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aPdf, until } from '../attachments/uploading.js';
import { aLine, choose, listed, press, rowOf, said, startSending, throttle } from './uploading.js';

const { aDraft, filesOf, open, url } = await startSending();
const MB = 1024 * 1024;

const namesOf = async (id: string) => (await filesOf(id)).map(({ name }) => name);

/** Drops files on the marked place, or beside it, as a hand would. @param folder is one of the names */
const drop = (page: Page, at: string, names: string[]): Promise<boolean> =>
  page.evaluate(
    ([place, dropped]) => {
      const dataTransfer = new DataTransfer();
      for (const name of dropped) {
        dataTransfer.items.add(new File(['%PDF-1.4\n' + name], name, { type: 'application/pdf' }));
      }
      const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      return !document.querySelector(place)!.dispatchEvent(event);
    },
    [at, names] as const,
  );

test('several that are dropped are added in rows of their own; dropped beside they do not replace the page', async () => {
  const draft = await aDraft();
  const { page, wrong } = await open(draft.url);
  assert.equal(await drop(page, 'h1', ['beside.pdf']), true, 'the browser may not open it');
  await drop(page, '.portal-files__add', ['one.pdf', 'two.pdf', 'three.pdf']);
  await page.getByText('This response has 3 of at most 20 files.').waitFor();
  assert.deepEqual(new Set(await namesOf(draft.id)), new Set(['one.pdf', 'three.pdf', 'two.pdf']));
  assert.equal((await listed(page)).length, 3);
  assert.deepEqual(wrong, []);
});

test('two are sent at a time, the third waits its turn and can be cancelled before it comes', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url);
  const unthrottle = await throttle(page, 200_000);
  await choose(page, aPdf('1.pdf', 2 * MB), aPdf('2.pdf', 2 * MB), aPdf('3.pdf', 2 * MB), aPdf('4.pdf'));
  await page.waitForFunction(() => document.querySelectorAll('progress:not([hidden])').length === 2);
  await rowOf(page, '3.pdf').getByText('Waiting for its turn.').waitFor();
  await press(page, 'Cancel “3.pdf”');
  await press(page, 'Cancel “1.pdf”');
  await said(page, '“4.pdf” was added'); // so what was cancelled has ended in the browser's network, too
  await unthrottle();
  await page.getByText('This response has 2 of at most 20 files.').waitFor();
  assert.deepEqual(new Set(await namesOf(draft.id)), new Set(['2.pdf', '4.pdf']));
});

test('the keyboard alone: a row is cancelled, the focus goes on', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url);
  await throttle(page, 200_000);
  await choose(page, aPdf('1.pdf', 2 * MB), aPdf('2.pdf', 2 * MB));
  await page.waitForFunction(() => document.querySelectorAll('progress:not([hidden])').length === 2);
  await page.locator('#files').focus();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Cancel “1.pdf”');
  await page.keyboard.press('Enter');
  await rowOf(page, '1.pdf').waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Cancel “2.pdf”');
});

test('a connection that breaks off is told of at the file, and tried again with one press', async () => {
  const draft = await aDraft();
  const line = await aLine(url);
  const { page } = await open(line.url + draft.url);
  const unthrottle = await throttle(page, 300_000);
  await choose(page, aPdf('Costs.pdf', 2 * MB));
  await page.waitForFunction(() => document.querySelector('progress')!.value > 5);
  line.goDown();
  await rowOf(page, 'Costs.pdf').getByText('Not added: the connection broke off').waitFor();
  await press(page, 'Try again “Costs.pdf”');
  await rowOf(page, 'Costs.pdf').getByText('there is no connection to the portal now').waitFor();
  line.isDown = false;
  await unthrottle();
  await press(page, 'Try again “Costs.pdf”');
  await said(page, '“Costs.pdf” was added.');
  assert.deepEqual(await namesOf(draft.id), ['Costs.pdf']);
});

test('tried again after a reply was lost it does not stand there twice, and the page says so', async () => {
  const draft = await aDraft();
  const line = await aLine(url);
  const { page } = await open(line.url + draft.url);
  line.losesReplies = true;
  await choose(page, aPdf('Costs.pdf'));
  await rowOf(page, 'Costs.pdf').getByText('it may have been added or not').waitFor();
  assert.deepEqual(await namesOf(draft.id), ['Costs.pdf']);
  line.losesReplies = false;
  await press(page, 'Try again “Costs.pdf”');
  await said(page, '“Costs.pdf” stood here already and stands here once.');
  assert.deepEqual(await namesOf(draft.id), ['Costs.pdf']);
  assert.equal((await listed(page)).length, 1);
});

test('who has been signed out is told so before anything is sent; the rows stay, and go on once signed in', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url);
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  let sent = 0;
  page.on('request', (request) => (sent += request.method() === 'POST' ? 1 : 0));
  await choose(page, aPdf('1.pdf'), aPdf('2.pdf'), aPdf('3.pdf'));
  for (const name of ['1.pdf', '2.pdf', '3.pdf']) {
    await rowOf(page, name).getByText('Not added: you have been signed out.').waitFor();
  }
  assert.equal(sent, 0);
  const link = page.getByRole('link', { name: /^Sign in again/ }).first();
  assert.deepEqual(
    [await link.getAttribute('href'), await link.getAttribute('target')],
    ['/sign-in', '_blank'],
  );
  await page.context().addCookies(cookies);
  for (const name of ['1.pdf', '2.pdf', '3.pdf']) await press(page, `Try again “${name}”`);
  await page.getByText('This response has 3 of at most 20 files.').waitFor();
});

test('leaving the page while a file is being sent, or could be tried again, asks first', async () => {
  const draft = await aDraft();
  const line = await aLine(url);
  const { page } = await open(line.url + draft.url);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  const leave = () => page.getByRole('link', { name: 'Back to the response' }).click();
  const unthrottle = await throttle(page, 200_000);
  await choose(page, aPdf('Costs.pdf', 2 * MB));
  await page.waitForFunction(() => document.querySelector('progress')!.value > 5);
  await leave();
  await until(async () => asked.length === 1);
  line.goDown();
  await rowOf(page, 'Costs.pdf').getByText('Not added').waitFor();
  await leave();
  await until(async () => asked.length === 2);
  assert.match(page.url(), /attachments$/);
  line.isDown = false;
  await unthrottle();
  await press(page, 'Leave out “Costs.pdf”');
  await leave();
  await page.waitForURL((at) => !at.pathname.endsWith('attachments'));
  assert.deepEqual(asked, ['beforeunload', 'beforeunload']);
});

test('a reason that is being written stays while files are added', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url);
  await choose(page, aPdf('1.pdf'));
  await said(page, '“1.pdf” was added.');
  await page.getByText('Confidentiality').first().click();
  await page.getByLabel('Why is it confidential?').fill('Prices of');
  await choose(page, aPdf('2.pdf'));
  await said(page, '“2.pdf” was added.');
  assert.equal(await page.getByLabel('Why is it confidential?').first().inputValue(), 'Prices of');
  assert.equal((await listed(page)).length, 2);
});

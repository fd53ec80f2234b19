/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aPdf, cookiesOf, startUploading, until } from '../attachments/uploading.js';
import { aWindow } from './window.js';

const portal = await startUploading({ config: { maxFileBytes: 6 * 1024 * 1024 } });
const { aDraft, browser, filesOf, held } = portal;

/** A window of the colleague who is signed in; `wrong` is what its console complains of, our strict CSP's refusals too. */
async function open(url: string, script = true): Promise<{ page: Page; wrong: string[] }> {
  const page = await aWindow(portal.portal, { script });
  const [name, value] = cookiesOf(browser).split('=');
  await page.context().addCookies([{ name: name!, value: value!, url: portal.url }]);
  const wrong: string[] = [];
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.goto(url);
  return { page, wrong };
}

/** As over a line that takes so many bytes a second. @returns what ends it */
async function throttle(page: Page, uploadThroughput: number): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const conditions = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput };
  await devtools.send('Network.emulateNetworkConditions', conditions);
  return () => devtools.detach();
}

const choose = (page: Page, ...files: { name: string; bytes: Buffer }[]) =>
  page
    .locator('#files')
    .setInputFiles(files.map(({ name, bytes }) => ({ name, mimeType: 'application/pdf', buffer: bytes })));
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Notes in the page every state of the bar and every sentence that is said, across the page that follows. */
const WATCH = `
  const seen = { percents: [], words: [] };
  const note = (list, what) => list.includes(what) || list.push(what);
  new MutationObserver(() => {
    note(seen.percents, document.querySelector('progress').value);
    note(seen.words, document.querySelector('[data-files-said]').textContent);
    sessionStorage.setItem('seen', JSON.stringify(seen));
  }).observe(document.querySelector('.portal-files'), { subtree: true, childList: true, attributes: true });
  undefined`;

const FIVE_MB = aPdf('Costs.pdf', 5 * 1024 * 1024);

test('a slow upload shows how far it has come, in a bar and in words, and ends with the list as it is now', async () => {
  const draft = await aDraft();
  const { page, wrong } = await open(draft.url);
  await throttle(page, 2 * 1024 * 1024);
  await page.evaluate(WATCH);
  await choose(page, FIVE_MB);
  await press(page, 'Upload');
  const progress = page.getByRole('progressbar');
  await progress.waitFor();
  assert.equal(await page.getByRole('button', { name: 'Upload', exact: true }).isVisible(), false);
  await page.getByText('“Costs.pdf” was added.').waitFor();

  const seen = JSON.parse(await page.evaluate(() => sessionStorage.getItem('seen')!)) as {
    percents: number[];
    words: string[];
  };
  assert.ok(seen.percents.length > 4, `the bar stood at ${seen.percents.join(', ')}`);
  assert.deepEqual(
    seen.percents,
    seen.percents.toSorted((a, b) => a - b),
  );
  assert.ok(seen.words.includes('Uploading “Costs.pdf”: 0% sent'));
  assert.ok(seen.words.includes('“Costs.pdf” sent. The portal is checking it.'));
  assert.ok(seen.words.length <= 13, 'words are said in steps, not at every byte');
  assert.equal(await page.locator('.portal-file-item').count(), 1);
  assert.equal((await filesOf(draft.id)).length, 1);
  assert.deepEqual(wrong, []);
});

test('an upload that is cancelled adds nothing, and the files are still chosen', async () => {
  const draft = await aDraft();
  const before = await held();
  const { page, wrong } = await open(draft.url);
  const unthrottle = await throttle(page, 300_000);
  await choose(page, FIVE_MB);
  await press(page, 'Upload');
  await page.waitForFunction(() => document.querySelector('progress')!.value > 5);
  await press(page, 'Cancel the upload');
  await page.getByText('Cancelled. Nothing was added.').waitFor();
  assert.equal(await page.getByRole('progressbar').isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'files');
  assert.equal(
    await page.evaluate(() => document.querySelector<HTMLInputElement>('#files')!.files!.length),
    1,
  );
  await until(async () => JSON.stringify(await held()) === JSON.stringify(before));

  await unthrottle();
  await press(page, 'Upload');
  await page.getByText('“Costs.pdf” was added.').waitFor();
  assert.deepEqual(wrong, []);
});

test('what the portal refuses stands in the error summary, one line each, and at the field', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url);
  await choose(
    page,
    { name: 'a.pdf', bytes: Buffer.from([0, 1, 2]) },
    { name: 'b.pdf', bytes: Buffer.alloc(0) },
  );
  await press(page, 'Upload');
  const summary = page.locator('.govuk-error-summary');
  await summary.waitFor();
  assert.equal(await summary.locator('li').count(), 2);
  assert.match(await summary.innerText(), /“a\.pdf” is not a file.*“b\.pdf” is empty/s);
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'govuk-error-summary');
  assert.match(await page.title(), /^Error: /);
  assert.match(await page.locator('#files-error').innerText(), /“a\.pdf” is not a file/);
  assert.equal(await page.locator('#files').getAttribute('aria-describedby'), 'files-hint files-error');
  await summary.locator('a').first().click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'files');

  await choose(page, aPdf('good.pdf'));
  await press(page, 'Upload');
  await page.getByText('“good.pdf” was added.').waitFor();
  assert.equal(await summary.count(), 0);
  assert.doesNotMatch(await page.title(), /^Error/);
});

test('a file that is too large, or none, is told of without sending a byte', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url);
  let sent = 0;
  page.on('request', (request) => (sent += request.method() === 'POST' ? 1 : 0));
  await press(page, 'Upload');
  await page.locator('.govuk-error-summary').getByText('Choose a file').waitFor();
  await choose(page, aPdf('huge.pdf', 6 * 1024 * 1024 + 1));
  await press(page, 'Upload');
  await page.locator('.govuk-error-summary').getByText('“huge.pdf” is larger than 6 MB').waitFor();
  assert.equal(sent, 0);
});

test('who has been signed out meanwhile, or has lost the connection, is told so', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url);
  await choose(page, aPdf());
  await page.context().setOffline(true);
  await press(page, 'Upload');
  await page.locator('.govuk-error-summary').getByText('The connection broke off').waitFor();
  await page.context().setOffline(false);
  await page.context().clearCookies();
  await press(page, 'Upload');
  await page.locator('.govuk-error-summary').getByText('You have been signed out').waitFor();
  assert.equal((await filesOf(draft.id)).length, 0);
});

test('without scripts the same form does the same', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url, false);
  assert.equal(await page.getByRole('progressbar').isVisible(), false);
  assert.equal(await page.getByRole('button', { name: 'Cancel the upload' }).isVisible(), false);
  await choose(page, aPdf());
  await press(page, 'Upload');
  await page.getByText('“Comments.pdf” was added.').waitFor();
});

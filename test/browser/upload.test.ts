/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aPdf, until } from '../attachments/uploading.js';
import { problemsOn, tooWideOn } from './looking.js';
import { choose, listed, press, rowOf, said, startSending, throttle } from './uploading.js';

const { aDraft, filesOf, held, open } = await startSending();

/** Notes in the page every state of the bar and every sentence that is said. */
const WATCH = `
  const seen = { percents: [], words: [] };
  window.seen = seen;
  const note = (list, what) => list.includes(what) || list.push(what);
  new MutationObserver(() => {
    const bar = document.querySelector('progress');
    if (bar && !bar.hidden) note(seen.percents, bar.value);
    for (const one of document.querySelectorAll('[data-files-said], [role="alert"]')) note(seen.words, one.textContent);
  }).observe(document.querySelector('.portal-files'), { subtree: true, childList: true, attributes: true });
  undefined`;

const FIVE_MB = aPdf('Costs.pdf', 5 * 1024 * 1024);

test('a slow upload shows how far it has come, says it twice only, and ends in the list without a reload', async () => {
  const draft = await aDraft();
  const { page, wrong } = await open(draft.url);
  await throttle(page, 2 * 1024 * 1024);
  await page.evaluate(WATCH);
  await choose(page, FIVE_MB);
  await page.getByRole('progressbar', { name: 'Sending “Costs.pdf”' }).waitFor();
  assert.match(await rowOf(page, 'Costs.pdf').innerText(), /Costs\.pdf 5 MB/);
  await said(page, '“Costs.pdf” was added.');

  const seen = (await page.evaluate('window.seen')) as { percents: number[]; words: string[] };
  assert.ok(seen.percents.length > 4, `the bar stood at ${seen.percents.join(', ')}`);
  assert.deepEqual(
    seen.percents,
    seen.percents.toSorted((a, b) => a - b),
  );
  assert.deepEqual(seen.words.filter(Boolean), ['Sending 1 file.', '“Costs.pdf” was added.']);
  assert.match((await listed(page)).join(), /^Costs\.pdf PDF, 5 MB/);
  assert.equal(await page.locator('.portal-upload').count(), 0);
  assert.match(await page.innerText('main'), /This response has 1 of at most 20 files\./);
  assert.equal((await filesOf(draft.id)).length, 1);
  assert.deepEqual(wrong, []);
});

test('an upload that is cancelled adds nothing; the same file can be chosen again', async () => {
  const draft = await aDraft();
  const before = await held();
  const { page, wrong } = await open(draft.url);
  const unthrottle = await throttle(page, 300_000);
  await choose(page, FIVE_MB);
  await page.waitForFunction(() => document.querySelector('progress')!.value > 5);
  await press(page, 'Cancel “Costs.pdf”');
  await said(page, '“Costs.pdf” was cancelled.');
  assert.equal(await page.locator('.portal-upload').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'files');
  await until(async () => JSON.stringify(await held()) === JSON.stringify(before));

  await unthrottle();
  await choose(page, FIVE_MB);
  await said(page, '“Costs.pdf” was added.');
  assert.deepEqual(wrong, []);
});

test('what the portal refuses by its content stands at its name, and the good one beside it is added', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url);
  await choose(page, { name: 'a.pdf', bytes: Buffer.from([0, 1, 2]) }, aPdf('good.pdf'));
  await said(page, '“good.pdf” was added.');
  const refused = rowOf(page, 'a.pdf').getByRole('alert');
  await refused.filter({ hasText: 'Not added. “a.pdf” is not a file that the portal takes' }).waitFor();
  assert.deepEqual(
    (await filesOf(draft.id)).map(({ name }) => name),
    ['good.pdf'],
  );
  assert.deepEqual([...(await problemsOn(page)), ...(await tooWideOn(page))], []);
  await press(page, 'Leave out “a.pdf”');
  assert.equal(await page.locator('.portal-upload').count(), 0);
});

test('what can be known here is refused by name without sending a byte', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url);
  let sent = 0;
  page.on('request', (request) => (sent += request.method() === 'POST' ? 1 : 0));
  await choose(
    page,
    aPdf('huge.pdf', 6 * 1024 * 1024 + 1),
    { name: 'empty.pdf', bytes: Buffer.alloc(0) },
    { name: 'Photos.ZIP', bytes: Buffer.from('PK') },
  );
  await rowOf(page, 'huge.pdf').getByText('Not added. It is larger than 6 MB.').waitFor();
  await rowOf(page, 'empty.pdf').getByText('Not added. It is empty: it has 0 bytes.').waitFor();
  await rowOf(page, 'Photos.ZIP').getByText('Send PDF, Word, Excel').waitFor();
  assert.equal(sent, 0);
});

test('a response has room for 20: the next one is refused by name, and the list is whole', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url);
  const numbered = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => aPdf(`${from + n}.pdf`));
  await choose(page, ...numbered(1, 19));
  await page.getByText('This response has 19 of at most 20 files.').waitFor();
  await choose(page, ...numbered(20, 21));
  await rowOf(page, '21.pdf').getByText('A response can have 20 files at most.').waitFor();
  await page.getByText('This response has 20 files, which is the most it can have.').waitFor();
  assert.equal((await listed(page)).length, 20);
  assert.equal((await filesOf(draft.id)).length, 20);
});

test('without scripts the same form takes one or several', async () => {
  const draft = await aDraft();
  const { page } = await open(draft.url, { script: false });
  assert.equal(await page.getByRole('progressbar').isVisible(), false);
  assert.equal(await page.getByText('You can also drop files here.').isVisible(), false);
  await choose(page, aPdf(), aPdf('Costs.pdf'));
  await press(page, 'Upload');
  await page.getByText('2 files were added.').waitFor();
});

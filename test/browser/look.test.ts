/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { oneOfEach } from '../attachments/sampleFiles.js';
import { choose, said, startSending } from './uploading.js';

const { aDraft, open } = await startSending();

const sample = async (type: string) => (await oneOfEach()).find(({ mediaType }) => mediaType === type)!;

for (const type of ['image/png', 'image/jpeg']) {
  test(`a picture (${type}) is small in the list and on the check page, and opens large`, async () => {
    const draft = await aDraft();
    const file = await sample(type);
    const { page, wrong } = await open(draft.url);
    await choose(page, file);
    await said(page, 'was added.');
    for (const url of [draft.url, paths.check({ id: draft.id })]) {
      await page.goto(url);
      const picture = page.getByRole('img', { name: file.name });
      await picture.scrollIntoViewIfNeeded();
      await page.waitForFunction(() => document.querySelector('img')!.naturalWidth > 0);
      const { width, height } = (await picture.boundingBox())!;
      assert.deepEqual([width, height], [160, 120]);
    }
    const [large] = await Promise.all([page.waitForEvent('popup'), page.getByRole('img').click()]);
    await large.waitForLoadState();
    assert.ok((await large.evaluate(() => document.querySelector('img')!.naturalWidth)) > 0);
    assert.equal(await large.evaluate(() => window.origin), 'null', 'it is a stranger to the portal');
    assert.deepEqual(wrong, []);
  });
}

test('a PDF opens in the viewer of the browser, in a tab of its own', async () => {
  const draft = await aDraft();
  const file = await sample('application/pdf');
  const { page, wrong } = await open(draft.url);
  await choose(page, file);
  await said(page, 'was added.');
  const link = page.getByRole('link', { name: `Look at it (${file.name}) (opens in a new tab)` });
  const [tab] = await Promise.all([page.waitForEvent('popup'), link.click()]);
  await tab.waitForLoadState();
  assert.equal(await tab.evaluate(() => document.contentType), 'application/pdf');
  // One frame, and soon a second within it.
  assert.ok(tab.frames().length > 1, 'the viewer stands in frames of its own');
  assert.deepEqual(wrong, []);
});

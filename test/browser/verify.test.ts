import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { loadSample } from '../../src/samples/loadSample.js';
import { startPortal } from '../support/portal.js';
import { problemsOn, tooWideOn } from './looking.js';
import { aWindow, go, signIn } from './window.js';

const portal = await startPortal({ now: '2017-01-30T16:00:00Z' });
await loadSample(portal.deps, 'as-issued');

test('a receipt is downloaded, and somebody who has not signed in finds it genuine, or forged', async () => {
  const submitted = await portal
    .db('submission as s')
    .join('organisation as o', 'o.id', 's.organisation_id')
    .where('o.name', 'Northmoor Energy Group')
    .first('s.response_id', 's.reference');
  const page = await aWindow(portal);
  await signIn(portal, page, 'priya.shah@northmoor.example');
  await page.goto(paths.submission({ id: submitted!.response_id, reference: submitted!.reference }));
  const downloading = page.waitForEvent('download');
  await go(page, 'Download the signed receipt');
  const download = await downloading;
  assert.equal(download.suggestedFilename(), `${submitted!.reference} receipt.json`);
  const file = await download.path();

  const anybody = await aWindow(portal, { width: 360 });
  await anybody.goto(paths.front());
  await anybody.getByRole('link', { name: 'Check a receipt' }).click();
  await anybody.getByLabel('Receipt file').setInputFiles({
    name: download.suggestedFilename(),
    mimeType: 'application/json',
    buffer: await readFile(file),
  });
  await anybody.getByRole('button', { name: 'Check' }).click();
  await anybody.getByText('This receipt is genuine').waitFor();
  assert.ok((await anybody.locator('main').textContent())!.includes(submitted!.reference));
  assert.deepEqual([...(await problemsOn(anybody)), ...(await tooWideOn(anybody))], []);

  await anybody.getByLabel('Or paste what is in the file').fill('{"format": "consultation-receipt/1"}');
  await anybody.getByRole('button', { name: 'Check another' }).click();
  await anybody.getByText('This is not a receipt file of this portal').first().waitFor();
  assert.deepEqual([...(await problemsOn(anybody)), ...(await tooWideOn(anybody))], []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anExternalReport } from '../reports/issuer/anIssuersPack.js';
import { makeNow } from '../support/reports.js';
import { aWindow, main, press, signIn } from './window.js';

const { portal, db, by, desk, make } = await anExternalReport();
const { email } = (await db('person').where({ id: by }).first())!;

test('a page that waits for something is not taken away from who fills it in', async () => {
  assert.equal((await make({ looked: 'yes' }, false)).status, 303);
  const page = await aWindow(portal);
  await signIn(portal, page, email);
  await page.goto(desk);
  await page.getByText('Record that it was forwarded').click();
  await page.getByLabel('To whom').fill('Ofgem');
  await page.getByRole('heading', { level: 1 }).click();
  await page.waitForTimeout(2_500);
  assert.equal(await page.getByLabel('To whom').inputValue(), 'Ofgem');
  await press(page, 'Record it');
  assert.match(await main(page), /It is recorded that the pack was forwarded/);
  await makeNow(portal.deps);
  await page.getByText('Version 1.0 is ready').waitFor();
});

test('a form that came back is not sent again by itself', async () => {
  const page = await aWindow(portal);
  await signIn(portal, page, email);
  await db('report_making').update({ completed_at: null });
  await page.goto(desk);
  await page.getByText('Record that it was forwarded').click();
  await press(page, 'Record it');
  assert.match(await main(page), /Enter to whom it was forwarded/);
  let asked = 0;
  page.on('request', () => (asked += 1));
  await page.waitForTimeout(2_500);
  assert.equal(asked, 0);
});

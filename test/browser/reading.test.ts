/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { anOrganisation, aRepresentative } from '../support/build.js';
import { aSubmission } from '../support/submission.js';
import { aStage } from './stage.js';
import { aWindow, signIn } from './window.js';

const stage = await aStage();
const { db } = stage.portal;
const page = await aWindow(stage.portal);
await signIn(stage.portal, page, stage.secas.email);

const consultation = await stage.aFullConsultation();
const urls: string[] = [];
for (const day of [20, 21, 22]) {
  const organisation = await anOrganisation(db, `Reader ${day}`);
  const by = await aRepresentative(db, organisation);
  const receivedAt = `2017-01-${day}T10:00:00Z`;
  const { id } = await aSubmission(db, { consultation, organisation, by, forOrganisation: true, receivedAt });
  urls.unshift(paths.deskSubmission({ reference: consultation.reference, submission: id }));
}
const [newest, middle, oldest] = urls;
const isAt = (url: string | undefined) => page.waitForURL((at) => at.pathname === url);
const marks = async () => (await db('reading_mark')).length;

test('N goes to the next unread, and M marks as read and goes on', async () => {
  await page.goto(newest!);
  await page.keyboard.press('n');
  await isAt(middle);
  assert.equal(await marks(), 0);
  await page.keyboard.press('m');
  await isAt(oldest);
  assert.equal(await marks(), 1);
});

test('the keys do nothing while one types, and nothing with Control', async () => {
  await page.goto(newest!);
  await page.getByText('Comment on the whole').click();
  await page.locator('#comment-whole-text').pressSequentially('mn');
  assert.equal(await page.locator('#comment-whole-text').inputValue(), 'mn');
  await page.locator('h1').click();
  await page.keyboard.press('Control+m');
  assert.equal(new URL(page.url()).pathname, newest);
  assert.equal(await marks(), 1);
});

test('they can be turned off, and stay off', async () => {
  await page.getByRole('button', { name: 'Turn the keys off' }).click();
  await page.reload();
  assert.ok(await page.getByText('The keys M and N are off.').isVisible());
  await page.keyboard.press('m');
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Turn the keys on' }).click();
  assert.equal(new URL(page.url()).pathname, newest);
  assert.equal(await marks(), 1);
});

/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../attachments/uploading.js';
import { aChoiceAfterCrash, aCrashWith, keptHere, nothingKept, reopen, windowOf } from './copies.js';
import { aDraftIn, details, other } from './section.js';
import { aStage } from './stage.js';
import { main, press, signIn } from './window.js';

const stage = await aStage();
const { portal } = stage;

test('choosing what the colleague saved forgets one’s own', async () => {
  const { id, page } = await aChoiceAfterCrash(stage, { mine: 'Half a year.', theirs: 'A year.' });
  await page.getByLabel(`Keep what ${stage.tom.name} saved`).check();
  await press(page, 'Save and continue');
  await nothingKept(page);
  await page.goto(details(id));
  assert.equal(await other(page).inputValue(), 'A year.');
});

test('a copy that nobody has come back to for a month is forgotten, a younger one is not', async () => {
  const page = await windowOf(stage, stage.priya);
  const id = await aDraftIn(stage, page);
  await page.evaluate(() => {
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    for (const [name, days] of [
      ['old', 31],
      ['young', 29],
    ] as const) {
      localStorage.setItem(
        `unsaved:somebody:/${name}`,
        JSON.stringify({ content: 'x=1', at: daysAgo(days) }),
      );
    }
    localStorage.setItem('unsaved:somebody:/broken', '{');
  });
  await page.goto(details(id));
  await until(() => page.evaluate(() => localStorage.getItem('unsaved:somebody:/old') === null));
  const left = await page.evaluate(() =>
    Object.keys(localStorage).filter((name) => name.startsWith('unsaved:')),
  );
  assert.deepEqual(left, ['unsaved:somebody:/young']);
});

test('nobody else who signs in on this computer is shown it, or removes it by signing out', async () => {
  const { id, crashed } = await aCrashWith(stage, 'Between Priya and her computer.');
  await crashed.context().clearCookies();
  const page = await reopen(crashed, '/');
  await signIn(portal, page, stage.tom.email);
  await page.goto(details(id));
  assert.equal(await other(page).inputValue(), '');
  assert.doesNotMatch(await main(page), /put back/);
  await press(page, 'Sign out');
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await keptHere(page);
});

test('signing out removes one’s own, and asks first', async () => {
  const { crashed } = await aCrashWith(stage, 'Between Priya and her computer.');
  const page = await reopen(crashed, '/');
  page.once('dialog', (dialog) => void dialog.dismiss());
  await press(page, 'Sign out');
  await keptHere(page);
  page.once('dialog', (dialog) => void dialog.accept());
  await press(page, 'Sign out');
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await nothingKept(page);
});

/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { until } from '../attachments/uploading.js';
import {
  aChoiceAfterCrash,
  aCrashWith,
  crash,
  crashWith,
  keptHere,
  nothingKept,
  reopen,
  windowOf,
} from './copies.js';
import { aDraftIn, details, other, status, view } from './section.js';
import { aStage } from './stage.js';
import { main, press, signInHere } from './window.js';

const stage = await aStage();
const { db, portal } = stage;
const NOT_SAVED = /What you typed here at \d\d:\d\d on \d+ \w+ had not been saved\. It has been put back\./;

async function savedText(id: string, key = 'other'): Promise<string | undefined> {
  const row = await db('draft_answer').where({ response_id: id, question_key: key }).first();
  return (row?.value as { text?: string } | undefined)?.text;
}

test('after a crash without a connection what was typed comes back, says so, and is saved', async () => {
  const { id, crashed } = await aCrashWith(stage, 'Typed in a tunnel.\nTwo lines of it.');
  assert.equal(await savedText(id), undefined);
  const page = await reopen(crashed, details(id));
  assert.equal(await other(page).inputValue(), 'Typed in a tunnel.\nTwo lines of it.');
  assert.match(await main(page), NOT_SAVED);
  await status(page, 'Saved at');
  assert.equal(await savedText(id), 'Typed in a tunnel.\nTwo lines of it.');
  await nothingKept(page);
  await page.reload();
  assert.doesNotMatch(await main(page), NOT_SAVED);
});

test('“Undo” shows and keeps what the portal had', async () => {
  const crashed = await windowOf(stage, stage.priya);
  const id = await aDraftIn(stage, crashed);
  await other(crashed).fill('Better as it was.');
  await status(crashed, 'Saved at');
  await crashWith(crashed, 'Worse.');
  const page = await reopen(crashed, details(id));
  await status(page, 'Saved at');
  await press(page, 'Undo');
  assert.equal(await other(page).inputValue(), 'Better as it was.');
  await until(async () => (await savedText(id)) === 'Better as it was.');
  await nothingKept(page);
});

test('choices come back as well as texts, and with them what they ask', async () => {
  const crashed = await windowOf(stage, stage.priya);
  const id = await aDraftIn(stage, crashed, view);
  await crashed.context().setOffline(true);
  await crashed.getByLabel('Reject', { exact: true }).check();
  await crashed.getByRole('textbox', { name: 'What would be better?' }).fill('A smaller change.');
  await crashed.waitForFunction(() => Object.keys(localStorage).length === 2);
  await crash(crashed);
  const page = await reopen(crashed, view(id));
  assert.equal(await page.getByLabel('Reject', { exact: true }).isChecked(), true);
  const better = page.getByRole('textbox', { name: 'What would be better?' });
  assert.equal(await better.isVisible(), true);
  assert.equal(await better.inputValue(), 'A smaller change.');
  await nothingKept(page);
});

test('a colleague changed the answer meanwhile: both are shown, and nothing is written over', async () => {
  const { id, page } = await aChoiceAfterCrash(stage, { mine: 'Half a year.', theirs: 'A year.' });
  assert.equal(await savedText(id), 'A year.');
  assert.match(await main(page), new RegExp(`Saved by ${stage.tom.name} at .*?\\s+A year\\.`));
  assert.equal(await other(page).inputValue(), 'Half a year.');
  const another = await page.context().newPage();
  await another.goto(details(id));
  assert.equal(await other(another).inputValue(), 'Half a year.', 'kept until a choice is made');
  await another.close();
  await page.getByLabel('Use mine, as it stands above').check();
  await press(page, 'Save and continue');
  await page.waitForURL(paths.check({ id }));
  await page.goto(details(id));
  assert.equal(await other(page).inputValue(), 'Half a year.');
  assert.doesNotMatch(await main(page), NOT_SAVED, 'what was chosen is not put back once more');
});

test('a crash on the click that chooses one’s own, merged with the other, takes nothing', async () => {
  const { id, page } = await aChoiceAfterCrash(stage, { mine: 'Half a year.', theirs: 'A year.' });
  await other(page).fill('Half a year, at most a year.');
  await page.getByLabel('Use mine, as it stands above').check();
  // Neither the answer nor the form reaches the portal.
  await page.route('**/responses/**', () => undefined);
  const sent = page.waitForRequest(/answers.other|sections.details/);
  await press(page, 'Save and continue');
  await sent;
  await crash(page);
  await page.context().unrouteAll();
  assert.equal(await savedText(id), 'A year.');
  const again = await reopen(page, details(id));
  assert.equal(await other(again).inputValue(), 'Half a year, at most a year.');
  await status(again, 'Saved at');
  assert.equal(await savedText(id), 'Half a year, at most a year.', 'chosen already: it is not asked again');
  await nothingKept(again);
});

test('without a connection one stays with the two answers, and chooses again when it is back', async () => {
  const { id, page } = await aChoiceAfterCrash(stage, { mine: 'Half a year.', theirs: 'A year.' });
  await page.getByLabel('Use mine, as it stands above').check();
  await page.context().setOffline(true);
  await press(page, 'Save and continue');
  await status(page, 'Not saved: no connection');
  await keptHere(page, 'Half a year.');
  await page.context().setOffline(false);
  await press(page, 'Save and come back later');
  await page.getByText('Your answers are saved.').waitFor();
  await nothingKept(page);
  assert.equal(await savedText(id), 'Half a year.');
});

test('a save whose reply was lost meets itself, and nobody is told of another answer', async () => {
  const crashed = await windowOf(stage, stage.priya);
  const id = await aDraftIn(stage, crashed);
  await crashed.route('**/answers/other', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await other(crashed).fill('Arrived');
  await status(crashed, 'Not saved: no connection');
  assert.equal(await savedText(id), 'Arrived');
  await crashWith(crashed, 'Arrived, and more.');
  const page = await reopen(crashed, details(id));
  await status(page, 'Saved at');
  assert.equal(await savedText(id), 'Arrived, and more.');
});

test('a session that ends in the middle of a sentence: signing in leads back to it', async () => {
  const page = await windowOf(stage, stage.priya);
  const id = await aDraftIn(stage, page);
  await db('session').whereRaw(`sess->>'personId' = ?`, [stage.priya.id]).del();
  await other(page).fill('In the middle of a');
  await status(
    page,
    'Not saved: you have been signed out. Sign in again: what you typed is kept on this computer',
  );
  await press(page, 'Save and continue');
  await page.locator('[data-saving] a:focus').waitFor();
  await page.keyboard.press('Enter');
  await signInHere(portal, page, stage.priya.email);
  assert.equal(new URL(page.url()).pathname, details(id));
  assert.equal(await other(page).inputValue(), 'In the middle of a');
  await status(page, 'Saved at');
  assert.equal(await savedText(id), 'In the middle of a');
});

test('what does not fit the page any more is shown to be copied, and stays until that is done', async () => {
  const { id, crashed } = await aCrashWith(stage, 'For a field that is gone.');
  const page = await reopen(crashed, '/');
  await page.evaluate(() => {
    const [name] = Object.keys(localStorage);
    localStorage.setItem(name!, localStorage.getItem(name!)!.replaceAll('other=', 'other-9='));
  });
  for (const text of ['', 'Something else.']) {
    await page.goto(details(id));
    assert.match(
      await main(page),
      /does not fit this page any more\. Copy what you need:\s+For a field that is gone\./,
    );
    if (text) {
      await other(page).fill(text);
      await status(page, 'Saved at');
    }
  }
  await press(page, 'I have what I need');
  await nothingKept(page);
  assert.equal(await other(page).inputValue(), 'Something else.');
});

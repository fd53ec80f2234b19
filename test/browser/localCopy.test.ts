/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../attachments/uploading.js';
import { crash, crashWith, nothingKept, reopen, windowOf } from './copies.js';
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
  const crashed = await windowOf(stage, stage.priya);
  const id = await aDraftIn(stage, crashed);
  await crashWith(crashed, 'Typed in a tunnel.\nTwo lines of it.');
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
  const crashed = await windowOf(stage, stage.priya);
  const id = await aDraftIn(stage, crashed);
  await crashWith(crashed, 'Half a year.');
  const tom = await windowOf(stage, stage.tom);
  await tom.goto(details(id));
  await other(tom).fill('A year.');
  await status(tom, 'Saved at');

  const page = await reopen(crashed, details(id));
  assert.equal(await other(page).inputValue(), 'Half a year.');
  await status(page, `Not saved: ${stage.tom.name} saved another answer here`);
  assert.equal(await savedText(id), 'A year.');
  await press(page, 'Save and continue');
  assert.match(await main(page), new RegExp(`Saved by ${stage.tom.name}\\s+A year\\.`));
  assert.equal(await other(page).inputValue(), 'Half a year.');
  const another = await page.context().newPage();
  await another.goto(details(id));
  assert.equal(await other(another).inputValue(), 'Half a year.', 'kept until a choice is made');
  await another.close();
  await page.getByLabel('Use mine, as it stands below').check();
  await press(page, 'Save and continue');
  await page.goto(details(id));
  assert.equal(await other(page).inputValue(), 'Half a year.');
  assert.doesNotMatch(await main(page), NOT_SAVED, 'what was chosen is not put back once more');
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
  const crashed = await windowOf(stage, stage.priya);
  const id = await aDraftIn(stage, crashed);
  await crashWith(crashed, 'For a field that is gone.');
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

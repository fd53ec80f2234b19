import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page, Route } from 'playwright-core';
import { paths } from '../../src/paths.js';
import { until } from '../attachments/uploading.js';
import { aDraftIn, box, details, other, status, view } from './section.js';
import { aStage } from './stage.js';
import { aWindow, main, press, signIn } from './window.js';

const stage = await aStage();
const { db, portal } = stage;
const priya = await aWindow(portal);
await signIn(portal, priya, stage.priya.email);
const tom = await aWindow(portal);
await signIn(portal, tom, stage.tom.email);

const aDraft = (page: Page, url?: typeof view): Promise<string> => aDraftIn(stage, page, url);

async function savedText(id: string, key = 'other'): Promise<string | undefined> {
  const row = await db('draft_answer').where({ response_id: id, question_key: key }).first();
  return (row?.value as { text?: string } | undefined)?.text;
}

test('an answer is saved two seconds after typing stops, without pressing anything', async () => {
  const id = await aDraft(priya);
  const saving = priya.waitForRequest((request) => request.url().endsWith('/answers/other'));
  await other(priya).pressSequentially('We shall need');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  assert.equal(await savedText(id), undefined, 'not while somebody types');
  await other(priya).pressSequentially(' a year');
  const stopped = Date.now();
  await saving;
  const waited = Date.now() - stopped;
  assert.ok(waited > 1_500, `it was sent after ${waited} ms`);
  await status(priya, /^Saved at 10am|^Saved at 10:00/);
  await priya.reload();
  assert.equal(await other(priya).inputValue(), 'We shall need a year');
  await press(priya, 'Save and continue');
  assert.match(await main(priya), /We shall need a year/);
});

test('what is typed before the scripts have come is saved too', async () => {
  const id = await aDraft(priya);
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await priya.route('**/assets/responses.js', async (route) => {
    await held;
    await route.continue();
  });
  await priya.goto(details(id), { waitUntil: 'commit' });
  await other(priya).fill('Typed on a slow line.');
  letThrough();
  await status(priya, 'Saved at');
  assert.equal(await savedText(id), 'Typed on a slow line.');
  await priya.unroute('**/assets/responses.js');
});

test('a form that is long on its way does not meet what was typed last as another’s', async () => {
  const id = await aDraft(priya);
  const held = (ms: number, method: string) => async (route: Route) => {
    if (route.request().method() === method) await new Promise((resolve) => setTimeout(resolve, ms));
    await route.continue();
  };
  await priya.route(/\/answers\//, held(700, 'POST'));
  await priya.route(`**${details(id)}`, held(3_500, 'POST'));
  await priya.getByLabel('Proposed drafting').first().fill('Strike it.');
  await priya.getByLabel('Comment', { exact: true }).first().fill('Unclear.');
  await Promise.all([priya.waitForEvent('load'), press(priya, 'Add another comment')]);
  assert.doesNotMatch(await main(priya), /Choose which answer should stay/);
  assert.equal(await priya.getByLabel('Proposed drafting').count(), 2);
  assert.doesNotMatch(await main(priya), /It has been put back/, 'the form has brought it');
  await priya.getByLabel('Comment', { exact: true }).nth(1).fill('Who pays?');
  await status(priya, 'Saved at');
  await priya.unrouteAll({ behavior: 'wait' });
});

test('what is wrong is saved, and said to be', async () => {
  await aDraft(priya);
  await box(priya, 'Months needed').fill('soon');
  await status(priya, /^Saved at .*, with something to correct$/);
  await box(priya, 'Months needed').fill('6');
  await status(priya, /^Saved at [^,]*$/);
});

test('two colleagues on the same answer: both texts are kept and shown, and one is chosen', async () => {
  const id = await aDraft(priya);
  await tom.goto(details(id));
  await other(priya).fill('A year.');
  await status(priya, 'Saved at');
  await other(tom).fill('Half a year.');
  await box(tom, 'Months needed').fill('6');
  await status(tom, `Not saved: ${stage.priya.name} saved another answer here`);
  assert.equal(await savedText(id), 'A year.');
  await Promise.all([tom.waitForEvent('load'), press(tom, 'Save and continue')]);
  const shown = await main(tom);
  assert.match(shown, new RegExp(`Saved by ${stage.priya.name} at .*?\\s+A year\\.`));
  assert.equal(await other(tom).inputValue(), 'Half a year.');
  assert.equal(await box(tom, 'Months needed').inputValue(), '6', 'what nobody else changed is saved');
  await tom.getByLabel('Use mine, as it stands above').check();
  await other(tom).fill('Half a year to a year.');
  await Promise.all([tom.waitForEvent('load'), press(tom, 'Save and continue')]);
  assert.equal(await savedText(id), 'Half a year to a year.');
});

test('without a connection it says so and stays; when the connection is back it is saved', async () => {
  const id = await aDraft(priya);
  const url = priya.url();
  await priya.context().setOffline(true);
  await other(priya).fill('Typed on a train.');
  await status(priya, 'Not saved: no connection; trying again');
  await press(priya, 'Save and continue');
  assert.equal(priya.url(), url);
  assert.equal(await other(priya).inputValue(), 'Typed on a train.');
  assert.equal(await savedText(id), undefined);
  await priya.context().setOffline(false);
  await status(priya, 'Saved at');
  assert.equal(await savedText(id), 'Typed on a train.');
});

test('where the portal does not answer, it says that, and saves when it does', async () => {
  const id = await aDraft(priya);
  await priya.route('**/answers/other', (route) => route.fulfill({ status: 503, body: '' }));
  await other(priya).fill('Typed at a bad moment.');
  await status(priya, 'Not saved: the portal does not answer just now; trying again');
  await priya.unroute('**/answers/other');
  await status(priya, 'Saved at');
  assert.equal(await savedText(id), 'Typed at a bad moment.');
});

test('leaving the page saves, and asks first', async () => {
  const id = await aDraft(priya);
  let asked = 0;
  const stay = priya.waitForEvent('dialog').then((dialog) => {
    asked += 1;
    return dialog.accept();
  });
  await other(priya).fill('Half a sentence');
  await priya.goto(paths.responses());
  await stay;
  assert.equal(asked, 1);
  await until(async () => (await savedText(id)) === 'Half a sentence');
});

test('who has been signed out is told so, loses nothing, and goes on after signing in again', async () => {
  const id = await aDraft(tom);
  const url = tom.url();
  await db('session').whereRaw(`sess->>'personId' = ?`, [stage.tom.id]).del();
  await other(tom).fill('Typed while signed out.');
  await status(tom, 'Not saved: you have been signed out. Sign in again');
  await press(tom, 'Save and continue');
  await status(tom, 'Not saved: you have been signed out');
  assert.equal(tom.url(), url);
  assert.equal(await other(tom).inputValue(), 'Typed while signed out.');

  const another = await tom.context().newPage();
  await signIn(portal, another, stage.tom.email);
  await another.close();
  await press(tom, 'Save and come back later');
  await tom.getByText('Your answers are saved.').waitFor();
  assert.equal(await savedText(id), 'Typed while signed out.');
});

test('a colleague who signed in meanwhile in the same browser saves nothing into somebody else’s response', async () => {
  const id = await aDraft(tom);
  await db('session').whereRaw(`sess->>'personId' = ?`, [stage.tom.id]).del();
  const another = await tom.context().newPage();
  await signIn(portal, another, stage.panel.email);
  await other(tom).fill('Not for the Panel.');
  await status(tom, 'Not saved: you have been signed out');
  assert.equal(await savedText(id), undefined);
  await another.goto(paths.front());
  await press(another, 'Sign out');
  await signIn(portal, another, stage.tom.email);
  await another.close();
  await tom.evaluate('dispatchEvent(new Event("focus"))');
  await status(tom, 'Saved at');
});

test('questions are shown when they are asked, and what was typed in them is kept', async () => {
  await aDraft(priya, view);
  const better = box(priya, 'What would be better?');
  assert.equal(await better.isVisible(), false);
  await priya.getByLabel('Reject', { exact: true }).check();
  await better.fill('A smaller change.');
  await priya.getByLabel('Approve', { exact: true }).check();
  assert.equal(await better.isVisible(), false);
  await priya.getByLabel('Reject', { exact: true }).check();
  assert.equal(await better.inputValue(), 'A smaller change.');
  await status(priya, 'Saved at');
  await press(priya, 'Save and continue');

  const which = priya.getByLabel('If other, which?');
  assert.equal(await which.isVisible(), false);
  await priya.getByLabel('Clause').selectOption('Other');
  assert.equal(await which.isVisible(), true);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { aDraftIn, details, other, status } from './section.js';
import { aStage } from './stage.js';
import { aWindow, signIn } from './window.js';

const stage = await aStage();
const { db, portal, clock } = stage;
const priya = await aWindow(portal);
await signIn(portal, priya, stage.priya.email);

test('the time left counts down, and a tab that stays open over the deadline says that it has passed', async () => {
  const id = await aDraftIn(stage, priya);
  clock.set('2017-02-08T16:51:00Z');
  await priya.goto(details(id));
  const left = priya.locator('.portal-deadline__left');
  assert.equal(await left.innerText(), '9 minutes left');
  await left.getByText(/^8 minutes 5\d seconds left$/).waitFor();
  clock.set('2017-02-08T16:59:58Z');
  await priya.goto(details(id));
  await priya.getByRole('alert').getByText('The deadline has passed').waitFor();
  const block = await priya.locator('.portal-deadline').innerText();
  assert.match(block, /^Closed\s+5pm on Wednesday 8 February 2017/);
  assert.doesNotMatch(block, /left/);
  await other(priya).fill('Late, but kept.');
  await status(priya, 'Saved at');
  const saved = await db('draft_answer').where({ response_id: id, question_key: 'other' }).first();
  assert.deepEqual(saved!.value, { text: 'Late, but kept.' });
});

test('what else is not submitted counts down on every page, and ends without ending the page’s own time', async () => {
  await db('response').update({ submitted_version: db.ref('version') as never });
  const soon = await aDraftIn(stage, priya);
  const later = await aDraftIn(stage, priya);
  const { consultation_id } = (await db('response').where({ id: later }).first())!;
  await db('consultation')
    .where({ id: consultation_id })
    .update({ closes_at: Temporal.Instant.from('2017-02-09T17:00:00Z') });
  clock.set('2017-02-08T16:59:55Z');
  await priya.goto(details(later));
  const line = priya.locator('.portal-closing li', {
    has: priya.locator(`a[href="${paths.response({ id: soon })}"]`),
  });
  await line.getByText(/· \d seconds left$/).waitFor();
  await line.getByText(/\(GMT\) · The deadline has passed$/).waitFor();
  assert.match(await priya.locator('.portal-deadline').innerText(), /1 day left/);
  assert.equal(await priya.getByRole('alert').count(), 0);
});

test('a computer whose clock is set, or that slept, still shows the portal’s time', async () => {
  const id = await aDraftIn(stage, priya);
  clock.set('2017-02-08T16:30:00Z');
  await priya.addInitScript(`
    const now = Date.now;
    Date.now = () => now() + (window.setForward ?? 0);
  `);
  await priya.goto(details(id));
  const left = priya.locator('.portal-deadline__left');
  const setForward = (ms: number) => priya.evaluate(`window.setForward = ${ms}`);
  const asked = priya.waitForResponse((reply) => reply.url().endsWith(details(id)));
  await setForward(12 * 86_400_000);
  await asked;
  await priya.waitForTimeout(1_500);
  assert.match(await left.innerText(), /^(30|29) minutes left$/, 'set by twelve days');

  clock.set('2017-02-08T16:50:00Z');
  await priya.reload();
  clock.set('2017-02-08T16:58:30Z');
  await setForward(8.5 * 60_000);
  await left.getByText(/^1 minute \d+ seconds left$/).waitFor();
});

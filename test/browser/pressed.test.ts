/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { until } from '../attachments/uploading.js';
import { aDraftIn, other, status } from './section.js';
import { aStage } from './stage.js';
import { aWindow, main, signIn } from './window.js';

const stage = await aStage();
const { db, portal } = stage;
const priya = await aWindow(portal);
await signIn(portal, priya, stage.priya.email);

const aDraft = (page: Page): Promise<string> => aDraftIn(stage, page);

async function savedText(id: string): Promise<string | undefined> {
  const row = await db('draft_answer').where({ response_id: id, question_key: 'other' }).first();
  return (row?.value as { text?: string } | undefined)?.text;
}

test('a button that is pressed as the save is confirmed stays under the pointer, and is pressed', async () => {
  const id = await aDraft(priya);
  const button = priya.getByRole('button', { name: 'Save and continue' });
  const place = async () => (await button.boundingBox())!;
  await other(priya).fill('We shall need a year');
  await button.scrollIntoViewIfNeeded();
  const before = await place();
  const saved = priya.waitForResponse((reply) => reply.url().endsWith('/answers/other'));
  await priya.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await priya.mouse.down(); // which leaves the answer
  await (await saved).finished();
  await until(async () => (await savedText(id)) !== undefined);
  assert.equal(await priya.locator('[data-saving]').innerText(), '');
  assert.deepEqual(await place(), before);
  await priya.mouse.up();
  await priya.waitForURL((url) => !url.pathname.endsWith('/details'));
  assert.match(await main(priya), /We shall need a year/);
});

test('so it is under a finger, whose click comes some time after it is up', async () => {
  const phone = await aWindow(portal, { width: 360, touch: true });
  await signIn(portal, phone, stage.priya.email);
  const id = await aDraft(phone);
  const button = phone.getByRole('button', { name: 'Save and continue' });
  await other(phone).fill('We shall need a year');
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await button.boundingBox())!;
  // whatever the pages have to tell is told with a change that would move the button
  await phone.evaluate(async () => {
    const { onceStill } = (await import('/assets/still.js' as string)) as {
      onceStill: (change: () => void) => void;
    };
    const grow = () =>
      document
        .querySelector('h1')!
        .after(Object.assign(document.createElement('p'), { textContent: 'News' }));
    addEventListener('pointerdown', () => setTimeout(() => onceStill(grow), 20));
  });
  const finger = await phone.context().newCDPSession(phone);
  const touchPoints = [{ x: x + width / 2, y: y + height / 2 }];
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await phone.waitForURL((url) => !url.pathname.endsWith('/details'));
  await until(async () => (await savedText(id)) === 'We shall need a year');
});

test('the words that it was saved find their room ready: nothing moves when they come', async () => {
  await aDraft(priya);
  const button = priya.getByRole('button', { name: 'Save and continue' });
  await other(priya).fill('We shall need a year');
  const before = await button.boundingBox();
  await status(priya, /^Saved at/);
  assert.deepEqual(await button.boundingBox(), before);
});

test('what there is to say comes after a second, however long the button is held', async () => {
  await aDraft(priya);
  await other(priya).fill('We shall need a year');
  await priya.getByRole('heading', { level: 1 }).hover();
  await priya.mouse.down();
  await status(priya, /^Saved at/);
  await priya.mouse.up();
});

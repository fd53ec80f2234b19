import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { createConsultation } from '../../src/consultations/details/createConsultation.js';
import type { Question } from '../../src/consultations/questions.js';
import { paths } from '../../src/paths.js';
import { aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { problemsOn, tooWideOn } from './looking.js';
import { aWindow, signIn } from './window.js';

const portal = await startPortal({ now: '2017-01-16T10:00:00Z' });
const { db } = portal;
const secas = await aSecasColleague(db);

const asked = (key: string, section: string): Question => ({
  key,
  section,
  ask: `What about ${key}, now that it is asked at the length at which questions are asked?`,
  type: 'long-text',
});
const QUESTIONS: Question[] = [
  { ...asked('view', 'Your view'), type: 'single-choice', options: ['Yes', 'No'] },
  { ...asked('why', 'Your view'), showWhen: { question: 'view', is: 'No' } },
  asked('cost', 'Effects'),
  asked('time', 'Effects'),
  asked('other', 'Anything else'),
];

async function onQuestions(page: Page): Promise<{ order: () => Promise<string[]>; told: Locator }> {
  const { reference } = await createConsultation(
    db,
    secas.id,
    {
      reference: `DRAG-${Math.random().toString(36).slice(2, 8)}`,
      title: 'To be put in order',
      issuedBy: 'SEC Panel',
      modification: null,
      summary: '',
      howToRespond: '',
      audience: ['Large Supplier'],
      opensAt: null,
      closesAt: null,
      template: 'external',
      questions: QUESTIONS,
    },
    portal.clock.now(),
  );
  await page.goto(paths.deskQuestions({ reference }));
  await page.locator('.portal-order__handle').first().waitFor();
  const order = async () => {
    const row = await db('consultation').where({ reference }).first();
    return (row!.question_draft as Question[]).map(({ key, section }) => `${section}: ${key}`);
  };
  return { order, told: page.locator('[data-told]') };
}

/** The handle of a question, or of a section. */
const handleOf = (page: Page, item: string): Locator => page.locator(`${item} .portal-order__handle`).first();

/** Drags it with the mouse to just above the upper edge of something, or below its lower one. */
async function drag(page: Page, from: Locator, to: Locator, side: 'top' | 'bottom'): Promise<void> {
  await from.scrollIntoViewIfNeeded();
  const [start, end] = [(await from.boundingBox())!, (await to.boundingBox())!];
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  const y = side === 'top' ? end.y + 2 : end.y + end.height - 2;
  await page.mouse.move(start.x, (start.y + y) / 2, { steps: 4 });
  await page.mouse.move(start.x, y, { steps: 4 });
}

for (const width of [1440, 360]) {
  test(`at ${width} pixels: questions and sections are dragged into place, and it is said where they are`, async () => {
    const page = await aWindow(portal, { width });
    await page.setViewportSize({ width, height: 1600 });
    await signIn(portal, page, secas.email);
    const { order, told } = await onQuestions(page);
    assert.deepEqual([...(await problemsOn(page)), ...(await tooWideOn(page))], []);

    await drag(page, handleOf(page, '#cost'), page.locator('#time'), 'bottom');
    assert.ok(await page.locator('.portal-order__line').isVisible());
    await page.mouse.up();
    await told.filter({ hasText: /Moved: “What about cost.*is now 2 of 2 in “Effects”/ }).waitFor();

    await drag(page, handleOf(page, '#cost'), page.locator('#other'), 'top');
    await page.mouse.up();
    await told.filter({ hasText: /is now 1 of 2 in “Anything else”/ }).waitFor();

    await drag(
      page,
      handleOf(page, '[data-section="effects"]'),
      page.locator('[data-section="your-view"]'),
      'top',
    );
    await page.mouse.up();
    await told.filter({ hasText: 'Moved: the section “Effects” is now 1 of 3.' }).waitFor();
    assert.deepEqual(await order(), [
      'Effects: time',
      'Your view: view',
      'Your view: why',
      'Anything else: cost',
      'Anything else: other',
    ]);
    assert.deepEqual([...(await problemsOn(page)), ...(await tooWideOn(page))], []);
    await page.context().close();
  });
}

test('what may not be is refused with words and stays; Escape lets go; the buttons are still there', async () => {
  const page = await aWindow(portal);
  await page.setViewportSize({ width: 1440, height: 1600 });
  await signIn(portal, page, secas.email);
  const { order, told } = await onQuestions(page);
  const before = await order();

  await drag(page, handleOf(page, '#why'), page.locator('#view'), 'top');
  await page.mouse.up();
  await told
    .filter({ hasText: /It was not moved\. It can only depend on a choice that is asked before it/ })
    .waitFor();

  await drag(page, handleOf(page, '#other'), page.locator('#cost'), 'top');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  assert.equal(await page.locator('.portal-order__line').count(), 0);
  assert.deepEqual(await order(), before);

  await page
    .locator('#cost')
    .getByRole('button', { name: /Move down/ })
    .focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#cost$/);
  assert.deepEqual((await order()).slice(2, 4), ['Effects: time', 'Effects: cost']);
  await page.context().close();
});

test('a finger drags as well', async () => {
  const page = await aWindow(portal, { width: 360 });
  await page.setViewportSize({ width: 360, height: 1600 });
  await signIn(portal, page, secas.email);
  const { order, told } = await onQuestions(page);
  const from = (await handleOf(page, '#time').boundingBox())!;
  const to = (await page.locator('#cost').boundingBox())!;
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x, y: at }] });
  await touch('touchStart', y);
  for (let step = 1; step <= 5; step += 1) await touch('touchMove', y + ((to.y + 2 - y) * step) / 5);
  await touch('touchEnd');
  await told.filter({ hasText: /is now 1 of 2 in “Effects”/ }).waitFor();
  assert.deepEqual((await order()).slice(2, 4), ['Effects: time', 'Effects: cost']);
  await page.context().close();
});

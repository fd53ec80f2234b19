/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { windowOf } from './copies.js';
import { aLongStage } from './longWords.js';
import { other, status } from './section.js';
import { press } from './window.js';

const stage = await aLongStage();
const page = await windowOf(stage, stage.priya);

/** What is wider than the window, or than the box that hides the rest of it. */
const cutOffOn = (on: Page): Promise<string[]> =>
  on.evaluate(() => {
    const root = document.documentElement;
    const found =
      root.scrollWidth > root.clientWidth
        ? [`the page is ${root.scrollWidth} of ${root.clientWidth} px`]
        : [];
    const hides = (element: Element) =>
      ['hidden', 'clip'].includes(getComputedStyle(element).overflowX) &&
      element.clientWidth > 1 &&
      element.scrollWidth > element.clientWidth + 1 &&
      !element.matches('.govuk-visually-hidden, .govuk-skip-link, input, select');
    const beyond = (element: Element) => {
      const { right, left, width } = element.getBoundingClientRect();
      const scrolls = element.closest('[tabindex="0"], .govuk-visually-hidden, .govuk-skip-link, svg');
      return width > 1 && !scrolls && (right > root.clientWidth + 1 || left < -1);
    };
    for (const element of document.querySelectorAll('body *')) {
      if (hides(element) || beyond(element)) found.push(`${element.tagName}.${element.className}`);
    }
    return found.slice(0, 5);
  });

// 200 % zoom of a window of 1280 px leaves 640 px of CSS.
for (const [name, width] of [
  ['a phone of 360 px', 360],
  ['a window of 1280 px at 200 %', 640],
] as const) {
  test(`nothing needs scrolling sideways, and nothing is cut off, in ${name}`, async () => {
    await page.setViewportSize({ width, height: 800 });
    const found: string[] = [];
    for (const url of stage.pages) {
      const reply = await page.goto(url);
      assert.equal(reply?.status(), 200, url);
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = true;
      });
      for (const problem of await cutOffOn(page)) found.push(`${url}: ${problem}`);
    }
    assert.deepEqual(found, []);
  });
}

test('nor where two answers are shown to choose from, with what colleagues do meanwhile', async () => {
  const tom = await windowOf(stage, stage.tom);
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(stage.details);
  await tom.goto(stage.details);
  await other(tom).fill('x'.repeat(400));
  await status(tom, 'Saved at');
  await other(page).fill('y'.repeat(400));
  await status(page, 'Not saved:');
  await press(page, 'Save and continue');
  await page.getByText('Which answer should stay?').waitFor();
  await page.getByText('has this response open too').waitFor();
  assert.deepEqual(await cutOffOn(page), []);
});

test('what has the focus is never hidden by what the page says of saving (WCAG 2.2, 2.4.11)', async () => {
  const tom = await windowOf(stage, stage.tom);
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(stage.details);
  await tom.goto(stage.details);
  await other(tom).fill('Another answer of Tom’s.');
  await status(tom, 'Saved at');
  await other(page).fill('And another of mine.');
  await status(page, 'Not saved:');
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator('.govuk-skip-link').focus();
  const hidden: string[] = [];
  const seen = () =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      if (!at || at === document.body) return undefined;
      const { left, right, top, bottom } = at.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const shown = [top + 2, y, bottom - 2].some((line) =>
        [left + 2, x, right - 2].some((column) => {
          const there = document.elementFromPoint(column, line);
          return there !== null && (at.contains(there) || there.contains(at) || there.matches('label'));
        }),
      );
      return { name: `${at.tagName} ${at.id} ${at.textContent?.trim().slice(0, 30)}`, shown };
    });
  for (let tabs = 0; tabs < 100; tabs += 1) {
    await page.keyboard.press('Tab');
    const focused = await seen();
    if (!focused) break;
    if (!focused.shown) hidden.push(focused.name);
  }
  assert.deepEqual(hidden, []);
});

test('moving between sections begins each at its top, with the focus nowhere', async () => {
  await page.setViewportSize({ width: 360, height: 800 });
  const [first] = stage.pages.filter((url) => url.includes('/sections/'));
  await page.goto(first!);
  await page.getByRole('button', { name: 'Save and continue' }).scrollIntoViewIfNeeded();
  await press(page, 'Save and continue');
  await page.waitForURL(stage.details);
  await page.waitForLoadState();
  const place = () => page.evaluate(() => [scrollY, document.activeElement!.tagName]);
  assert.deepEqual(await place(), [0, 'BODY']);
  await page.locator('[data-others]').waitFor({ state: 'attached' });
  assert.deepEqual(await place(), [0, 'BODY']);
});

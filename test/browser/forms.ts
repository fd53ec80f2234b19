/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { press } from './window.js';

/** Presses a button and waits for the page that follows. */
export const send = (page: Page, button: string): Promise<unknown> =>
  Promise.all([page.waitForEvent('load'), press(page, button)]);

/** Opens a page, empties its form as far as people can, and sends it. */
export const empty =
  (url: string, selector = 'main form[method="post"]') =>
  async (page: Page): Promise<void> => {
    await page.goto(url);
    const form = page.locator(selector).first();
    await Promise.all([
      page.waitForEvent('load'),
      form.evaluate((one: HTMLFormElement) => {
        for (const field of one.elements) {
          if (field instanceof HTMLSelectElement) field.selectedIndex = 0;
          if (field instanceof HTMLTextAreaElement) field.value = '';
          if (!(field instanceof HTMLInputElement) || ['hidden', 'radio'].includes(field.type)) continue;
          if (field.type === 'checkbox') field.checked = false;
          else field.value = '';
        }
        one.requestSubmit(one.querySelector<HTMLButtonElement>('button[type="submit"]'));
      }),
    ]);
  };

/** Opens a page, does something to its form and sends it. */
export const wrong =
  (url: string, button: string, fill: (page: Page) => Promise<unknown>) =>
  async (page: Page): Promise<void> => {
    await page.goto(url);
    await fill(page);
    await send(page, button);
  };

/** The field of this label into which text is typed. */
export const box = (page: Page, name: string) => page.getByRole('textbox', { name });

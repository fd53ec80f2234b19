/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import type { TestPortal } from '../support/portal.js';
import { other } from './section.js';
import { aWindow, signIn } from './window.js';

/** A window of somebody who is signed in, in a browser of their own. */
export async function windowOf({ portal }: { portal: TestPortal }, person: { email: string }): Promise<Page> {
  const page = await aWindow(portal);
  await signIn(portal, page, person.email);
  return page;
}

/** What is typed without a connection, and then the window is gone. */
export async function crashWith(page: Page, text: string): Promise<void> {
  await page.context().setOffline(true);
  await other(page).fill(text);
  await keptHere(page, text);
  await crash(page);
}

/** A window that is closed still sends what is unsaved; one that crashes does not. */
export async function crash(page: Page): Promise<void> {
  const debugging = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void debugging.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

export const keptHere = (page: Page, text = '') =>
  page.waitForFunction(
    (typed) =>
      Object.entries(localStorage).some(
        ([name, copy]) =>
          name.startsWith('unsaved:') &&
          new URLSearchParams(JSON.parse(copy).content).toString().includes(typed),
      ),
    new URLSearchParams({ text }).toString().slice('text='.length),
  );

export const nothingKept = (page: Page) =>
  page.waitForFunction(() => !Object.keys(localStorage).some((name) => name.startsWith('unsaved:')));

export async function reopen(crashed: Page, url: string): Promise<Page> {
  const context = crashed.context();
  const page = await context.newPage();
  await context.setOffline(false);
  await page.goto(url);
  return page;
}

import { after } from 'node:test';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../support/chromium.js';
import type { TestPortal } from '../support/portal.js';
import { codeSentTo } from '../support/signIn.js';

let browser: Promise<Browser> | undefined;
after(async () => (await browser)?.close());

const launch = () =>
  chromium.launch({
    executablePath: findChromium()!,
    // Chromium refuses its sandbox to root; the others keep it from looking for the Internet.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** A window of a real browser on the portal, with cookies of its own. */
export async function aWindow(
  portal: TestPortal,
  options: { width?: number; script?: boolean; touch?: boolean } = {},
): Promise<Page> {
  browser ??= launch();
  const context: BrowserContext = await (
    await browser
  ).newContext({
    baseURL: portal.url,
    viewport: { width: options.width ?? 1440, height: 900 },
    javaScriptEnabled: options.script ?? true,
    hasTouch: options.touch ?? false,
  });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

/** Signs in as a person would: asks for a code, reads it in the mail, types it, with the keyboard alone. */
export async function signIn(portal: TestPortal, page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await signInHere(portal, page, email);
}

/** As signIn, on the page that asks for the address. */
export async function signInHere(portal: TestPortal, page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.keyboard.press('Enter');
  await arrive(page, (url) => url.pathname === '/sign-in/code');
  await page.getByLabel('Code').fill(await codeSentTo(portal, email));
  await page.keyboard.press('Enter');
  await arrive(page, (url) => !url.pathname.startsWith('/sign-in'));
}

/** Waits until the window is there; says what it shows when it never comes. */
async function arrive(page: Page, there: (url: URL) => boolean): Promise<void> {
  try {
    await page.waitForURL(there);
  } catch (cause) {
    throw new Error(`The window stayed at ${page.url()}: ${await page.innerText('body')}`, { cause });
  }
}

/** The text of the page's main part, once all of the page has come: a click returns when its first bytes have. */
export async function main(page: Page): Promise<string> {
  await page.waitForLoadState();
  return page.getByRole('main').innerText();
}

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

/** The link of the main part that says so, or begins so. */
export const go = (page: Page, name: string): Promise<void> =>
  page.locator(`main a:has-text("${name}")`).first().click();

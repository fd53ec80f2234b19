/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import type { TestPortal } from '../support/portal.js';
import { aDraftIn, details, other, status } from './section.js';
import type { aStage } from './stage.js';
import { aWindow, press, signIn } from './window.js';

type Stage = Awaited<ReturnType<typeof aStage>>;

/** A window of somebody who is signed in, in a browser of their own. */
export async function windowOf({ portal }: { portal: TestPortal }, person: { email: string }): Promise<Page> {
  const page = await aWindow(portal);
  await signIn(portal, page, person.email);
  return page;
}

/** Priya's window on a draft of its own: typed in it without a connection, and then it is gone. */
export async function aCrashWith(stage: Stage, text: string): Promise<{ id: string; crashed: Page }> {
  const crashed = await windowOf(stage, stage.priya);
  const id = await aDraftIn(stage, crashed);
  await crashWith(crashed, text);
  return { id, crashed };
}

/** A colleague changed the answer meanwhile, and the page that is opened again after the crash shows both. */
export async function aChoiceAfterCrash(
  stage: Stage,
  { mine, theirs }: { mine: string; theirs: string },
): Promise<{ id: string; page: Page }> {
  const { id, crashed } = await aCrashWith(stage, mine);
  const tom = await windowOf(stage, stage.tom);
  await tom.goto(details(id));
  await other(tom).fill(theirs);
  await status(tom, 'Saved at');
  const page = await reopen(crashed, details(id));
  await status(page, `Not saved: ${stage.tom.name} saved another answer here`);
  await press(page, 'Save and continue');
  await page.getByText('Which answer should stay?').waitFor();
  return { id, page };
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

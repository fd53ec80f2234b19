/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { paths } from '../../src/paths.js';
import { aDraftResponse } from '../support/draft.js';
import type { aStage } from './stage.js';

export const view = (id: string): string => paths.section({ id, section: 'your-view' });
export const details = (id: string): string => paths.section({ id, section: 'details' });

export const box = (page: Page, name: string) => page.getByRole('textbox', { name, exact: false });
/** The long text of the second section. */
export const other = (page: Page) => page.locator('#other');
/** Waits until the page says so of saving. */
export const status = (page: Page, text: string | RegExp): Promise<void> =>
  page.locator('[data-saving]').filter({ hasText: text }).waitFor();

/** Looks again at once, as it does every 20 seconds, and waits for what that brings. */
export async function lookAgain(page: Page): Promise<void> {
  const seen = page.waitForResponse((reply) => reply.url().endsWith('/presence'));
  await page.evaluate('dispatchEvent(new Event("focus"))');
  await seen;
}

/** A draft of its own for each test, its second section open in the window. */
export async function aDraftIn(
  stage: Awaited<ReturnType<typeof aStage>>,
  page: Page,
  url = details,
): Promise<string> {
  const { db, clock, organisation, priya: by, east } = stage;
  clock.set('2017-02-01T10:00:00Z');
  const consultation = await stage.aFullConsultation();
  const { id } = await aDraftResponse(db, { consultation, organisation, by, parties: [east] });
  await page.goto(url(id));
  return id;
}

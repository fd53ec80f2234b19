/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const placeOf = (page: Page): string => new URL(page.url()).pathname;

/** WCAG 2.2 AA, and what axe thinks good practice. What is still to come is waited for: the page reloads itself then. */
export async function problemsOn(page: Page): Promise<string[]> {
  await page.locator('[data-comes]').first().waitFor({ state: 'detached', timeout: 60_000 });
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.map(
    ({ id, nodes }) => `${placeOf(page)}: ${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}

/**
 * On the narrowest phone nothing needs scrolling sideways but a table within its own region (WCAG 2.2, 1.4.10), and
 * every step of the way back is there.
 */
export async function tooWideOn(page: Page): Promise<string[]> {
  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const steps = await page.locator('.govuk-breadcrumbs__list-item').all();
  const seen = await Promise.all(steps.map((step) => step.isVisible()));
  await page.setViewportSize({ width, height });
  return [
    ...(over > 0 ? [`${placeOf(page)} is ${over} px too wide for a phone`] : []),
    ...(seen.includes(false) ? [`${placeOf(page)} hides a step of the way back on a phone`] : []),
  ];
}

/**
 * A form that came back says what is wrong at its top, and has the focus there; each line is a link to a field that
 * can be seen and filled in, on this page or on another; the first leads there.
 */
export async function summaryProblemsOn(page: Page): Promise<string[]> {
  const found: string[] = [];
  const at = placeOf(page);
  if (!(await page.title()).startsWith('Error: ')) found.push(`${at}: its title is “${await page.title()}”`);
  const focused = await page.evaluate(() => document.activeElement?.className);
  if (focused !== 'govuk-error-summary') found.push(`${at}: the focus is on “${focused}”`);
  const lines = page.locator('.govuk-error-summary li');
  if ((await lines.count()) === 0) found.push(`${at}: nothing is said to be wrong`);
  for (const line of await lines.all()) {
    const link = line.locator('a');
    const text = await line.innerText();
    if ((await link.count()) === 0) found.push(`${at}: “${text}” leads nowhere`);
    else found.push(...(await leadsNowhere(page, (await link.getAttribute('href'))!, text)));
  }
  const link = lines.locator('a').first();
  const first = (await link.count()) > 0 ? await link.getAttribute('href') : undefined;
  if (first?.startsWith('#')) {
    await link.click();
    const id = await page.evaluate(() => document.activeElement?.id);
    if (id !== first.slice(1)) found.push(`${at}: ${first} leads to “${id}”`);
  }
  return found;
}

/** A field, or a part of the page that can take the focus. */
const CAN_BE_FILLED_IN = 'input:not([type=hidden]), textarea, select, button, [tabindex]';

async function leadsNowhere(page: Page, href: string, text: string): Promise<string[]> {
  const [elsewhere, id] = href.split('#');
  if (!elsewhere) {
    const field = page.locator(`[id="${id}"]`);
    const there =
      (await field.count()) === 1 &&
      (await field.evaluate((one, fields) => one.matches(fields), CAN_BE_FILLED_IN));
    if (there && (await field.isVisible())) return [];
    return [`${placeOf(page)}: “${text}” leads to ${href}, which is no field`];
  }
  const reply = await page.request.get(elsewhere);
  if (!reply.ok()) return [`${placeOf(page)}: “${text}” leads to ${href}: ${reply.status()}`];
  const there = !id || (await reply.text()).includes(`id="${id}"`);
  return there ? [] : [`${placeOf(page)}: “${text}” leads to ${href}, which is not there`];
}

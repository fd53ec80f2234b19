import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { createApp } from '../../src/app.js';
import { paths } from '../../src/paths.js';
import { routesOf } from '../support/routes.js';
import { portal, ROLES } from './everyPage.js';
import { problemsOn, tooWideOn } from './looking.js';
import { FILES } from './noPages.js';
import { aWindow, press, signIn } from './window.js';

const patterns = Object.values(paths).map(({ pattern }) => ({
  pattern,
  regex: new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`),
  // 'new' and 'import' are pages of their own, not ids
  names: (pattern.match(/:/g) ?? []).length,
}));
const patternOf = (pathname: string): string | undefined =>
  patterns.filter(({ regex }) => regex.test(pathname)).toSorted((one, other) => one.names - other.names)[0]
    ?.pattern;

/** Follows every link from a page on, one page for each pattern of address. @returns the patterns seen */
async function walk(page: Page, starts: string[], found: string[]): Promise<Set<string>> {
  const seen = new Set<string>();
  const todo = [...starts];
  for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
    const pattern = patternOf(new URL(next, portal.url).pathname);
    if (!pattern || seen.has(pattern) || FILES.has(pattern)) continue;
    seen.add(pattern);
    await page.goto(next);
    // One that the portal is still working at asks for itself again.
    await page.locator('[data-comes]').waitFor({ state: 'detached' });
    found.push(...(await problemsOn(page)), ...(await tooWideOn(page)));
    const links = await page
      .locator('a[href^="/"]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    todo.push(...links);
  }
  return seen;
}

/** The page after the form of /sign-in, to which no link leads. */
async function askForCode(page: Page, seen: Set<string>, found: string[]): Promise<void> {
  await page.goto(paths.signIn());
  await page.getByLabel('E-mail address').fill('nobody@nowhere.example');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${paths.signInCode()}`);
  found.push(...(await problemsOn(page)), ...(await tooWideOn(page)));
  seen.add(paths.signInCode.pattern);
}

/** What a new deadline means, shown before it is confirmed: the page after a form. */
async function checkDeadline(page: Page, found: string[]): Promise<void> {
  await page.goto(paths.deskExtend({ reference: 'SECMP0026-MRC' }));
  await page.getByLabel('For all').check();
  await page.getByLabel('Day', { exact: true }).fill('18');
  await page.getByLabel('Reason').fill('The annex was published late.');
  await press(page, 'Continue');
  await page.getByText('What will happen').waitFor();
  found.push(...(await problemsOn(page)), ...(await tooWideOn(page)));
}

const walked = new Set<string>();
for (const [role, { email, starts }] of Object.entries(ROLES)) {
  test(
    `axe finds nothing on the pages of ${role}, and a phone shows them whole`,
    { timeout: 1_200_000 },
    async () => {
      const page = await aWindow(portal);
      if (email) await signIn(portal, page, email);
      const found: string[] = [];
      page.on('response', (reply) => {
        if (reply.status() >= 400) found.push(`${reply.status()} ${reply.url()}`);
      });
      const seen = await walk(page, starts, found);
      if (!email) await askForCode(page, seen, found);
      if (role === 'secas') await checkDeadline(page, found);
      for (const pattern of seen) walked.add(pattern);
      assert.deepEqual(found, []);
      await page.context().close();
    },
  );
}

test('no page was missed', () => {
  const pages = routesOf(createApp(portal.deps))
    .filter((route) => route.startsWith('GET '))
    .map((route) => route.slice('GET '.length));
  assert.deepEqual(
    pages.filter((pattern) => !walked.has(pattern) && !FILES.has(pattern) && !pattern.startsWith('/assets/')),
    [],
  );
});

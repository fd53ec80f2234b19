import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { paths } from '../../src/paths.js';
import { loadSample } from '../../src/samples/loadSample.js';
import { startPortal } from '../support/portal.js';
import { aWindow, signIn } from './window.js';

const portal = await startPortal({ now: '2017-01-30T16:00:00Z' });
await loadSample(portal.deps, 'as-issued');

const patterns = Object.values(paths).map(({ pattern }) => ({
  pattern,
  regex: new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`),
  // 'new' and 'import' are pages of their own, not ids
  names: (pattern.match(/:/g) ?? []).length,
}));
const patternOf = (pathname: string): string | undefined =>
  patterns.filter(({ regex }) => regex.test(pathname)).toSorted((one, other) => one.names - other.names)[0]?.pattern;

/** WCAG 2.2 AA, and what axe thinks good practice. */
async function problemsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, nodes }) => `${new URL(page.url()).pathname}: ${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}

/** Follows every link from a page on, one page for each pattern of address. @returns the patterns seen */
async function walk(page: Page, starts: string[], found: string[]): Promise<Set<string>> {
  const seen = new Set<string>();
  const todo = [...starts];
  for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
    const pattern = patternOf(new URL(next, portal.url).pathname);
    if (!pattern || seen.has(pattern) || FILES.has(pattern)) continue;
    seen.add(pattern);
    await page.goto(next);
    found.push(...(await problemsOn(page)));
    const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    todo.push(...links);
  }
  return seen;
}

/** What is no page: assets, downloads, and what is only ever posted to. */
const FILES = new Set<string>(
  [
    paths.healthz, paths.readyz, paths.assets, paths.brand, paths.signOut,
    paths.consultationDocument, paths.attachment, paths.submissionAttachment, paths.deskSubmissionAttachment,
    paths.deskEnteredOriginal, paths.panelAttachment, paths.reportCsv, paths.reportXlsx, paths.pack,
    paths.deskDocument,
  ].map(({ pattern }) => pattern),
);

const ROLES = {
  nobody: { email: undefined, starts: [paths.front(), paths.askForAccess(), paths.signIn()] },
  representative: {
    email: 'priya.shah@northmoor.example',
    starts: [paths.responses(), paths.consultationResponse({ reference: 'SECMP0026-MRC' }), paths.noComment({ reference: 'SECMP0026-MRC' })],
  },
  secas: { email: 'sam.reid@secas.example', starts: [paths.desk(), paths.mailbox()] },
  panel: { email: 'helen.osei@panel.example', starts: [paths.panel()] },
};

const walked = new Set<string>();
for (const [role, { email, starts }] of Object.entries(ROLES)) {
  for (const width of [1440, 360]) {
    test(`axe finds nothing on the pages of ${role} at ${width} px, and none is wider than the screen`, { timeout: 300_000 }, async () => {
      const page = await aWindow(portal, { width });
      if (email) await signIn(portal, page, email);
      const found: string[] = [];
      page.on('response', (reply) => {
        if (reply.status() >= 400) found.push(`${reply.status()} ${reply.url()}`);
      });
      page.on('load', async () => {
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (over > 0) found.push(`${page.url()} is ${over} px too wide`);
      });
      const seen = await walk(page, starts, found);
      for (const pattern of seen) walked.add(pattern);
      assert.deepEqual(found, []);
      await page.context().close();
    });
  }
}

test('no page was missed', () => {
  const missed = patterns.map(({ pattern }) => pattern).filter((pattern) => !walked.has(pattern) && !FILES.has(pattern));
  assert.deepEqual(missed, []);
});

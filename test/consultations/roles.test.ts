import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Router } from 'express';
import { ROUTES, type Row } from './everyRoute.js';
import { deskRoutes } from '../../src/consultations/desk.routes.js';
import { paths } from '../../src/paths.js';
import { aBrowser, csrfFrom, send, type Browser } from '../support/browse.js';
import { aPerson } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import { clock, db, desk, organisation, portal, postFile, representative } from './atTheDesk.js';

const nameOf = (method: string, pattern: string) => `${method.toUpperCase()} ${pattern}`;

/** What the router itself answers. */
const routesOf = (router: Router): string[] =>
  router.stack.flatMap(({ route, handle }) => {
    if (!route) return routesOf(handle as unknown as Router);
    const { methods } = route as unknown as { methods: Record<string, boolean> };
    return Object.keys(methods).map((method) => nameOf(method, route.path));
  });

test('every route of the desk has a row here', () => {
  assert.deepEqual(
    ROUTES.map(({ method, route }) => nameOf(method, route.pattern)).toSorted(),
    routesOf(deskRoutes(portal.deps)).toSorted(),
  );
});

/** All that the desk can change. */
async function everything(): Promise<string> {
  const tables = [
    'consultation',
    'question_issue',
    'document',
    'file',
    'extension',
    'outcome',
    'eligible_party',
  ];
  const rows = await Promise.all(
    [...tables, 'audit_entry', 'outbox_mail'].map((table) => db(table).select('*').orderBy(1)),
  );
  return JSON.stringify(rows);
}

/** Sends what a row says, with the token of the browser's own session. */
async function ask(browser: Browser, row: Row, tokenFrom: string) {
  const { method, url, fields = {}, file } = row;
  if (method === 'get') return browser.get(url).redirects(0);
  const sent = { ...fields, _csrf: await csrfFrom(browser, tokenFrom) };
  return file ? postFile(browser, url, file, sent as Record<string, string>) : send(browser, url, sent);
}

describe('who is not SECAS changes nothing at the desk', async () => {
  const asRepresentative = await signInAs(portal, representative);
  const asPanel = await signInAs(
    portal,
    await aPerson(db, { role: 'panel', employer: organisation }, { role: 'confidential' }),
  );
  const stranger = aBrowser(portal);
  clock.set('2017-02-08T17:00:00Z');
  const before = await everything();

  for (const row of ROUTES) {
    test(nameOf(row.method, row.route.pattern), async () => {
      const toSignIn = await ask(stranger, row, paths.signIn());
      assert.equal(toSignIn.status, 303);
      const next = encodeURIComponent(row.method === 'get' ? row.url : paths.front());
      assert.equal(toSignIn.headers['location'], `${paths.signIn()}?next=${next}`);
      for (const browser of [asRepresentative, asPanel]) {
        const refused = await ask(browser, row, paths.front());
        assert.equal(refused.status, 403);
        assert.doesNotMatch(refused.text, /SECMP\d/);
      }
      assert.equal(await everything(), before);
    });
  }
});

describe('SECAS is answered at each of them, so that the refusals mean something', () => {
  for (const row of ROUTES) {
    test(nameOf(row.method, row.route.pattern), async () => {
      clock.set(row.route === paths.deskOutcome ? '2017-02-08T17:00:00Z' : '2017-01-16T10:00:00Z');
      const before = await everything();
      const reply = await ask(desk, row, paths.desk());
      assert.equal(reply.status, row.method === 'get' ? 200 : 303, reply.text);
      assert.equal((await everything()) === before, row.method === 'get');
    });
  }

  test('but not once the grant has ended', async () => {
    await db('role_grant').where({ role: 'secas' }).update({ ended_at: clock.now() });
    assert.equal((await desk.get(paths.desk())).status, 403);
  });
});

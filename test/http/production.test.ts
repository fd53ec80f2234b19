import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../../src/app.js';
import { paths } from '../../src/paths.js';
import { aBrowser } from '../support/browse.js';
import { aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { routesOf } from '../support/routes.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal({ config: { production: true } });
const { deps, db } = portal;
const isForDevelopment = (route: string) => / \/dev(\/|$)/.test(route);

test('production has every route but those for development', () => {
  const production = routesOf(createApp(deps));
  const development = routesOf(createApp({ ...deps, config: { ...deps.config, production: false } }));
  assert.deepEqual(production.filter(isForDevelopment), []);
  assert.ok(development.some(isForDevelopment));
  assert.deepEqual(
    production,
    development.filter((route) => !isForDevelopment(route)),
  );
});

test('nobody reads mail there, whoever asks and however', async () => {
  const desk = await signInAs(portal, await aSecasColleague(db));
  const { id, body: sent } = (await db('outbox_mail').first())!;
  const [code] = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(sent)!;
  for (const browser of [desk, aBrowser(portal)]) {
    for (const url of [
      '/dev',
      '/dev/',
      paths.mailbox(),
      `${paths.mailbox()}/`,
      '/DEV/mailbox',
      paths.mailboxMail({ id }),
    ]) {
      const reply = await browser.get(url);
      assert.equal(reply.status, 404, url);
      assert.ok(!reply.text.includes(code), url);
    }
  }
});

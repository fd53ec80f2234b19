import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aPerson } from '../support/build.js';
import { encode } from '../support/browse.js';
import { startPortal } from '../support/portal.js';

const portal = await startPortal();
const { db } = portal;

/** Sends a request and is called as soon as the head of the reply is there, as a browser that follows a redirect. */
async function ask(method: string, url: string, cookie: string, body = ''): Promise<IncomingMessage> {
  const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
  const asked = request(portal.url + url, { method, headers, agent: false });
  asked.end(body);
  const [reply] = (await once(asked, 'response')) as [IncomingMessage];
  return reply;
}

async function textOf(reply: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of reply) text += String(piece);
  return text;
}

/** From here on. */
async function keepSessionsSlowly(): Promise<void> {
  await db.raw(`create or replace function keep_slowly() returns trigger language plpgsql as
    $$ begin perform pg_sleep(0.3); return new; end $$`);
  await db.raw(
    'create or replace trigger slow before insert or update on session for each row execute function keep_slowly()',
  );
}

const cookieOf = (reply: IncomingMessage): string => String(reply.headers['set-cookie']).split(';')[0]!;
const tokenIn = (text: string): string => /name="_csrf" value="([^"]+)"/.exec(text)![1]!;

test('whoever sends the form that signs in before its page has come whole is not refused, however slowly a session is kept', async () => {
  const person = await aPerson(db, { role: 'secas' });
  await keepSessionsSlowly();
  const page = await ask('GET', paths.signIn(), '');
  let text = '';
  while (!text.includes('</form>')) {
    const piece = page.read() as Buffer | null;
    if (piece) text += String(piece);
    else await once(page, 'readable');
  }
  const sent = await ask(
    'POST',
    paths.signIn(),
    cookieOf(page),
    encode({ _csrf: tokenIn(text), email: person.email }),
  );
  assert.equal(sent.statusCode, 303);
});

test('whoever follows a redirect at once meets the session that it was sent with, however slowly that is kept', async () => {
  const person = await aPerson(db, { role: 'secas' });
  await keepSessionsSlowly();
  const page = await ask('GET', paths.signIn(), '');
  const cookie = cookieOf(page);
  const csrf = tokenIn(await textOf(page));

  const sent = await ask('POST', paths.signIn(), cookie, encode({ _csrf: csrf, email: person.email }));
  assert.equal(sent.statusCode, 303);
  const followed = await ask('GET', sent.headers.location!, cookie);
  assert.equal(followed.statusCode, 200, `sent on to ${followed.headers.location}`);
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { startPortal } from '../support/portal.js';

const portal = await startPortal({ config: { trustProxy: true } });

test('large forms of strangers are read a few at once, however many send slowly, and one network leaves room', async () => {
  const sentFrom = (network: string) => {
    const sender = request(portal.url + paths.signIn(), {
      method: 'POST',
      agent: false,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Transfer-Encoding': 'chunked',
        'X-Forwarded-For': network,
      },
    });
    sender.write('email=');
    return { sender, reply: once(sender, 'response') as Promise<[IncomingMessage]> };
  };
  const fromOne = Array.from({ length: 21 }, () => sentFrom('192.0.2.1'));
  const [refused] = await Promise.race(fromOne.map(({ reply }) => reply));
  assert.equal(refused.statusCode, 503, 'a twenty-first at once of one network');
  const other = sentFrom('192.0.2.2');
  other.sender.end('a@b.example');
  assert.equal((await other.reply)[0].statusCode, 403, 'read; there is no token in it');
  const ended = Promise.allSettled(fromOne.map(({ reply }) => reply));
  for (const { sender } of fromOne) sender.destroy();
  await ended;
  const again = sentFrom('192.0.2.1');
  again.sender.end('a@b.example');
  assert.equal((await again.reply)[0].statusCode, 403, 'who has gone holds no place');
});

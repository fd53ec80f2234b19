import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser } from '../support/browse.js';
import { startPortal } from '../support/portal.js';

const portal = await startPortal();

test('few are read at once, however many send slowly, and no more of each than a receipt can be', async () => {
  const anybody = aBrowser(portal);
  const form = anybody.post(paths.verify()).field('receipt', '{').field('more', 'x');
  assert.equal((await form.field('still more', 'x')).status, 400, 'before its token is looked for');
  const senders = Array.from({ length: 26 }, () =>
    request(portal.url + paths.verify(), {
      method: 'POST',
      headers: { 'Content-Type': 'multipart/form-data; boundary=x', 'Transfer-Encoding': 'chunked' },
    }),
  );
  const replies = senders.map((one) => once(one, 'response') as Promise<[IncomingMessage]>);
  for (const one of senders) one.write('--x\r\n');
  const [first] = await Promise.race(replies);
  assert.equal(first.statusCode, 503, 'five are read, twenty wait');
  const ended = Promise.allSettled(replies);
  for (const one of senders) one.destroy();
  await ended;
});

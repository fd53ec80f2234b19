import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aBrowser } from '../support/browse.js';
import { startPortal } from '../support/portal.js';

const portal = await startPortal({ config: { trustProxy: true } });

test('few are read at once, however many send slowly, and one network leaves room for others', async () => {
  const anybody = aBrowser(portal);
  const form = anybody.post(paths.verify()).field('receipt', '{').field('more', 'x');
  assert.equal((await form.field('still more', 'x')).status, 400, 'before its token is looked for');
  const sentFrom = (network: string) => {
    const sender = request(portal.url + paths.verify(), {
      method: 'POST',
      headers: {
        'Content-Type': 'multipart/form-data; boundary=x',
        'Transfer-Encoding': 'chunked',
        'X-Forwarded-For': network,
      },
    });
    sender.write('--x\r\n');
    return { sender, reply: once(sender, 'response') as Promise<[IncomingMessage]> };
  };
  const statusOfFirst = async (sent: ReturnType<typeof sentFrom>[]) =>
    (await Promise.race(sent.map(({ reply }) => reply)))[0].statusCode;

  const fromOne = Array.from({ length: 5 }, () => sentFrom('192.0.2.1'));
  assert.equal(await statusOfFirst(fromOne), 503, 'a fifth at once of one network');
  const fromMany = Array.from({ length: 22 }, (_, other) => sentFrom(`192.0.2.${2 + other}`));
  assert.equal(await statusOfFirst(fromMany), 503, 'five are read, twenty wait');
  const all = [...fromOne, ...fromMany];
  const ended = Promise.allSettled(all.map(({ reply }) => reply));
  for (const { sender } of all) sender.destroy();
  await ended;
});

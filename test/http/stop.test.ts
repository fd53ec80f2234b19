import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { paths } from '../../src/paths.js';
import { aDatabase } from '../support/database.js';

const { url: databaseUrl } = await aDatabase();

test('a web process that is told to stop finishes the request in flight, takes no new one, and ends', async () => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../../src/server.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: '0',
      ROLE: 'web',
      SAMPLE: 'none',
      LOG_LEVEL: 'silent',
    },
  });
  after(() => child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(/http:\/\/localhost:(\d+)/.exec(said.toString())![1]);

  // Half of a form is there when the process is told to stop; the other half comes a second later.
  const form = 'email=somebody%40company.example';
  const sending = request({
    port,
    host: '127.0.0.1',
    path: paths.signIn(),
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': form.length },
  });
  sending.write(form.slice(0, 10));
  await new Promise((resolve) => setTimeout(resolve, 300));
  child.kill('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await assert.rejects(fetch(`http://127.0.0.1:${port}${paths.front()}`), 'nothing new is taken');
  assert.equal(child.exitCode, null, 'it waits for what is in flight');

  const ended = once(child, 'exit');
  const finished = performance.now();
  sending.end(form.slice(10));
  const [reply] = (await once(sending, 'response')) as [IncomingMessage];
  assert.match(await text(reply), /Your session has ended/, 'the whole form was read, and answered');
  assert.deepEqual(await ended, [0, null]);
  assert.ok(performance.now() - finished < 6_000, 'it does not wait for a connection that is kept open');
});

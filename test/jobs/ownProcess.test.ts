import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { getPriority } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Logger } from 'pino';
import { startWorkerProcess } from '../../src/jobs/workerProcess.js';
import { aDatabase } from '../support/database.js';

const { url: databaseUrl, db } = await aDatabase();

test('a portal that does both has its worker in another process, has another when that dies, and takes it along', async () => {
  const portal = await startProcess();

  const first = await workerOf(portal.pid!);
  assert.ok(getPriority(first) > getPriority(portal.pid!), 'which stands below the one that answers');
  assert.match(await commandOf(first), /--max-old-space-size=\d+/, 'and whose heap may not grow as it likes');
  await untilBeats(1);
  process.kill(first, 'SIGKILL');
  const second = await workerOf(portal.pid!, first);
  await untilBeats(2);
  assert.deepEqual(await childrenOf(portal.pid!), [second], 'one at a time');

  portal.kill('SIGKILL');
  await until(() => !isAlive(second));
  await untilBeats(1);
});

test('told to stop, it stops its worker first, which says goodbye', async () => {
  await db('worker_heartbeat').delete();
  const portal = await startProcess();
  const worker = await workerOf(portal.pid!);
  await untilBeats(1);
  const ended = once(portal, 'exit');
  portal.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
  assert.equal(isAlive(worker), false);
  await untilBeats(0);
});

test('whose port is taken leaves no worker behind', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  after(() => holder.close());
  await once(holder, 'listening');
  const portal = spawnPortal({ PORT: String((holder.address() as AddressInfo).port) });
  await once(portal, 'exit');
  assert.equal(portal.exitCode, 1);
  await until(() => !isAlive(-portal.pid!));
});

test('a worker that is told to stop with its portal, as by a terminal, is not followed by another', async () => {
  const portal = await startProcess({ LOG_LEVEL: 'error' });
  const worker = await workerOf(portal.pid!);
  await untilBeats(1);
  const address = /http:\S+:(\d+)/.exec(portal.said())!;
  const slow = connect(Number(address[1]), '127.0.0.1');
  after(() => slow.destroy());
  slow.on('error', () => undefined);
  slow.write('POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n');
  await wait(200);
  portal.kill('SIGINT');
  process.kill(worker, 'SIGINT');
  await until(() => !isAlive(worker));
  await wait(1_500);
  assert.deepEqual(await childrenOf(portal.pid!), []);
  slow.destroy();
  if (portal.exitCode === null) await once(portal, 'exit');
  assert.doesNotMatch(portal.said(), /starting another/);
});

test('where no process can be started the portal lives, and tries again', async () => {
  const told: object[] = [];
  const log = { error: (why: object) => told.push(why) } as unknown as Logger;
  const { execPath } = process;
  // The one is told later, the other thrown at once.
  for (const none of ['/nowhere/node', '']) {
    process.execPath = none;
    const worker = startWorkerProcess('/dev/null', log);
    await until(() => told.some((why) => 'err' in why));
    process.execPath = execPath;
    await until(() => told.some((why) => 'code' in why && why.code === 0));
    await worker.stop();
    told.length = 0;
  }
});

/** The portal as `npm start` has it, in a group of its own with its worker. */
function spawnPortal(settings: NodeJS.ProcessEnv) {
  const portal = spawn(process.execPath, [path.join(import.meta.dirname, '../../src/server.js')], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: '0',
      SAMPLE: 'none',
      LOG_LEVEL: 'silent',
      ...settings,
    },
  });
  let said = '';
  portal.stdout.on('data', (piece: Buffer) => (said += String(piece)));
  after(() => portal.kill('SIGKILL'));
  return Object.assign(portal, { said: () => said });
}

/** Ready. */
async function startProcess(settings: NodeJS.ProcessEnv = {}) {
  const portal = spawnPortal(settings);
  await until(() => portal.said().includes('is ready'));
  return portal;
}

const commandOf = async (pid: number): Promise<string> =>
  (await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)])).stdout;

async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return rows.filter(([, parent]) => parent === pid).map(([child]) => child!);
}

async function workerOf(pid: number, other?: number): Promise<number> {
  let found: number | undefined;
  await until(async () => {
    found = (await childrenOf(pid)).find((one) => one !== other);
    return found !== undefined;
  });
  return found!;
}

/** As many workers have said that they live, and have not said goodbye. */
const untilBeats = (count: number): Promise<void> =>
  until(async () => (await db('worker_heartbeat')).length === count);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 100) {
    if (await holds()) return;
    await wait(100);
  }
  assert.fail('it did not come to that');
}

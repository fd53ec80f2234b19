import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { aDatabase } from '../support/database.js';

const { url: databaseUrl, db } = await aDatabase();

test('a portal that does both has its worker in another process, has another when that dies, and takes it along', async () => {
  const portal = await startProcess();

  const first = await workerOf(portal.pid!);
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

/** The portal as `npm start` has it, ready. */
async function startProcess(): Promise<ChildProcess> {
  const portal = spawn(process.execPath, [path.join(import.meta.dirname, '../../src/server.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATABASE_URL: databaseUrl, PORT: '0', SAMPLE: 'none', LOG_LEVEL: 'silent' },
  });
  after(() => portal.kill('SIGKILL'));
  await once(portal.stdout, 'data');
  return portal;
}

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

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { inThread } from '../src/inThread.js';

const PLACES = { running: 1, waiting: 1, each: 2 };

/** A thread that does what is written, and would end by itself after some seconds. */
const aThread = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort, workerData } from 'node:worker_threads';
      const end = performance.now() + 5_000;
      ${code}`)}`,
  );

test('a thread that takes too long is stopped, and the next has its turn', async () => {
  const file = aThread(
    `while (workerData === 'slow' && performance.now() < end); parentPort.postMessage('done')`,
  );
  const work = inThread<string, string>(file, { ...PLACES, longestMs: 1_000, mostMemoryMb: 50 });
  const [slow, quick] = await Promise.all([work('slow', 'me'), work('quick', 'me')]);
  assert.deepEqual([slow, quick], [undefined, 'done']);
});

test('a thread that takes too much memory is stopped, and the portal goes on', async () => {
  const file = aThread(
    `const all = []; while (performance.now() < end) all.push(new Array(10_000).fill(all.length))`,
  );
  const work = inThread<null, string>(file, { ...PLACES, longestMs: 20_000, mostMemoryMb: 20 });
  assert.equal(await work(null, 'me'), undefined);
});

test('a thread that has posted what it did is ended, whatever it goes on with', async () => {
  const file = aThread(`
    parentPort.postMessage('done');
    while (performance.now() < end) Atomics.add(workerData, 0, 1)`);
  const work = inThread<Int32Array, string>(file, { ...PLACES, longestMs: 20_000, mostMemoryMb: 50 });
  const counted = new Int32Array(new SharedArrayBuffer(4));
  assert.equal(await work(counted, 'me'), 'done');
  await setTimeout(500);
  const after = counted[0];
  await setTimeout(100);
  assert.equal(counted[0], after);
});

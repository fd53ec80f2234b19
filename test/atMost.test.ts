import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atMost } from '../src/atMost.js';
import { Busy } from '../src/errors.js';

const ALL = { who: 'all' };

/** Work that ends when the test says so. */
function aWork(log: string[], name: string) {
  let end = () => {};
  const work = () =>
    new Promise<string>((resolve) => {
      log.push(name);
      end = () => resolve(name);
    });
  return { work, end: () => end() };
}

test('two at a time, the others in the order in which they came, and one too many is refused', async () => {
  const [log, inTurn] = [[] as string[], atMost({ running: 2, waiting: 2, each: 5 })];
  const works = ['a', 'b', 'c', 'd'].map((name) => aWork(log, name));
  const done = works.map(({ work }) => inTurn(work, ALL));
  await assert.rejects(
    inTurn(async () => 'e', ALL),
    Busy,
  );
  await new Promise(setImmediate);
  assert.deepEqual(log, ['a', 'b']);
  works[1]!.end();
  assert.equal(await done[1], 'b');
  await new Promise(setImmediate);
  assert.deepEqual(log, ['a', 'b', 'c']);
  for (const work of [0, 2]) works[work]!.end();
  await new Promise(setImmediate);
  works[3]!.end();
  assert.deepEqual(await Promise.all(done), ['a', 'b', 'c', 'd']);
});

test('work that fails gives its place up, and who has gone is not waited for', async () => {
  const [log, inTurn] = [[] as string[], atMost({ running: 1, waiting: 2, each: 5 })];
  const first = aWork(log, 'first');
  const running = inTurn(first.work, ALL);
  const failing = inTurn(() => Promise.reject(new Error('broken')), ALL);
  const gone = new AbortController();
  const waiting = inTurn(aWork(log, 'gone').work, { who: 'all', signal: gone.signal });
  gone.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  const last = inTurn(async () => 'last', ALL);
  first.end();
  assert.equal(await running, 'first');
  await assert.rejects(failing, /broken/);
  assert.equal(await last, 'last');
  await assert.rejects(
    inTurn(async () => 'late', { who: 'all', signal: gone.signal }),
    { name: 'AbortError' },
  );
  assert.deepEqual(log, ['first']);
});

test('one who asks for much leaves room for others', async () => {
  const [log, inTurn] = [[] as string[], atMost({ running: 1, waiting: 20, each: 2 })];
  const works = ['mine', 'mine too', 'hers'].map((name) => aWork(log, name));
  const mine = works.slice(0, 2).map(({ work }) => inTurn(work, { who: 'me' }));
  await assert.rejects(
    inTurn(async () => 'too much', { who: 'me' }),
    Busy,
  );
  const hers = inTurn(works[2]!.work, { who: 'her' });
  for (const work of works) {
    await new Promise(setImmediate);
    work.end();
  }
  assert.deepEqual(await Promise.all([...mine, hers]), ['mine', 'mine too', 'hers']);
  assert.equal(await inTurn(async () => 'again', { who: 'me' }), 'again');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inPages } from '../../src/db/inPages.js';

const MOST = 3;

/** Reads numbers from 0, and notes from where. */
function numbers(total: number) {
  const asked: number[] = [];
  const all = Array.from({ length: total }, (_, index) => index);
  const rows = inPages(MOST, (from) => {
    asked.push(from);
    return Promise.resolve(all.slice(from, from + MOST));
  });
  return { all, asked, rows };
}

for (const total of [0, 1, 2, 3, 4, 6, 7]) {
  test(`each row once and in its order: ${total} in pages of ${MOST}`, async () => {
    const { all, rows } = numbers(total);
    const read: number[] = [];
    for await (const row of rows) read.push(row);
    assert.deepEqual(read, all);
  });
}

test('the next page is read while one is told, and no other', async () => {
  const { asked, rows } = numbers(10);
  await rows.next();
  assert.deepEqual(asked, [0, MOST]);
  await rows.next();
  await rows.next();
  assert.deepEqual(asked, [0, MOST]);
  await rows.next();
  assert.deepEqual(asked, [0, MOST, 2 * MOST]);
});

const failingAt = (page: number) =>
  inPages(MOST, (from) =>
    from === page * MOST ? Promise.reject(new Error('gone')) : Promise.resolve([0, 0, 0]),
  );

test('that a page cannot be read is told when its turn comes', async () => {
  for (const page of [0, 2]) {
    const read: number[] = [];
    await assert.rejects(async () => {
      for await (const row of failingAt(page)) read.push(row);
    }, /gone/);
    assert.equal(read.length, page * MOST);
  }
});

test('and is nobody’s concern who has stopped reading', async () => {
  for await (const _ of failingAt(1)) break;
  // An unhandled rejection would fail this test.
  await new Promise(setImmediate);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { inPieces } from '../src/inPieces.js';

/** Takes the process's time for as long as it is wanted, as many who submit at once do. */
function busily() {
  let wanted = true;
  const working = (async () => {
    while (wanted) {
      const began = performance.now();
      while (performance.now() - began < 20);
      await setImmediate();
    }
  })();
  return {
    end: () => {
      wanted = false;
      return working;
    },
  };
}

test('what nobody waits for is put off while the process is busy, and done whole when it is not', async () => {
  let left = 3;
  const busy = busily();
  const doing = inPieces(new AbortController().signal, async () => {
    if (left > 0) left -= 1;
    return left > 0;
  });
  await setTimeout(1_000);
  assert.equal(left, 3);
  await busy.end();
  await doing;
  assert.equal(left, 0);
});

test('a worker that stops waits for nothing', async () => {
  const stopping = new AbortController();
  const busy = busily();
  let pieces = 0;
  const doing = inPieces(stopping.signal, async () => (pieces += 1) > 0);
  stopping.abort();
  await doing;
  await busy.end();
  assert.equal(pieces, 0);
});

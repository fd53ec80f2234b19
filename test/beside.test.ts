import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { keepWork, soon } from '../src/beside.js';

/** Work that ends when it is told to. */
function slow() {
  const starts: ((result: string) => void)[] = [];
  const fails: ((error: Error) => void)[] = [];
  const start = (): Promise<string> =>
    new Promise((resolve, reject) => {
      starts.push(resolve);
      fails.push(reject);
    });
  return { starts, fails, start };
}

test('is done once while its state is the same, whoever asks', async () => {
  const { starts, start } = slow();
  const keep = keepWork<string>();
  const work = keep('one', 'a', start);
  assert.equal(keep('one', 'a', start), work);
  assert.equal(await soon(work), undefined, 'it is not waited for');
  starts[0]!('done');
  assert.equal(await soon(work), 'done');
  assert.equal(keep('one', 'a', start), work);
  assert.notEqual(keep('another', 'a', start), work);
});

test('of one subject there is one at a time', async () => {
  const { starts, start } = slow();
  const keep = keepWork<string>();
  const first = keep('one', 'a', start);
  const second = keep('one', 'b', start);
  await setImmediate();
  assert.equal(starts.length, 1, 'the first is still under way');
  starts[0]!('first');
  await first.done;
  await setImmediate();
  assert.equal(starts.length, 2);
  assert.equal(second.before, 'first', 'and what the first came to is there meanwhile');
  starts[1]!('second');
  assert.equal(await second.done, 'second');
});

test('what it came to is there while it is made anew, and not after', async () => {
  const { starts, start } = slow();
  const keep = keepWork<string>();
  const first = keep('one', 'a', start);
  starts[0]!('first');
  await first.done;
  const second = keep('one', 'b', start);
  assert.equal(second.before, 'first');
  await setImmediate();
  starts[1]!('second');
  await second.done;
  assert.deepEqual([second.before, second.result], [undefined, 'second']);
});

test('a failure is told to one who asks, made again for the next, and ends no process', async () => {
  const { starts, fails, start } = slow();
  const keep = keepWork<string>();
  const failed = keep('one', 'a', start);
  fails[0]!(new Error('lost'));
  await assert.rejects(soon(failed), /lost/);
  assert.equal(keep('one', 'a', start), failed);
  const again = keep('one', 'a', start);
  await setImmediate();
  starts[1]!('done');
  assert.equal(await soon(again), 'done');
});

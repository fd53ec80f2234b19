import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { writePackage } from '../../../src/reports/formats/ooxml/package.js';

const AT = Temporal.Instant.from('2017-02-08T17:00:00Z');

/** Pieces without an end, unless they fail; and whether they were told that nobody reads on. */
function pieces(failsAt = Infinity) {
  const state = { closed: false };
  return {
    state,
    piecesOf: async function* (this: void) {
      try {
        for (let index = 0; ; index += 1) {
          await wait(0);
          if (index === failsAt) throw new Error('the database has gone');
          yield String(Math.random()).repeat(1_000);
        }
      } finally {
        state.closed = true;
      }
    },
  };
}

test('a part that fails while it is written fails the document, and nothing else', async () => {
  const { piecesOf } = pieces(20);
  const out = new Writable({ write: (_chunk, _encoding, done) => done() });
  await assert.rejects(
    writePackage(AT, out, ({ stream }) => stream('one.xml', piecesOf)),
    /the database has gone/,
  );
  assert.ok(out.destroyed, 'whoever reads it learns that it is not whole');
});

test('whoever stops reading stops what writes', async () => {
  const { piecesOf, state } = pieces();
  let taken = 0;
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      taken += chunk.length;
      done(taken > 100_000 ? new Error('gone') : null);
    },
  });
  await assert.rejects(
    writePackage(AT, out, ({ stream }) => stream('one.xml', piecesOf)),
    /gone/,
  );
  for (let waited = 0; waited < 2_000 && !state.closed; waited += 20) await wait(20);
  assert.ok(state.closed);
});

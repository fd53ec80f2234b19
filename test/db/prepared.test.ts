import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepared } from '../../src/db/prepared.js';
import { aDatabase } from '../support/database.js';

const { db } = await aDatabase();

test('bindings by name, one of them twice, beside casts', async () => {
  const text = `select :one::text || :two::text || :one as said, '{"a": 1}'::jsonb as held`;
  const { rows } = await prepared(db, 'said', text, { two: 'b', one: 'a' });
  assert.deepEqual(rows, [{ said: 'aba', held: { a: 1 } }]);
});

test('is planned once for each connection', async () => {
  await db.transaction(async (trx) => {
    for (const number of [1, 2, 3]) await prepared(trx, 'counted', 'select :number::int', { number });
    const known = await trx.raw<{ rows: { name: string }[] }>(
      `select name from pg_prepared_statements where name = 'counted'`,
    );
    assert.equal(known.rows.length, 1);
  });
});

test('is part of the transaction that it is given, and cannot be run after its end', async () => {
  const inside = 'select txid_current_if_assigned() as number';
  const outside = await db.transaction();
  await outside.raw('create temporary table here (number integer) on commit drop');
  const { rows } = await prepared<{ number: string | null }>(outside, 'txid', inside, {});
  assert.notEqual(rows[0]!.number, null);
  await outside.rollback();
  await assert.rejects(prepared(outside, 'txid', inside, {}), /after its transaction/);
  assert.equal((await prepared<{ number: string | null }>(db, 'txid', inside, {})).rows[0]!.number, null);
});

test('what fails leaves its connection to others', async () => {
  await assert.rejects(prepared(db, 'fails', 'select 1 / :zero::int', { zero: 0 }), { code: '22012' });
  const { rows } = await prepared(db, 'works', 'select :word::text as word', { word: 'still' });
  assert.deepEqual(rows, [{ word: 'still' }]);
  assert.equal((db.client as { pool: { numUsed(): number } }).pool.numUsed(), 0);
});

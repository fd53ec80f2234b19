import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { recordAudit } from '../../src/audit/audit.store.js';
import { BEFORE_THE_FIRST, sealHashOfEntries } from '../../src/audit/sealHash.js';
import { sealAudit } from '../../src/audit/sealAudit.js';
import { verifyAudit } from '../../src/audit/verifyAudit.js';
import type { Db } from '../../src/db/connection.js';
import { aDatabase } from '../support/database.js';

const at = Temporal.Instant.from('2017-02-08T17:00:00.123456Z');

const record = (db: Db, number: number): Promise<void> =>
  recordAudit(db, {
    action: 'person.signed-in',
    at,
    personId: null,
    detail: { number, text: 'Café “x”', nested: { b: 1, a: [2] } },
  });

async function aLog(entries: number): Promise<Db> {
  const { db } = await aDatabase();
  for (let number = 1; number <= entries; number += 1) await record(db, number);
  return db;
}

const triggers = (what: string): string =>
  ['entry', 'seal', 'leaf'].map((table) => `alter table audit_${table} ${what} trigger user`).join('; ');

/** As somebody who owns the tables could: past the triggers. */
async function tamper(db: Db, sql: string): Promise<void> {
  await db.raw(triggers('disable'));
  await db.raw(sql);
  await db.raw(triggers('enable'));
}

test('entries are sealed once, in batches, each standing on the one before', async () => {
  const db = await aLog(3);
  assert.equal(await sealAudit(db, at, 0), 3);
  assert.equal(await sealAudit(db, at, 0), 0);
  await db.raw(
    `insert into audit_entry (at, action) select '2017-02-08T17:00:00Z', 'test.many' from generate_series(1, 1200)`,
  );
  assert.equal(await sealAudit(db, at, 0), 1200);

  const seals = await db('audit_seal').orderBy('number');
  assert.deepEqual(
    seals.map((seal) => [seal.number, seal.first_entry, seal.last_entry, seal.entries]),
    [
      [1, 1, 3, 3],
      [2, 4, 503, 500],
      [3, 504, 1003, 500],
      [4, 1004, 1203, 200],
    ],
  );
  assert.deepEqual(
    seals.slice(1).map((seal) => seal.previous_hash),
    seals.slice(0, -1).map((seal) => seal.hash),
  );
  assert.deepEqual(await verifyAudit(db), { seals: 4, entries: 1203, unsealed: 0 });
});

test('an entry waits until it has settled', async () => {
  const db = await aLog(1);
  assert.equal(await sealAudit(db, at), 0);
  assert.equal((await verifyAudit(db)).unsealed, 1);
});

test('a smaller number that commits later is waited for', async () => {
  const db = await aLog(2);
  const slow = await db.transaction();
  await record(slow, 3);
  await record(db, 4);
  assert.equal(await sealAudit(db, at, 0), 2);
  assert.equal(await sealAudit(db, at, 0), 0);
  await slow.commit();
  assert.equal(await sealAudit(db, at, 0), 2);
  assert.deepEqual(await verifyAudit(db), { seals: 2, entries: 4, unsealed: 0 });
});

test('a transaction that was rolled back leaves a gap and no trouble', async () => {
  const db = await aLog(1);
  const failed = await db.transaction();
  await record(failed, 2);
  await failed.rollback();
  await record(db, 3);
  assert.equal(await sealAudit(db, at, 0), 2);
  assert.deepEqual(await verifyAudit(db), { seals: 1, entries: 2, unsealed: 0 });
});

test('a transaction that began long ago and has recorded nothing yet does not hold up the seal', async () => {
  const db = await aLog(1);
  const long = await db.transaction();
  await long.raw('select txid_current()');
  await record(db, 2);
  assert.equal(await sealAudit(db, at, 0), 2);
  await record(long, 3);
  await long.commit();
  assert.equal(await sealAudit(db, at, 0), 1);
  assert.deepEqual(await verifyAudit(db), { seals: 2, entries: 3, unsealed: 0 });
});

test('many writers and four sealers at once: every entry is in exactly one seal', async () => {
  const { db } = await aDatabase();
  let writing = true;
  const sealer = async () => {
    while (writing) await sealAudit(db, at, 0);
  };
  const sealers = [sealer(), sealer(), sealer(), sealer()];
  const writer = async (number: number) => {
    for (let turn = 0; turn < 40; turn += 1) {
      await db.transaction(async (trx) => {
        await record(trx, number);
        await trx.raw('select pg_sleep(random() / 200)');
        await record(trx, turn);
      });
    }
  };
  await Promise.all([1, 2, 3, 4, 5].map(writer));
  writing = false;
  await Promise.all(sealers);
  await sealAudit(db, at, 0);
  const verdict = await verifyAudit(db);
  assert.equal(verdict.broken, undefined);
  assert.deepEqual([verdict.entries, verdict.unsealed], [400, 0]);
});

/** What was done, what the command says of it, and which entry it names. */
const TAMPERING: [name: string, sql: string, why: RegExp, entry?: number][] = [
  ['an altered entry', `update audit_entry set detail = '{"number": 99}' where id = 5`, /altered/, 5],
  [
    'an instant altered by a microsecond',
    `update audit_entry set at = at + interval '1 microsecond' where id = 6`,
    /altered/,
    6,
  ],
  ['a removed entry', `delete from audit_entry where id = 5`, /removed/, 5],
  [
    'an entry put into the gap between two seals',
    `insert into audit_entry (id, at, action) overriding system value values (4, '2017-02-08T17:00:00Z', 'x')`,
    /added/,
    4,
  ],
  [
    'the first of several',
    `delete from audit_entry where id = 6; update audit_entry set action = 'x' where id = 5`,
    /altered/,
    5,
  ],
  [
    'an entry altered together with its hash',
    `update audit_entry set action = 'x' where id = 5; update audit_leaf set hash = repeat('0', 64) where entry_id = 5`,
    /list of hashes, was altered/,
  ],
  ['a seal without its list', `delete from audit_leaf where seal = 2`, /altered/],
  [
    'a removed seal',
    `update audit_leaf set seal = 3 where seal = 2; delete from audit_seal where number = 2`,
    /missing/,
  ],
  ['an altered seal', `update audit_seal set previous_hash = repeat('0', 64) where number = 2`, /stand/],
];

for (const [name, sql, why, entry] of TAMPERING) {
  test(`${name} is found`, async () => {
    const db = await aLog(3);
    await sealAudit(db, at, 0);
    const failed = await db.transaction();
    await record(failed, 4);
    await failed.rollback();
    for (const number of [5, 6]) await record(db, number);
    await sealAudit(db, at, 0);
    await record(db, 7);
    await sealAudit(db, at, 0);
    await tamper(db, sql);
    const { broken } = await verifyAudit(db);
    assert.match(broken?.why ?? '', why);
    assert.deepEqual([broken?.seal, broken?.entry], [2, entry]);
  });
}

test('a seal that was made before hashes of entries were kept still holds, and shows an alteration', async () => {
  const db = await aLog(2);
  const entries = await db('audit_entry').orderBy('id');
  await db('audit_seal').insert({
    number: 1,
    first_entry: 1,
    last_entry: 2,
    entries: 2,
    previous_hash: BEFORE_THE_FIRST,
    hash: sealHashOfEntries(1, BEFORE_THE_FIRST, entries),
    sealed_at: at,
  });
  await record(db, 3);
  await sealAudit(db, at, 0);
  assert.deepEqual(await verifyAudit(db), { seals: 2, entries: 3, unsealed: 0 });
  await tamper(db, `update audit_entry set action = 'x' where id = 2`);
  assert.match((await verifyAudit(db)).broken!.why, /altered/);
});

test('the triggers refuse to change an entry or a seal', async () => {
  const db = await aLog(1);
  await sealAudit(db, at, 0);
  for (const sql of [
    'update audit_entry set action = action',
    'delete from audit_seal',
    'truncate audit_entry',
    'delete from audit_leaf',
  ]) {
    await assert.rejects(db.raw(sql), /is frozen/);
  }
});

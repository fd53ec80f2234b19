import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import type { Db } from '../../src/db/connection.js';
import { importRegister } from '../../src/parties/importRegister.js';
import { findOrganisationByName } from '../../src/parties/parties.store.js';
import { readRegister } from '../../src/parties/readRegister.js';
import type { RegisterRow } from '../../src/parties/register.rules.js';
import { aDatabase, testSample } from '../support/database.js';

const at = (text: string) => Temporal.Instant.from(text);
const NOW = at('2017-01-30T09:00:00Z');

const aRow = (registerId: string, more: Partial<RegisterRow> = {}): RegisterRow => ({
  registerId,
  name: `Party ${registerId} Limited`,
  category: 'Small Supplier',
  organisation: 'Northmoor',
  accededOn: null,
  leftOn: null,
  ...more,
});

/** How a Party stands on a day. */
async function on(db: Db, day: string, registerId: string) {
  const { rows } = await db.raw<{
    rows: { name: string; category: string; organisation: string; left_on: string | null }[];
  }>(
    `select p.name, p.category, o.name as organisation, p.left_on
     from party_on(:day) p join organisation o on o.id = p.organisation_id where p.register_id = :registerId`,
    { day, registerId },
  );
  return rows[0];
}

test('the real register comes in, and again changes nothing', async () => {
  const { db } = await aDatabase();
  const { rows, problems } = await readRegister((await testSample('party-register.csv')).toString());
  assert.deepEqual(problems, []);
  const plan = await importRegister(db, null, rows, NOW);
  assert.equal(plan.parties.length, 43);
  const { rows: counts } = await db.raw<{ rows: { category: string; parties: number }[] }>(
    `select category, count(*) as parties from party_on('2017-01-30') group by category order by category`,
  );
  assert.deepEqual(
    counts.map(({ category, parties }) => [category, parties]),
    [
      ['Electricity Network', 17],
      ['Gas Network', 5],
      ['Large Supplier', 12],
      ['Small Supplier', 9],
    ],
  );
  assert.equal((await on(db, '2017-01-30', 'P043'))?.name, 'Wales & West Utilities Limited');
  const organisations = await db('organisation');
  assert.equal(organisations.length, new Set(rows.map((row) => row.organisation)).size);

  const tables = async () => [
    await db('party').orderBy('id'),
    await db('party_particulars').orderBy('party_id'),
    await db('audit_entry'),
  ];
  const once = await tables();
  await importRegister(db, null, rows, at('2017-03-01T09:00:00Z'));
  assert.deepEqual(await tables(), once);
  const [entry] = await db('audit_entry');
  assert.deepEqual(
    [entry?.action, entry?.person_id, entry?.detail],
    [
      'register.imported',
      null,
      {
        new: 43,
        renamed: 0,
        category: 0,
        organisation: 0,
        acceded: 0,
        left: 0,
        back: 0,
        unchanged: 0,
        newOrganisations: organisations.length,
      },
    ],
  );
});

test('what changes holds from the London date of the import; what was before stays as it was', async () => {
  const { db } = await aDatabase();
  await importRegister(db, null, [aRow('P1', { accededOn: '2014-02-03' }), aRow('P2')], NOW);
  assert.equal((await on(db, '2014-02-02', 'P1'))?.name, undefined);
  assert.equal((await on(db, '2014-02-03', 'P1'))?.name, 'Party P1 Limited');
  assert.equal((await on(db, '2017-01-29', 'P2'))?.name, undefined);
  assert.equal((await on(db, '2017-01-30', 'P2'))?.name, 'Party P2 Limited');

  const changed = { name: 'Renamed plc', category: 'Large Supplier', organisation: 'Tidewell' };
  // Half past midnight in London, and still the day before in UTC.
  await importRegister(db, null, [aRow('P1', changed)], at('2017-06-30T23:30:00Z'));
  assert.deepEqual(await on(db, '2017-06-30', 'P1'), {
    name: 'Party P1 Limited',
    category: 'Small Supplier',
    organisation: 'Northmoor',
    left_on: null,
  });
  assert.deepEqual(await on(db, '2017-07-01', 'P1'), { ...changed, left_on: null });
  assert.equal((await on(db, '2017-07-01', 'P2'))?.name, 'Party P2 Limited');
});

test('a second change on the same day takes the place of the first', async () => {
  const { db } = await aDatabase();
  await importRegister(db, null, [aRow('P1')], at('2017-01-01T09:00:00Z'));
  await importRegister(db, null, [aRow('P1', { name: 'Typing error' })], NOW);
  await importRegister(db, null, [aRow('P1', { name: 'Right' })], NOW.add({ minutes: 5 }));
  const names = await db('party_particulars').orderBy('from_on').pluck('name');
  assert.deepEqual(names, ['Party P1 Limited', 'Right']);
});

test('a Party leaves, with how, and comes back', async () => {
  const { db } = await aDatabase();
  await importRegister(db, null, [aRow('P1')], at('2016-01-01T09:00:00Z'));
  await importRegister(db, null, [aRow('P1', { leftOn: '2017-01-09', howLeft: 'expelled' })], NOW);
  const [left] = await db('party');
  assert.deepEqual([left?.left_on, left?.how_left], ['2017-01-09', 'expelled']);
  await importRegister(db, null, [aRow('P1', { leftOn: undefined, name: 'Renamed' })], NOW);
  assert.equal((await db('party').first())?.left_on, '2017-01-09');
  await importRegister(db, null, [aRow('P1')], NOW);
  const [back] = await db('party');
  assert.deepEqual([back?.left_on, back?.how_left], [null, null]);
});

test('nothing is half done: one bad row and nothing is written', async () => {
  const { db } = await aDatabase();
  const rows = [aRow('P1'), aRow('P2', { accededOn: '2017-01-10', leftOn: '2017-01-09' })];
  await assert.rejects(importRegister(db, null, rows, NOW), { name: 'Invalid' });
  await assert.rejects(
    importRegister(db, null, [aRow('P1'), aRow('P2', { category: 'Bank' })], NOW),
    /party_category/,
  );
  for (const table of ['party', 'organisation', 'audit_entry'] as const)
    assert.deepEqual(await db(table), []);
});

test('two imports at once are one after the other', async () => {
  const { db } = await aDatabase();
  const rows = Array.from({ length: 50 }, (_, index) =>
    aRow(`P${index}`, { organisation: `Group ${index % 7}` }),
  );
  await Promise.all([
    importRegister(db, null, rows, NOW),
    importRegister(db, null, rows, NOW),
    importRegister(db, null, rows, NOW),
  ]);
  assert.equal((await db('party')).length, 50);
  assert.equal((await db('organisation')).length, 7);
  assert.equal((await db('audit_entry')).length, 1);
});

test('an import waits for no reader and no submit: those hold Parties by key only', async () => {
  const { db } = await aDatabase();
  await importRegister(db, null, [aRow('P1')], NOW);
  const submit = await db.transaction();
  await submit('party').forKeyShare().select('id');
  await importRegister(db, null, [aRow('P1', { leftOn: '2017-01-09' })], NOW);
  await submit.commit();
  assert.equal((await db('party').first())?.left_on, '2017-01-09');
});

test('organisations are one whatever the capitals and spaces, and found in the same way', async () => {
  const { db } = await aDatabase();
  await importRegister(
    db,
    null,
    [aRow('P1', { organisation: 'UK Power  Networks' }), aRow('P2', { organisation: 'uk power networks' })],
    NOW,
  );
  assert.equal((await db('organisation')).length, 1);
  assert.ok(await findOrganisationByName(db, ' uk POWER networks'));
  assert.equal(await findOrganisationByName(db, 'Nobody'), undefined);
});

test('10,000 Parties are brought in with a handful of statements', async () => {
  const { db } = await aDatabase();
  const lines = Array.from(
    { length: 10_000 },
    (_, index) =>
      `P${index},"Party ${index}, Limited",Small Supplier,Group ${index % 900},2016-02-${10 + (index % 19)},,`,
  );
  let statements = 0;
  db.on('query', () => (statements += 1));
  const { rows, problems } = await readRegister(
    ['party_id,name,category,organisation,acceded_on,left_on,how_left', ...lines].join('\n'),
  );
  assert.deepEqual(problems, []);
  await importRegister(db, null, rows, NOW);
  assert.equal((await db('party')).length, 10_000);
  assert.ok(statements <= 12, `${statements} statements`);
});

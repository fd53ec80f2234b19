import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import type { Db } from '../../src/db/connection.js';
import { PARTY_CATEGORIES } from '../../src/parties/category.rules.js';
import { importRegister } from '../../src/parties/importRegister.js';
import type { RegisterRow } from '../../src/parties/register.rules.js';
import { getStatistics, type CategoryStatistics } from '../../src/parties/statistics.store.js';
import { paths } from '../../src/paths.js';
import { pageOf, textOf } from '../support/browse.js';
import { anOrganisation, aRepresentative, aSecasColleague } from '../support/build.js';
import { aDatabase } from '../support/database.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal({ now: '2017-06-01T09:00:00Z' });
const { db } = portal;
const secas = await signInAs(portal, await aSecasColleague(db));

const aRow = (registerId: string, more: Partial<RegisterRow> = {}): RegisterRow => ({
  registerId,
  name: `Party ${registerId} Limited`,
  category: 'Small Supplier',
  organisation: 'Northmoor',
  accededOn: '2014-01-01',
  leftOn: null,
  ...more,
});
const importOn = (on: Db, day: string, ...rows: RegisterRow[]) =>
  importRegister(on, null, rows, Temporal.Instant.from(`${day}T09:00:00Z`));
const idOf = async (registerId: string) => (await db('party').where({ register_id: registerId }).first())!.id;

test('a Party’s page has the history of its name, category, organisation and of being a Party', async () => {
  const organisation = await anOrganisation(db, 'Tidewell');
  const ours = await aRepresentative(db, organisation);
  const theirs = await aRepresentative(db, await anOrganisation(db, 'Northmoor'));
  await importOn(db, '2016-01-01', aRow('P1'));
  await importOn(db, '2016-02-01', aRow('P1', { leftOn: '2016-02-01', howLeft: 'expelled' }));
  const anew = { accededOn: '2016-09-01', category: 'Large Supplier', organisation: 'Tidewell' };
  await importOn(db, '2016-09-02', aRow('P1', anew));
  const reply = await secas.get(paths.deskParty({ id: await idOf('P1') }));
  const text = textOf(reply);
  assert.match(text, /Since 1 September 2016\s*From 1 January 2014; left on 1 February 2016 \(expelled\)/);
  const rows = [...pageOf(reply).querySelector('table')!.querySelectorAll('tbody tr')];
  assert.deepEqual(
    rows.map((row) => [...row.children].map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim())),
    [
      [
        '2 September 2016 Recorded at 10am on 2 September 2016',
        'Party P1 Limited',
        'Large Supplier Before: Small Supplier',
        'Tidewell Before: Northmoor',
      ],
      ['1 January 2014 Recorded at 9am on 1 January 2016', 'Party P1 Limited', 'Small Supplier', 'Northmoor'],
    ],
  );
  assert.ok(text.includes(ours.email));
  assert.ok(!text.includes(theirs.email), 'who acted for its owner before is not told');
  assert.match(textOf(await secas.get(paths.deskParties())), /Party P1 Limited/);
  const link = pageOf(await secas.get(paths.deskParties())).querySelector('tbody a');
  assert.equal(link?.getAttribute('href'), paths.deskParty({ id: await idOf('P1') }));
});

test('a leaving that is taken back, or put right, leaves no time as a Party behind', async () => {
  await importOn(db, '2016-01-01', aRow('P2'));
  await importOn(db, '2016-02-01', aRow('P2', { leftOn: '2016-02-01' }));
  await importOn(db, '2016-02-02', aRow('P2', { leftOn: '2016-01-31' }));
  await importOn(db, '2016-02-03', aRow('P2'));
  assert.deepEqual(await db('earlier_membership').where({ party_id: await idOf('P2') }), []);
});

test('statistics: both days count, by the category held then', async () => {
  const { db: own } = await aDatabase();
  await importOn(own, '2016-01-01', aRow('A'), aRow('B'), aRow('C'), aRow('D'));
  await importOn(own, '2016-03-01', aRow('B', { category: 'Large Supplier' }));
  await importOn(own, '2016-03-10', aRow('C', { leftOn: '2016-03-05', howLeft: 'Expelled by the Panel' }));
  await importOn(own, '2016-03-10', aRow('D', { leftOn: '2016-03-10', howLeft: 'withdrew' }));
  await importOn(own, '2016-03-31', aRow('E', { accededOn: '2016-03-31' }));
  const small = async (from: string, to: string) =>
    (await getStatistics(own, from, to)).find(({ category }) => category === 'Small Supplier');
  assert.deepEqual(await small('2016-03-01', '2016-03-31'), {
    category: 'Small Supplier',
    before: 4,
    acceded: 1,
    expelled: 1,
    withdrew: 1,
    after: 2,
  });
  const { expelled, withdrew } = (await small('2016-03-06', '2016-03-09'))!;
  assert.deepEqual([expelled, withdrew], [0, 0], 'the days beside it');
  assert.equal((await small('2016-03-05', '2016-03-05'))!.expelled, 1);
  assert.equal((await small('2016-04-01', '2016-04-30'))!.acceded, 0);
});

test('whatever happened, before and what came and went make up after; neighbouring periods meet', async () => {
  const { db: own } = await aDatabase();
  let seed = 7;
  const random = (most: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % most;
  };
  const day = (number: number) => Temporal.PlainDate.from('2016-01-01').add({ days: number }).toString();
  const known = new Map<string, RegisterRow>();
  for (let today = 0; today < 120; today += 4) {
    const id = `P${random(12)}`;
    const before = known.get(id);
    const category = PARTY_CATEGORIES[random(PARTY_CATEGORIES.length)]!;
    const row = before?.leftOn
      ? aRow(id, { category, accededOn: day(today) })
      : aRow(id, {
          category,
          accededOn: before?.accededOn ?? day(today),
          leftOn: before && random(2) === 0 ? day(today) : null,
          howLeft: random(2) === 0 ? 'expelled' : 'withdrew',
        });
    known.set(id, row);
    await importOn(own, day(today), row);
  }
  const total = (rows: CategoryStatistics[], part: Exclude<keyof CategoryStatistics, 'category'>) =>
    rows.reduce((sum, one) => sum + one[part], 0);
  let earlier: number | undefined;
  for (let from = 0; from < 119; from += 7) {
    const rows = await getStatistics(own, day(from), day(from + 6));
    const [before, after] = [total(rows, 'before'), total(rows, 'after')];
    const flow = total(rows, 'acceded') - total(rows, 'expelled') - total(rows, 'withdrew');
    assert.equal(before + flow, after, `from ${day(from)}`);
    if (earlier !== undefined) assert.equal(before, earlier);
    earlier = after;
  }
});

test('the page begins with the month up to today, and says what is no period', async () => {
  const at = (query: Record<string, string>) =>
    secas.get(`${paths.deskPartiesStatistics()}?${new URLSearchParams(query).toString()}`);
  const first = await at({});
  assert.match(textOf(first), /From 1 May 2017 to 1 June 2017, both included/);
  assert.equal(pageOf(first).querySelector('#from')?.getAttribute('value'), '1/5/2017');
  assert.match(textOf(await at({ from: '31/2/2017' })), /Enter a day such as 30\/1\/2017/);
  assert.match(textOf(await at({ from: '2/2/2017', to: '1/2/2017' })), /must not be before the first/);
  assert.match(
    textOf(await at({ from: '1/1/2016', to: '31/12/2016' })),
    /From 1 January 2016 to 31 December 2016/,
  );
  assert.equal((await secas.get(paths.deskParty({ id: 'no-id' }))).status, 404);
});

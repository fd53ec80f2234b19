import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { aBrowser, pageOf, textOf, type Browser } from '../support/browse.js';
import { aConsultation, anOrganisation, aRepresentative, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal({ now: '2017-01-30T09:00:00Z' });
const { db, clock } = portal;
const at = (text: string) => Temporal.Instant.from(text);
const visitor = aBrowser(portal);
const secas = await aSecasColleague(db);
const organisation = await anOrganisation(db, 'Northmoor Energy');
const neighbour = await anOrganisation(db, 'Southmoor Energy');

const budget = await aConsultation(db, {
  title: 'Draft Budget 2017 to 2020',
  reference: 'BUDGET-2017',
  kind: 'draft-budget',
  closesAt: '2017-02-14T17:00:00Z',
});
const sooner = await aConsultation(db, {
  title: 'Alert storms',
  opensAt: '2017-01-09T09:00:00Z',
  closesAt: '2017-01-30T17:00:00Z',
});
const ofgem = await aConsultation(db, {
  title: 'Half-hourly settlement',
  reference: 'OFGEM-HHS',
  kind: 'external',
  closesAt: '2017-02-10T12:00:00Z',
});
await db('consultation').where({ id: ofgem.id }).update({ issued_by: 'Ofgem' });
const later = { opensAt: '2017-02-01T09:00:00Z', closesAt: '2017-02-22T17:00:00Z' };
const upcoming = await aConsultation(db, { title: 'Firmware updates', ...later });
await db('consultation')
  .where({ id: upcoming.id })
  .update({ announced_at: at('2017-01-27T09:00:00Z'), published_at: at('2017-01-27T09:00:00Z') });
const closed = await aConsultation(db, { title: 'Gas proving', closesAt: '2017-01-30T09:00:00Z' });
const closedBefore = await aConsultation(db, { title: 'Old matters', closesAt: '2017-01-20T17:00:00Z' });
const others = { kind: 'external', issued_by: 'BEIS', audience: ['Large Supplier'] };
const made = { created_at: at('2017-01-01T09:00:00Z'), summary: 'The rollout of communications hubs.' };
await db('consultation').insert([
  {
    ...others,
    ...made,
    reference: 'BEIS-HUBS',
    title: 'Hubs to come',
    announced_at: at('2017-01-30T09:00:00Z'),
  },
  { ...others, ...made, reference: 'BEIS-NEXT', title: 'Not yet', announced_at: at('2017-01-30T09:00:01Z') },
  { ...others, ...made, reference: 'BEIS-SECRET', title: 'Being prepared' },
]);

/** The titles on the front page, by section. */
async function listed(query: Record<string, string> = {}, browser: Browser = visitor) {
  const reply = await browser.get(paths.front()).query(query);
  assert.equal(reply.status, 200);
  const sections = [...pageOf(reply).querySelectorAll('main section')].map((section) => [
    section.querySelector('h2')?.textContent,
    [...section.querySelectorAll('.portal-entry__title')].map((title) => title.textContent),
  ]);
  return Object.fromEntries(sections) as Record<string, string[]>;
}

const found = async (query: Record<string, string>) =>
  Object.values(await listed(query))
    .flat()
    .sort();

describe('the front page', () => {
  test('lists what is open by what closes soonest, then what is to come, then what has closed', async () => {
    assert.deepEqual(await listed(), {
      Open: [sooner.title, ofgem.title, budget.title],
      'Opening soon': [upcoming.title],
      Announced: ['Hubs to come'],
      Closed: [closed.title, closedBefore.title],
    });
  });

  test('says when each closes, to the minute, and how long that is', async () => {
    const text = textOf(await visitor.get(paths.front()));
    assert.match(text, /Alert storms Closes 5pm on Monday 30 January 2017 \(GMT\) 8 hours left/);
    assert.match(text, /Half-hourly settlement Closes 12 noon on Friday 10 February 2017 \(GMT\)/);
    assert.match(text, /Hubs to come Deadline Still to be confirmed/);
    assert.match(text, /Firmware updates Opens 9am on Wednesday 1 February 2017 \(GMT\)/);
    assert.match(text, /It will close at 5pm on Wednesday 22 February 2017 \(GMT\)/);
  });

  test('a consultation that closes is closed at that instant', async () => {
    clock.set('2017-01-30T16:59:59.999Z');
    assert.equal((await listed())['Open']?.[0], sooner.title);
    clock.set('2017-01-30T17:00:00Z');
    assert.equal((await listed())['Closed']?.[0], sooner.title);
    clock.set('2017-01-30T09:00:00Z');
  });

  test('one that is announced is there from that instant on, on the list and by its address', async () => {
    const page = paths.consultation({ reference: 'BEIS-NEXT' });
    assert.equal((await visitor.get(page)).status, 404);
    clock.set('2017-01-30T09:00:01Z');
    assert.equal((await visitor.get(page)).status, 200);
    assert.deepEqual((await listed())['Announced']?.toSorted(), ['Hubs to come', 'Not yet']);
    clock.set('2017-01-30T09:00:00Z');
  });

  test('an extension for one organisation is seen by its own representatives alone', async () => {
    await db('extension').insert({
      consultation_id: closed.id,
      organisation_id: organisation.id,
      previous_closes_at: at('2017-01-30T09:00:00Z'),
      closes_at: at('2017-02-01T17:00:00Z'),
      reason: 'Their office was flooded.',
      made_at: at('2017-01-29T09:00:00Z'),
      made_by: secas.id,
    });
    const own = await signInAs(portal, await aRepresentative(db, organisation));
    const other = await signInAs(portal, await aRepresentative(db, neighbour));
    assert.deepEqual((await listed({}, own))['Open'], [
      sooner.title,
      closed.title,
      ofgem.title,
      budget.title,
    ]);
    assert.match(textOf(await own.get(paths.front())), /Extended for your organisation/);
    for (const browser of [other, visitor]) {
      assert.equal((await listed({}, browser))['Closed']?.[0], closed.title);
      assert.doesNotMatch(
        textOf(await browser.get(paths.front())),
        /Extended|1 February 2017 \(GMT\) 2 days/,
      );
    }
  });

  test('pages through what has closed, twenty at a time', async () => {
    for (let number = 1; number <= 21; number += 1) {
      await aConsultation(db, { title: `Archive ${number}`, closesAt: '2017-01-19T17:00:00Z' });
    }
    assert.equal((await listed())['Closed']?.length, 20);
    const second = await listed({ page: '2' });
    assert.deepEqual([Object.keys(second), second['Closed']?.length], [['Closed'], 3]);
    const link = pageOf(await visitor.get(paths.front())).querySelector('a[rel="next"]');
    assert.equal(link?.getAttribute('href'), '/?page=2#closed');
    assert.equal((await listed({ q: 'archive', kind: 'draft-budget' }))['Closed'], undefined);
  });
});

describe('finding', () => {
  const cases: { name: string; query: Record<string, string>; titles: string[] }[] = [
    { name: 'by kind', query: { kind: 'draft-budget' }, titles: [budget.title] },
    { name: 'by issuer', query: { issuer: 'Ofgem' }, titles: [ofgem.title] },
    { name: 'by kind and issuer', query: { kind: 'external', issuer: 'BEIS' }, titles: ['Hubs to come'] },
    { name: 'by the stem of a word', query: { q: 'budgets' }, titles: [budget.title] },
    { name: 'by a word of the description', query: { q: 'rollouts' }, titles: ['Hubs to come'] },
    { name: 'by part of a reference', query: { q: 'ofgem-h' }, titles: [ofgem.title] },
    { name: 'by several words, all of which are there', query: { q: 'draft 2020' }, titles: [budget.title] },
    { name: 'not by words of two of them', query: { q: 'budget settlement' }, titles: [] },
    { name: 'not by a sign that means any in SQL', query: { q: '%' }, titles: [] },
    { name: 'not by what is being prepared', query: { q: 'prepared' }, titles: [] },
    { name: 'not by what is announced a second later', query: { q: 'BEIS-NEXT' }, titles: [] },
  ];
  for (const { name, query, titles } of cases) {
    test(name, async () => {
      assert.deepEqual(await found(query), titles);
      const text = textOf(await visitor.get(paths.front()).query(query));
      assert.match(text, new RegExp(`${titles.length} found\\.`));
    });
  }

  test('nothing found is said, with a way out, and what was typed is kept', async () => {
    const reply = await visitor.get(paths.front()).query({ q: 'zebra crossing' });
    assert.match(textOf(reply), /0 found.*Nothing found.*Try fewer or other words.*Show all consultations/);
    const page = pageOf(reply);
    assert.equal(page.querySelector('input[name="q"]')?.getAttribute('value'), 'zebra crossing');
  });

  test('offers those who have issued something, and nobody whose first is being prepared', async () => {
    const options = pageOf(await visitor.get(paths.front())).querySelectorAll('select[name="issuer"] option');
    assert.deepEqual(
      [...options].map((option) => option.getAttribute('value')),
      ['', 'BEIS', 'Ofgem', 'SEC Panel'],
    );
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf, type Reply } from '../../support/browse.js';
import { anOrganisation, aParty } from '../../support/build.js';
import { aDraftResponse } from '../../support/draft.js';
import {
  aCompany,
  aConsultationOf,
  clock,
  db,
  desk,
  instant,
  LATE,
  rowOf,
  sam,
  submissionOf,
} from '../desk.js';

const responded = await aCompany(2, { category: 'Large Supplier' });
const nil = await aCompany(1, { category: 'Gas Network' });
const declined = await aCompany();
const drafting = await aCompany();
const silent = await aCompany();
const late = await aCompany();
const refused = await aCompany();
const body = await aCompany(0, { name: 'A Charity' });
const dcc = await aCompany(1, { category: 'DCC' });
const notAsked = await aCompany();
const unreachable = await anOrganisation(db);
const unheard = await aParty(db, { organisation: unreachable, name: 'Nobody There Limited' });

const consultation = await aConsultationOf(responded, nil, declined, drafting, silent, late, refused);
const { reference } = consultation;
await db('eligible_party').insert({
  consultation_id: consultation.id,
  party_id: unheard.id,
  organisation_id: unreachable.id,
  name: unheard.name,
  category: unheard.category,
  added_at: instant('2017-01-18T09:00:00Z'),
});
await submissionOf(responded, consultation);
await submissionOf(nil, consultation, { kind: 'nil' });
await submissionOf(body, consultation, { forOrganisation: true });
await submissionOf(dcc, consultation);
await submissionOf(notAsked, consultation);
await db('decline_note').insert({
  consultation_id: consultation.id,
  party_id: declined.party.id,
  note: 'No view',
  noted_at: clock.now(),
  noted_by: sam.id,
});
await aDraftResponse(db, {
  consultation,
  organisation: drafting.organisation,
  by: drafting.by,
  parties: drafting.parties,
});
await submissionOf(late, consultation, LATE);
const refusedOne = await submissionOf(refused, consultation, LATE);
await db('late_decision').insert({
  submission_id: refusedOne.id,
  admitted: false,
  reason: 'Two days late',
  decided_at: clock.now(),
  decided_by: sam.id,
});

const coverage = paths.deskCoverage({ reference });
const show = (query: Record<string, string>) =>
  desk.get(`${coverage}?${new URLSearchParams(query).toString()}`);

/** The list of the Parties, below the counts. */
const PARTIES = '[data-live="parties"]';
const listed = (reply: Reply) =>
  [...pageOf(reply).querySelectorAll(`${PARTIES} tbody th a`)].map((link) => link.textContent!.trim());

test('each eligible Party has one state, and who answered for it', async () => {
  const page = await desk.get(coverage);
  const state = (name: string) => rowOf(page, name, PARTIES)?.['State'];
  for (const party of responded.parties) assert.equal(state(party.name), 'Responded');
  assert.equal(state(nil.party.name), 'Nil return');
  assert.equal(state(declined.party.name), 'Declined');
  assert.equal(state(drafting.party.name), 'Draft');
  assert.equal(state(silent.party.name), 'Silent');
  assert.equal(state(late.party.name), 'Silent late, held');
  assert.equal(state(refused.party.name), 'Silent late, not admitted');
  assert.ok(rowOf(page, responded.party.name)!['Answered by']!.startsWith(responded.by.name));
  assert.equal(rowOf(page, silent.party.name)!['To tell'], silent.by.name);
  assert.equal(rowOf(page, unheard.name)!['To tell'], 'Nobody to tell');
  assert.equal(rowOf(page, dcc.party.name), undefined, 'the DCC is outside coverage');
  assert.equal(rowOf(page, notAsked.party.name), undefined, 'who was not asked is outside coverage');
  assert.match(textOf(page), /9 eligible Parties/);
});

test('from a silent Party to those who can be told, or to inviting somebody, and to entering its response', async () => {
  const pageOfParty = async (name: string) => {
    const link = [...pageOf(await desk.get(coverage)).querySelectorAll('tbody a')].find(
      ({ textContent }) => textContent!.trim() === name,
    );
    return pageOf(await desk.get(link!.getAttribute('href')!));
  };
  const hrefOf = (page: Document, words: RegExp) =>
    [...page.querySelectorAll('main a')]
      .find(({ textContent }) => words.test(textContent!.trim()))
      ?.getAttribute('href');

  const told = await pageOfParty(silent.party.name);
  const people = textOf(await desk.get(hrefOf(told, /^Addresses/)!));
  assert.ok(people.includes(silent.by.email), people);
  assert.equal((await desk.get(hrefOf(told, /^Enter a response of/)!)).status, 200);

  const untold = await pageOfParty(unheard.name);
  const invite = pageOf(await desk.get(hrefOf(untold, /^Invite somebody/)!));
  assert.ok(invite.querySelector('input[value="representative"][checked]'));
  assert.notEqual(invite.querySelector('option[selected]')?.getAttribute('value') ?? '', '');

  assert.equal(hrefOf(await pageOfParty(responded.parties[0]!.name), /^Enter a response of/), undefined);
});

test('filters by category and state, and sorts', async () => {
  assert.deepEqual(
    listed(await show({ category: 'Large Supplier' })),
    responded.parties.map(({ name }) => name).toSorted(),
  );
  assert.deepEqual(listed(await show({ state: 'declined' })), [declined.party.name]);
  assert.deepEqual(
    new Set(listed(await show({ state: 'late' }))),
    new Set([late.party.name, refused.party.name]),
  );
  assert.deepEqual(listed(await show({ state: 'nobody to tell' })), [unheard.name]);
  assert.equal(listed(await show({ state: 'not heard from' })).length, 5);
  assert.match(
    textOf(await show({ state: 'nil return', category: 'Large Supplier' })),
    /No Party is like that/,
  );
  const bySilence = listed(await show({ sort: 'state' }));
  assert.ok(bySilence.indexOf(silent.party.name) < bySilence.indexOf(responded.party.name));
  assert.equal((await show({ state: 'whatever' })).status, 400);
  assert.equal((await show({ page: '0' })).status, 400);
  assert.equal((await show({ page: '99' })).status, 200, 'a page too far is the last one');
});

test('the matrix: each category’s states, which lead to the Parties counted; late ones apart', async () => {
  const page = await desk.get(coverage);
  const matrix = (category: string) => rowOf(page, category, '[data-live="matrix"]')!;
  assert.deepEqual(matrix('All'), {
    Category: 'All',
    Eligible: '9 of all',
    Responded: '2 responded of all',
    'Nil return': '1 nil return of all',
    Declined: '1 declined of all',
    Draft: '1 draft of all',
    Silent: '4 silent of all',
    Answered: '33%',
    'Late, apart': '2 late of all',
  });
  assert.equal(matrix('Large Supplier')['Answered'], '100%');
  assert.equal(matrix('Electricity Network')['Answered'], '–', 'nobody was asked');
  const links = [...pageOf(page).querySelectorAll('[data-live="matrix"] table a[href*="state="]')];
  for (const link of links) {
    const query = new URL(link.getAttribute('href')!, 'http://desk').searchParams;
    const count = Number(link.firstChild!.textContent);
    assert.equal(listed(await show(Object.fromEntries(query))).length, count, link.getAttribute('href')!);
  }
  assert.ok(links.length > 10);
  const held = rowOf(page, late.party.name, '[data-live="matrix"]')!;
  assert.match(held['Decision']!, /^Held: decide/);
  assert.match(rowOf(page, refused.party.name, '[data-live="matrix"]')!['Decision']!, /^Refused/);
});

test('responses over time: a column for a day, the same figures as a table, and who was late apart', async () => {
  const page = await desk.get(coverage);
  const chart = pageOf(page).querySelector('.portal-over-time svg')!;
  assert.equal(
    chart.getAttribute('aria-label'),
    '5 responses that count, by the day on which they were received: 25 January 2017 5',
  );
  assert.deepEqual(rowOf(page, '25 January 2017'), {
    Day: '25 January 2017',
    Responses: '5',
    'Of them “no comment”': '1',
    'Of them late, admitted': '0',
    'All until then': '5',
  });
  assert.match(textOf(page), /Opened 18 January 2017 At most 5 in a day; 5 in all Deadline 8 February 2017/);
});

test('the overview counts responses and Parties apart, and the five states add up by category', async () => {
  const page = await desk.get(paths.deskConsultation({ reference }));
  const stats = [...pageOf(page).querySelectorAll('.portal-stat')].map((one) =>
    one.textContent!.replaceAll(/\s+/g, ' ').trim(),
  );
  assert.ok(stats.includes('Responses 5 1 of them “no comment”'), stats.join(' | '));
  assert.ok(stats.includes('Parties represented 5 3 of 9 eligible'), stats.join(' | '));
  assert.ok(stats.includes('Late, to decide 1 2 Parties late, not admitted'), stats.join(' | '));
  const all = rowOf(page, 'All')!;
  const states = ['Responded', 'Nil return', 'Declined', 'Draft', 'Silent'];
  assert.deepEqual(
    states.map((state) => all[state]),
    ['2', '1', '1', '1', '4'],
  );
  for (const category of [
    'Large Supplier',
    'Small Supplier',
    'Gas Network',
    'Electricity Network',
    'Other SEC Party',
  ]) {
    const row = rowOf(page, category)!;
    assert.equal(
      states.reduce((sum, state) => sum + Number(row[state]), 0),
      Number(row['Eligible']),
      category,
    );
  }
  assert.equal(rowOf(page, 'Large Supplier')!['Responses'], '1', 'one response for two Parties counts once');
  assert.match(textOf(page), /1 late response waits for your decision/);
  assert.match(textOf(page), /DCC 1 response/);
  assert.match(textOf(page), /Organisations themselves 1 response/);
  assert.match(textOf(page), /Parties not among those asked 1 represented/);
  const list = textOf(await desk.get(paths.desk()));
  assert.match(
    list,
    new RegExp(
      `See who has answered \\(${reference}\\) 3 of 9 Parties answered, 5 responses so far, 5 unread`,
    ),
  );
});

test('the overview leads to every part of the work on the responses, and says where each stands', async () => {
  const ways = [
    ...pageOf(await desk.get(paths.deskConsultation({ reference }))).querySelectorAll(
      '[data-live="responses"] li',
    ),
  ].map((way) => way.textContent!.replaceAll(/\s+/g, ' ').trim());
  for (const way of [
    /^Late responses .* 1 of 2 waiting for a decision$/,
    /^Shared wording /,
    /^Dispositions .* No points yet$/,
  ]) {
    assert.ok(
      ways.some((one) => way.test(one)),
      `${way} of ${ways.join(' | ')}`,
    );
  }
  assert.ok(!ways.some((way) => way.startsWith('Public version')), 'not before the closure');
});

/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { freezeNow } from '../support/reports.js';
import { pageOf, textOf } from '../support/browse.js';
import {
  aConsultation,
  anOrganisation,
  aParty,
  aPerson,
  aRepresentative,
  aSecasColleague,
} from '../support/build.js';
import { FURTHER_QUESTIONS } from '../support/form.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';
import { aSubmission, type AnswerToFreeze } from '../support/submission.js';
import { download, readCsv, readWorkbook, unzip } from './reading.js';

const portal = await startPortal({ now: '2017-02-20T09:00:00Z' });
const { db } = portal;
const consultation = await aConsultation(db, { questions: FURTHER_QUESTIONS });
const { reference } = consultation;

/** A respondent with a Party of each category. */
async function respond(name: string, categories: string[], answers: Record<string, AnswerToFreeze>) {
  const organisation = await anOrganisation(db, name);
  const parties = [];
  for (const category of categories) parties.push(await aParty(db, { organisation, category }));
  const by = await aRepresentative(db, organisation);
  return aSubmission(db, { consultation, organisation, by, parties, answers });
}

const chosen = (...options: string[]) => ({ value: { chosen: options, rationale: '' } });
const order = (...options: string[]) => ({ value: { order: options, rationale: '' } });

const first = await respond('Alder Energy', ['Large Supplier', 'Electricity Network'], {
  effects: chosen('Billing', 'Something else'),
  which: { value: { text: '=the call centre' } },
  'from-when': { value: { date: '2018-02-01' } },
  priorities: order('Security', 'Cost', 'Time'),
  summary: { value: { text: 'Feasible.' } },
});
await respond('Birch Energy', ['Small Supplier'], {
  effects: chosen('Billing'),
  'from-when': { value: { date: '2017-11-30' } },
  priorities: order('Cost', 'Security', 'Time'),
});
await respond('Cedar Energy', ['Small Supplier'], {
  effects: { ...chosen('Metering'), confidential: true, reason: 'Ours' },
  'from-when': { value: { date: '2019-09-09' }, confidential: true, reason: 'Ours' },
  priorities: { ...order('Time', 'Cost', 'Security'), confidential: true, reason: 'Ours' },
});
// What an instruction submitted at closing may be unfinished.
await respond('Dogwood Energy', ['Gas Network'], {
  'from-when': { value: { day: '31', month: '2', year: '2018' } },
  priorities: { value: { ranks: { Cost: '1' }, rationale: 'No time left.' } },
});
await db('closure').insert({
  consultation_id: consultation.id,
  last_closes_at: Temporal.Instant.from('2017-02-08T17:00:00Z'),
  closed_at: Temporal.Instant.from('2017-02-08T17:00:20Z'),
});
await freezeNow(portal.deps, reference);
const member = await signInAs(portal, await aPerson(db, { role: 'panel' }));
const trusted = await signInAs(portal, await aPerson(db, { role: 'panel' }, { role: 'confidential' }));
const desk = await signInAs(portal, await aSecasColleague(db));
const page = await member.get(paths.panelConsultation({ reference }));

const part = (number: number): string =>
  (pageOf(page).getElementById(`question-${number}`)?.closest('section')?.textContent ?? '').replaceAll(
    /\s+/g,
    ' ',
  );

test('a multiple choice counts a response and its Parties in each option that it chose, and says so', () => {
  // Responses, Parties, then Large and Small Supplier, Electricity and Gas Network.
  const tally = part(1);
  assert.match(tally, /Billing 2 3 1 1 1 0/);
  assert.match(tally, /Metering 0 0 0 0 0 0/, 'what is confidential is in no count of the version for all');
  assert.match(tally, /Something else 1 2 1 0 1 0/);
  assert.match(tally, /Confidential 1 1 0 1 0 0/);
  assert.match(tally, /Not answered 1 1 0 0 0 1/);
  assert.match(tally, /One response may choose several options and counts in each/);
  assert.match(tally, /Alder Energy .* Billing Something else/);
  const chart = pageOf(page).querySelector('.portal-chart [role="img"]');
  assert.equal(
    chart?.getAttribute('aria-label'),
    'Billing: 2; Metering: 0; Something else: 1; Confidential: 1',
  );
});

test('a ranking has mean ranks, the best first, and who was put first by how many', () => {
  const ranking = part(4);
  assert.match(ranking, /Ranking of question 4 by 2 responses: 1 is first/);
  assert.match(
    ranking,
    /Cost 1\.50 1 1 0 1 0 0 Security 1\.50 1 2 1 0 1 0 Time 3\.00 0 0 0 0 0 0/,
    'neither the confidential nor the unfinished one is in it',
  );
  assert.match(ranking, /Alder Energy .* 1\. Security 2\. Cost 3\. Time/);
  assert.match(
    ranking,
    /Dogwood Energy Gas Network 1\. Cost Time: not ranked Security: not ranked No time left/,
  );
});

test('dates are listed as people read them; those that were not finished as they were typed', () => {
  assert.match(part(3), /Answered 3/);
  assert.match(part(3), /Alder Energy .* 1 February 2018 Birch Energy .* 30 November 2017/);
  assert.match(part(3), /Dogwood Energy Gas Network 31 2 2018/);
});

test('guidance is in no part of the report, nor of the desk', async () => {
  assert.doesNotMatch(textOf(page), /Before you answer|What happens next/);
  assert.equal(pageOf(page).getElementById('question-6'), null, 'there are five questions');
  const submission = await desk.get(paths.deskSubmission({ reference, submission: first.id }));
  assert.match(textOf(submission), /1\. Security 2\. Cost 3\. Time/);
  assert.match(textOf(submission), /1 February 2018/);
  assert.doesNotMatch(textOf(submission), /Before you answer|What happens next/);
  const comments = await desk.get(paths.deskComments({ reference }));
  assert.match(textOf(comments), /What matters most\?/);
  assert.doesNotMatch(textOf(comments), /Before you answer/);
});

const HEADINGS = [
  '1. What would have to change?',
  '1. Reasons',
  '1. SECAS comment',
  '2. What else?',
  '2. SECAS comment',
  '3. From when could you do it?',
  '3. SECAS comment',
  '4. Cost',
  '4. Time',
  '4. Security',
  '4. Reasons',
  '4. SECAS comment',
  '5. Say it in a few words',
  '5. SECAS comment',
];

test('the CSV file: several choices in one cell, ISO 8601 dates, a column for each option of a ranking', async () => {
  const rows = readCsv((await download(member, paths.reportFile({ reference, ending: 'csv' }))).bytes);
  assert.deepEqual(
    Object.keys(rows[0]!).filter((heading) => /^\d/.test(heading)),
    HEADINGS,
  );
  const said = (name: string) => rows.find((row) => row['Respondent'] === name)!;
  const alder = said('Alder Energy');
  assert.equal(alder['1. What would have to change?'], 'Billing; Something else');
  assert.equal(alder['2. What else?'], "'=the call centre");
  assert.equal(alder['3. From when could you do it?'], '2018-02-01');
  assert.deepEqual([alder['4. Cost'], alder['4. Time'], alder['4. Security']], ['2', '3', '1']);
  const cedar = said('Cedar Energy');
  assert.match(cedar['1. What would have to change?']!, /^Confidential/);
  assert.match(cedar['3. From when could you do it?']!, /^Confidential/);
  assert.deepEqual([cedar['4. Time'], cedar['4. Security']], ['', '']);
  assert.equal(said('Dogwood Energy')['3. From when could you do it?'], '31 2 2018');
});

test('the workbook: dates that are dates, ranks that are figures, and the same counts', async () => {
  const { bytes } = await download(member, paths.reportFile({ reference, ending: 'xlsx' }));
  const { Responses: responses, Summary: summary } = await readWorkbook(bytes);
  const [headings, ...rows] = responses!;
  const cell = (name: string, heading: string) =>
    rows.find(([respondent]) => respondent === name)![headings!.indexOf(heading)];
  const date = cell('Alder Energy', '3. From when could you do it?');
  assert.ok(date instanceof Date, `a date, and not ${typeof date}`);
  assert.equal(date.toISOString().slice(0, 10), '2018-02-01');
  assert.equal(cell('Dogwood Energy', '3. From when could you do it?'), '31 2 2018');
  assert.equal(cell('Alder Energy', '4. Security'), 1);
  assert.equal(cell('Alder Energy', '1. What would have to change?'), 'Billing; Something else');
  const line = (label: string) => summary!.find(([first_]) => first_ === label)!;
  assert.deepEqual(line('Billing').slice(1, 7), [2, 3, 1, 1, 1, 0]);
  assert.ok(
    line(
      'One response may choose several options and counts in each, so the figures need not add up to the number of responses.',
    ),
  );
  assert.deepEqual(line('Security').slice(1, 3), [1, 2]);
  assert.equal(
    line('Security').findLast((one) => typeof one === 'number'),
    1.5,
  );
  const sheets = await unzip(bytes);
  assert.match(sheets['xl/styles.xml']!.toString(), /formatCode="d mmm yyyy"/);
  assert.doesNotMatch(JSON.stringify([responses, summary]), /Before you answer|2019-09-09|9 September/);
});

test('who may read what is confidential has it in every count', async () => {
  const full = await trusted.get(`${paths.panelConsultation({ reference })}?version=confidential`);
  assert.match(textOf(full), /Metering 1 1 0 1 0 0/);
  assert.match(textOf(full), /Cost 1\.67 1 .* Security 2\.00 1 .* Time 2\.33 1/);
  assert.match(textOf(full), /9 September 2019/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import type { Question } from '../../../src/consultations/questions.js';
import { paths } from '../../../src/paths.js';
import { pageOf, textOf, type Browser } from '../../support/browse.js';
import { aConsultation, anOrganisation, aParty, aPerson, aRepresentative } from '../../support/build.js';
import { startPortal } from '../../support/portal.js';
import { freezeNow } from '../../support/reports.js';
import { signInAs } from '../../support/signIn.js';
import { aSubmission } from '../../support/submission.js';

const portal = await startPortal({ now: '2017-03-20T09:00:00Z' });
const { db } = portal;
const MODIFICATION = 'SECMP0077';
const url = paths.changedPositions({ modification: MODIFICATION });

const choice = (key: string, ask: string, options: string[]): Question => ({
  key,
  section: 'View',
  ask,
  type: 'single-choice',
  options,
});
const YES_NO = ['Yes', 'No'];
const first = [
  choice('view', 'Should it be approved?', ['Approve', 'Reject']),
  choice('legal', 'Does the legal text  deliver it?', YES_NO),
  choice('date', 'Is the date right?', YES_NO),
  choice('impact', 'Is there an impact?', YES_NO),
];
const second = [
  choice('impact', 'Is there an impact?', ['None', 'Some']),
  choice('view', 'Should the modification be approved?', ['Reject', 'Approve']),
  choice('drafting', 'does the legal text deliver it?', YES_NO),
  choice('date', 'Is the date right?', YES_NO),
];

/** A stage of the modification. */
async function stage(questions: Question[], closesAt: string) {
  const consultation = await aConsultation(db, { questions, closesAt });
  await db('consultation').where({ id: consultation.id }).update({ modification: MODIFICATION });
  return consultation;
}
async function close({ id, reference, closesAt }: { id: string; reference: string; closesAt: string }) {
  await db('closure').insert({
    consultation_id: id,
    last_closes_at: Temporal.Instant.from(closesAt),
    closed_at: Temporal.Instant.from(closesAt).add({ seconds: 20 }),
  });
  await freezeNow(portal.deps, reference);
}
const [FIRST, SECOND] = ['2017-02-08T17:00:00Z', '2017-03-08T17:00:00Z'];
const early = await stage(first, FIRST);
const late = await stage(second, SECOND);

const by = await aRepresentative(db, await anOrganisation(db, 'Whoever'));
type Said = Record<string, string>;
type More = Partial<Parameters<typeof aSubmission>[1]> & { secret?: string };
type Org = Awaited<ReturnType<typeof anOrganisation>>;
/** What an organisation says in a stage. */
const says = (consultation: typeof early, organisation: Org, said: Said, { secret, ...more }: More = {}) =>
  aSubmission(db, {
    consultation,
    organisation,
    by,
    forOrganisation: !more.parties,
    answers: Object.fromEntries(
      Object.entries(said).map(([key, option]) => [
        key,
        { value: { choice: option, rationale: '' }, confidential: key === secret, reason: 'Why not' },
      ]),
    ),
    ...more,
  });

const open = await anOrganisation(db, 'Open Energy');
await says(early, open, { view: 'Approve', legal: 'Yes', date: 'Yes', impact: 'Yes' });
await says(late, open, { view: 'Reject', drafting: 'No', date: 'Yes', impact: 'Some' });

const secret = await anOrganisation(db, 'Secret Energy');
await says(early, secret, { view: 'Approve', date: 'Yes' }, { secret: 'view' });
await says(late, secret, { view: 'Reject', date: 'Yes' });

const shy = await anOrganisation(db, 'Shy Energy');
await says(early, shy, { view: 'Approve' }, { nameConfidential: true });
await says(late, shy, { view: 'Reject' });

const group = await anOrganisation(db, 'Group Energy');
const wires = await aParty(db, { organisation: group, name: 'Group Wires', category: 'Electricity Network' });
const supply = await aParty(db, { organisation: group, name: 'Group Supply', category: 'Large Supplier' });
await says(early, group, { view: 'Approve' }, { parties: [wires] });
await says(early, group, { view: 'Reject' }, { parties: [supply] });
await says(late, group, { view: 'Approve' }, { parties: [wires] });
await says(late, group, { view: 'Approve' }, { parties: [supply] });

const corrected = await anOrganisation(db, 'Corrected Energy');
await says(early, corrected, { view: 'Aprove' });
await says(late, corrected, { view: 'Approve' });

await close({ ...early, closesAt: FIRST });

const member = await signInAs(portal, await aPerson(db, { role: 'panel' }));
const trusted = await signInAs(portal, await aPerson(db, { role: 'panel' }, { role: 'confidential' }));

/** The rows of the table, cell by cell. */
async function rowsFor(reader: Browser, query = ''): Promise<string[]> {
  const table = pageOf(await reader.get(url + query)).querySelector('main table')!;
  return [...table.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent!.replaceAll(/\s+/g, ' ').trim()).join(' | '),
  );
}

test('of a stage that is open nothing is told', async () => {
  assert.doesNotMatch(textOf(await member.get(paths.panel())), /changed a position/);
  const text = textOf(await member.get(url));
  assert.match(text, /There is only one stage so far\./);
  assert.doesNotMatch(text, /Energy/);
  await close({ ...late, closesAt: SECOND });
});

const OPEN = [
  `Open Energy | No Party | Should the modification be approved? | Approve ${early.reference} | Reject ${late.reference}`,
  `Open Energy | No Party | does the legal text deliver it? | Yes ${early.reference} | No ${late.reference}`,
];
const GROUP = `Group Energy | Large Supplier | Should the modification be approved? | Reject ${early.reference} | Approve ${late.reference}`;

test('a question is the same under its key or in its words, among the same options; a respondent by its Parties', async () => {
  assert.deepEqual((await rowsFor(member)).toSorted(), [GROUP, ...OPEN].toSorted());
});

test('the Panel’s page counts respondents, without those of whom it may not be told', async () => {
  const page = await member.get(paths.panel());
  assert.match(textOf(page), /SECMP0077: 2 respondents changed a position/);
  const link = [...pageOf(page).querySelectorAll('main a')].find((one) => one.getAttribute('href') === url);
  assert.ok(link);
});

test('what is confidential is for those who may see it, and that they read it is kept', async () => {
  assert.equal((await member.get(`${url}?version=confidential`)).status, 404);
  const rows = await rowsFor(trusted, '?version=confidential');
  assert.deepEqual(
    rows.map((row) => row.split(' | ')[0]!).toSorted((one, other) => one.localeCompare(other)),
    ['Group Energy', 'Open Energy', 'Open Energy', 'Secret Energy', 'Shy Energy'],
  );
  const read = await db('audit_entry').where({ action: 'report.read' });
  assert.deepEqual(new Set(read.map((entry) => entry.consultation_id)), new Set([early.id, late.id]));
});

test('a stage that is withdrawn is none', async () => {
  await db('consultation_withdrawal').insert({
    consultation_id: early.id,
    withdrawn_at: portal.clock.now(),
    withdrawn_by: by.id,
    reason: 'A mistake.',
  });
  assert.doesNotMatch(textOf(await member.get(paths.panel())), /changed a position/);
});

test('a modification that there is not is no page', async () => {
  for (const modification of ['SECMP9999', 'x', "SECMP0077' or true --"])
    assert.equal((await member.get(paths.changedPositions({ modification }))).status, 404, modification);
});

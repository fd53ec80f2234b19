import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { freezeNow } from '../support/reports.js';
import { textOf } from '../support/browse.js';
import { anOrganisation, aRepresentative } from '../support/build.js';
import { aSubmission } from '../support/submission.js';
import { addPoint } from './addPoint.js';
import { aReport } from './aReport.js';
import { download, readCsv, readWorkbook } from './reading.js';

const report = await aReport();
const { portal, db, consultation, submissions, member, trusted } = report;
const { reference } = consultation;
const { openly, whole, nameless } = submissions;
const secas = (await db('role_grant').where({ role: 'secas' }).first())!.person_id;
const at = portal.clock.now();

await addPoint(report, 'OPEN POINT', [openly]);
await addPoint(report, 'NAMELESS POINT', [openly, nameless], { discreet: true });
await addPoint(report, 'DISCREET POINT', [whole], { discreet: true });
await addPoint(report, 'INDISCREET POINT', [whole]);
await addPoint(report, 'DRAFT POINT', [openly], { finished: false });
await freezeNow(portal.deps, reference);

async function sheetOf(browser: typeof member, query = '') {
  const { bytes } = await download(browser, paths.reportFile({ reference, ending: 'xlsx' }) + query);
  const [heading, ...rows] = (await readWorkbook(bytes))['Points and replies']!;
  return rows.map((row) => Object.fromEntries(heading!.map((name, index) => [String(name), row[index]])));
}
const pageFor = async (browser: typeof member, query = '') =>
  textOf(await browser.get(paths.panelConsultation({ reference }) + query));

test('for all: nobody is named who spoke in confidence, nor counted below three', async () => {
  const rows = await sheetOf(member);
  assert.deepEqual(
    rows.map((row) => [row['What was said'], row['Responses'], row['Respondents']]),
    [
      ['OPEN POINT', 1, 'Open Energy'],
      ['NAMELESS POINT', 2, `Open Energy; Name withheld (${nameless.reference})`],
      ['DISCREET POINT', 'Not told', null],
    ],
  );
  const page = await pageFor(member);
  assert.match(page, /Points and replies.*OPEN POINT.*Reply to OPEN POINT/);
  const part = page.slice(page.lastIndexOf('Points and replies'));
  for (const secret of ['INDISCREET', 'DRAFT POINT', 'Closed Book Energy', 'Shy Energy'])
    assert.ok(!part.slice(0, part.indexOf('Did not respond')).includes(secret), secret);
});

test('in full: all who raised it, and what is for these readers alone; drafts are nobody’s', async () => {
  const rows = await sheetOf(trusted, '?version=confidential');
  assert.deepEqual(
    rows.map((row) => [row['What was said'], row['Responses'], row['Respondents']]),
    [
      ['OPEN POINT', 1, 'Open Energy'],
      ['NAMELESS POINT', 2, 'Open Energy; Shy Energy'],
      ['DISCREET POINT', 1, 'Closed Book Energy'],
      ['INDISCREET POINT', 1, 'Closed Book Energy'],
    ],
  );
  assert.doesNotMatch(await pageFor(trusted, '?version=confidential'), /DRAFT POINT/);
});

test('with approval wanted, what a colleague has not approved is not in it', async () => {
  const wanted = { consultation_id: consultation.id, set_at: at, set_by: secas };
  await db('point_approval_wanted').insert(wanted);
  await freezeNow(portal.deps, reference);
  assert.doesNotMatch(await pageFor(member), /OPEN POINT|Reply to/);
  await db('point_approval_wanted').delete();
});

test('for all: who raised one without a name, and is named by now, is not told to have raised it', async () => {
  const organisation = await anOrganisation(db, 'Once Shy Energy');
  const by = await aRepresentative(db, organisation);
  const answers = { view: { value: { choice: 'Reject', rationale: 'It costs too much.' } } };
  const its = { consultation, organisation, by, forOrganisation: true, answers };
  const { id, responseId } = await aSubmission(db, { ...its, nameConfidential: true });
  await addPoint(report, 'ONCE NAMELESS', [{ id }], { discreet: true });
  const now = await aSubmission(db, { ...its, responseId });
  await freezeNow(portal.deps, reference);

  const raisedBy = async (browser: typeof member, query?: string) =>
    (await sheetOf(browser, query)).find((row) => row['What was said'] === 'ONCE NAMELESS')!['Respondents'];
  assert.equal(await raisedBy(member), 'Name withheld');
  assert.equal(await raisedBy(trusted, '?version=confidential'), 'Once Shy Energy');
  const beside = async (browser: typeof member, query = '') =>
    readCsv((await download(browser, paths.reportFile({ reference, ending: 'csv' }) + query)).bytes).find(
      (row) => row['Reference'] === now.reference,
    )!;
  const forAll = await beside(member);
  assert.equal(forAll['Respondent'], 'Once Shy Energy');
  assert.equal(forAll['1. Disposition'], '');
  assert.match((await beside(trusted, '?version=confidential'))['1. Disposition']!, /^Point \d: noted$/);
});

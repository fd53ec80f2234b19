import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codePassage } from '../../src/collation/themes/coding/codePassage.js';
import { renameTheme } from '../../src/collation/themes/changeFrame.js';
import { mergeThemes } from '../../src/collation/themes/regroup.js';
import { paths } from '../../src/paths.js';
import { findEdition, type FrozenVersion } from '../../src/reports/editions/editions.store.js';
import { makeReports } from '../../src/reports/editions/makeReports.js';
import { getReportFor } from '../../src/reports/report.store.js';
import { pageOf, textOf, type Browser } from '../support/browse.js';
import { aTheme } from '../support/codings.js';
import { aReport } from './aReport.js';
import { download, readCsv, readWorkbook } from './reading.js';

const { portal, db, consultation, submissions, member, trusted } = await aReport();
const { deps, clock } = portal;
const { reference, id: consultationId } = consultation;
const page = paths.panelConsultation({ reference });
const by = (await db('person as p')
  .join('role_grant as g', 'g.person_id', 'p.id')
  .where('g.role', 'secas')
  .first<{ id: string; email: string; name: string }>('p.*'))!;
const frame = { consultationId, questionKey: 'view' };
const COST = '=Cost to “consumers” & <b>others</b>';

/** What a version tells of the themes of the first question: names, responses, Parties, and by what they count as. */
async function toldIn(version: FrozenVersion) {
  const { frame: kept } = (await findEdition(db, consultationId, version))!;
  return (kept.tallies[0]!.themes ?? []).map(({ label, responses, parties, by: counted }) => [
    label,
    responses,
    parties,
    Object.keys(counted).filter((one) => counted[one as keyof typeof counted] > 0),
  ]);
}
const latest = async (version: FrozenVersion) =>
  (await findEdition(db, consultationId, version))!.edition.number.minor;
const settle = async () => {
  clock.set(clock.now().add({ minutes: 5 }));
  await makeReports(deps);
};
const themeCalled = async (name: string) =>
  (await db('theme').where({ consultation_id: consultationId, question_key: 'view', name }).first())!;

test('a theme counts the answers that the reader of the version may read, and no others', async () => {
  assert.deepEqual(await toldIn('all'), [[COST, 1, 2, ['Large Supplier', 'Electricity Network']]]);
  assert.deepEqual(await toldIn('confidential'), [
    [COST, 3, 4, ['Large Supplier', 'Small Supplier', 'Electricity Network', 'Gas Network']],
    ['SECRET-THEME of the whole', 1, 1, ['Small Supplier']],
    ['SECRET-THEME as Shy Energy said before', 1, 1, ['Gas Network']],
  ]);
});

test('nothing is told of a theme without an answer: its name may say what was said in confidence', async () => {
  const { rows } = await db.raw<{ rows: { kept: string }[] }>(
    `select e.frame::text || coalesce(string_agg(t.told::text, ''), '') as kept from report_edition e
     join report_edition_response r on r.edition_id = e.id join told_response t on t.digest = r.digest
     where e.version = 'all' group by e.id, e.frame::text`,
  );
  const hidden = await db('theme').whereLike('name', 'SECRET%').select('id', 'name');
  assert.ok(hidden.length >= 6);
  for (const { id, name } of hidden)
    for (const { kept } of rows) assert.ok(!kept.includes(id) && !kept.includes(name), name);
});

test('the public version has none', async () => {
  const viewer = { secas: true, panel: false } as Parameters<typeof getReportFor>[1];
  const { tallies } = await getReportFor(db, viewer, reference, 'public', clock.now());
  assert.ok(tallies.every(({ themes }) => themes === undefined));
});

const shownTo = async (browser: Browser, query = '') => {
  const section = pageOf(await browser.get(page + query)).querySelector('[aria-labelledby="question-1"]')!;
  return section.textContent!.replaceAll(/\s+/g, ' ');
};

test('the page shows them as a picture and a table, with what the figures leave out', async () => {
  const text = await shownTo(member);
  assert.match(text, /Themes Themes, as SECAS reads the answers\. .*Theme Responses Parties represented/);
  assert.ok(text.includes(COST));
  assert.match(
    text,
    /Confidential answers, and those of respondents whose name is withheld, are not counted/,
  );
  assert.doesNotMatch(await shownTo(trusted, '?version=confidential'), /are not counted in themes/);
});

test('every file has them: the tallies of the workbook, a column of its table, a row for each answer, JSON', async () => {
  const file = async (ending: string) =>
    (await download(member, paths.reportFile({ reference, ending }))).bytes;
  const book = await readWorkbook(await file('xlsx'));
  const at = book['Summary']!.findIndex(([first]) => first === 'Themes of the answers to question 1');
  assert.deepEqual(book['Summary']![at + 1]!.slice(0, 3), [COST, 1, 2]);
  const sheet = Object.entries(book).find(([name]) => name.startsWith('Q1 '))![1];
  const column = sheet[0]!.indexOf('Themes');
  assert.deepEqual(
    sheet.slice(1).map((row) => [row[0], row[column] ?? null]),
    [
      ['Closed Book Energy', null],
      ['Open Energy', COST],
      [`Name withheld (${submissions.nameless.reference})`, null],
    ],
  );
  const ofOpen = (rows: Record<string, string>[]) =>
    rows.filter((row) => row['Respondent'] === 'Open Energy');
  assert.equal(ofOpen(readCsv(await file('csv')))[0]!['1. Themes'], `'${COST}`);
  assert.deepEqual(
    ofOpen(readCsv(await file('long.csv')))
      .map((row) => row['Themes']!)
      .filter(Boolean),
    [`'${COST}`, 'The wording of “must”'],
  );
  const json = JSON.parse((await file('json')).toString()) as {
    tallies: { themes: { label: string; responses: number }[] }[];
    responses: { name: string; answers: { question: string; themes: string[] }[] }[];
  };
  assert.deepEqual(
    json.tallies[0]!.themes.map(({ label, responses }) => [label, responses]),
    [[COST, 1]],
  );
  assert.deepEqual(
    json.responses.flatMap(({ name, answers }) =>
      answers.flatMap(({ question, themes }) => themes.map((one) => [name, question, one])),
    ),
    [
      ['Open Energy', 'view', COST],
      ['Open Energy', 'legal-text', 'The wording of “must”'],
    ],
  );
});

test('coding what is confidential makes an edition for the readers in full alone', async () => {
  const coded = { passage: null, theme: { id: '', newName: 'SECRET-THEME anew' } };
  await codePassage(db, by, frame, submissions.whole.id, coded, clock.now());
  await settle();
  assert.deepEqual([await latest('all'), await latest('confidential')], [0, 1]);
});

test('a coding changes the report once things have settled, and marks no response as told anew', async () => {
  await download(member, paths.reportFile({ reference, ending: 'csv' }));
  const coded = { passage: null, theme: { id: '', newName: 'Lead time' } };
  await codePassage(db, by, frame, submissions.openly.id, coded, clock.now());
  clock.set(clock.now().add({ minutes: 4 }));
  await makeReports(deps);
  assert.equal(await latest('all'), 0);
  clock.set(clock.now().add({ minutes: 1 }));
  await makeReports(deps);
  assert.equal(await latest('all'), 1);
  assert.deepEqual(
    (await toldIn('all')).map(([name]) => name),
    [COST, 'Lead time'],
  );
  const text = textOf(await member.get(page));
  assert.match(text, /Themes of answers: Open Energy The names of themes, or their order/);
  assert.match(text, /Since then: no response has changed/);
});

test('a theme that is merged into another is told with it, and one that is renamed by its new name', async () => {
  const [merged, into] = [await themeCalled('Lead time'), await themeCalled(COST)];
  await mergeThemes(db, by, frame, { id: merged.id, version: merged.version }, into.id, clock.now());
  await settle();
  assert.deepEqual(
    (await toldIn('all')).map(([name, responses]) => [name, responses]),
    [[COST, 1]],
  );
  const longest = 'Cost '.repeat(24).trim();
  const { version } = await themeCalled(COST);
  await renameTheme(db, by, frame, { id: into.id, version }, { name: longest, description: '' }, clock.now());
  await settle();
  assert.deepEqual(
    (await toldIn('all')).map(([name]) => name),
    [longest],
  );
  assert.ok((await shownTo(member)).includes(longest));
});

test('what was frozen before themes were told is read as it was', async () => {
  const early = await findEdition(db, consultationId, 'all', { major: 1, minor: 0 });
  const tallies = early!.frame.tallies.map(({ themes: _, ...tally }) => tally);
  await db.raw('alter table report_edition disable trigger report_edition_is_frozen');
  await db('report_edition')
    .where({ id: early!.edition.id })
    .update({ frame: JSON.stringify({ ...early!.frame, tallies }) });
  await db.raw('alter table report_edition enable trigger report_edition_is_frozen');
  const reply = await member.get(`${page}?edition=1.0`);
  assert.equal(reply.status, 200);
  assert.doesNotMatch(textOf(reply), /Themes, as SECAS/);
});

test('a theme of no question, or of nothing, is no change at all', async () => {
  const before = await latest('confidential');
  await aTheme(db, { consultationId, question: 'view', name: 'Empty', by }, []);
  await settle();
  assert.equal(await latest('confidential'), before);
});

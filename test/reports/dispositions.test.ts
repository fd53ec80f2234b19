import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import type { Ending } from '../../src/reports/formats/formats.js';
import { pageOf } from '../support/browse.js';
import { freezeNow } from '../support/reports.js';
import { addPoint } from './addPoint.js';
import { aReport } from './aReport.js';
import { tablesIn } from './thousand/documents.js';
import { download, readCsv, readWorkbook, unzip } from './reading.js';

const report = await aReport();
const { portal, consultation, submissions, member, trusted } = report;
const { reference } = consultation;
const { openly, whole, nameless } = submissions;
await addPoint(report, 'OF ONE', [openly], { outcome: 'accepted in part' });
await addPoint(report, 'OF SEVERAL', [openly, nameless, whole], { discreet: true });
await addPoint(report, 'DRAFTED', [openly], { finished: false });
await addPoint(report, 'OF A LINE', [openly, whole], {
  question_key: 'legal-text',
  line: 'G7.5',
  outcome: 'accepted',
  discreet: true,
});
await addPoint(report, 'ON THE WHOLE', [openly], { question_key: null });
await freezeNow(portal.deps, reference);

const VERSIONS = { all: member, confidential: trusted } as const;
type Version = keyof typeof VERSIONS;

/** What stands beside the view of each, in the order of the points in the report. */
const EXPECTED: Record<Version, Record<string, string>> = {
  all: {
    'Open Energy': 'Point 1: accepted in part; Point 2: noted',
    [`Name withheld (${nameless.reference})`]: 'Point 2: noted',
    'Closed Book Energy': '',
  },
  confidential: {
    'Open Energy': 'Point 1: accepted in part; Point 2: noted',
    'Shy Energy': 'Point 2: noted',
    'Closed Book Energy': 'Point 2: noted',
  },
};

const bytesOf = async (version: Version, ending: Ending): Promise<Buffer> =>
  (await download(VERSIONS[version], `${paths.reportFile({ reference, ending })}?version=${version}`)).bytes;
const byName = (rows: { name: unknown; says: unknown }[]) =>
  Object.fromEntries(rows.map(({ name, says }) => [String(name), says ?? '']));

for (const version of ['all', 'confidential'] as const) {
  const expected = EXPECTED[version];

  test(`beside the answer that raised a point stands what came of it, in every table: ${version}`, async () => {
    const csv = readCsv(await bytesOf(version, 'csv'));
    assert.deepEqual(
      byName(csv.map((row) => ({ name: row['Respondent'], says: row['1. Disposition'] }))),
      expected,
    );

    const long = readCsv(await bytesOf(version, 'long.csv')).filter(
      (row) => row['Question number'] === '1' && row['Part'] !== 'File' && row['Disposition'] !== '',
    );
    const some = Object.fromEntries(Object.entries(expected).filter(([, says]) => says !== ''));
    assert.deepEqual(
      byName(long.map((row) => ({ name: row['Respondent'], says: row['Disposition'] }))),
      some,
    );

    const book = await readWorkbook(await bytesOf(version, 'xlsx'));
    const [heading = [], ...rows] = book[Object.keys(book).find((name) => name.startsWith('Q1'))!]!;
    const column = heading.indexOf('Disposition');
    assert.deepEqual(byName(rows.map((row) => ({ name: row[0], says: row[column] }))), expected);

    const { responses } = JSON.parse((await bytesOf(version, 'json')).toString()) as {
      responses: { name: string; answers: { question: string; points: number[] }[] }[];
    };
    assert.deepEqual(
      byName(
        responses.map(({ name, answers }) => ({
          name,
          says: answers.find(({ question }) => question === 'view')!.points.join(),
        })),
      ),
      Object.fromEntries(
        Object.entries(expected).map(([name, says]) => [name, [...says.matchAll(/\d/g)].join()]),
      ),
    );
  });

  test(`and in every document: ${version}`, async () => {
    const { 'word/document.xml': xml } = await unzip(await bytesOf(version, 'docx'));
    const table = tablesIn(xml!.toString()).find(
      ({ caption }) => caption === 'What was answered to question 1',
    )!;
    const below = ([who, , beside]: string[][]) => ({
      name: who![0],
      says: beside!.filter((text) => text.startsWith('Point')).join('; '),
    });
    assert.deepEqual(byName(table.rows.map(below)), expected);

    const page = pageOf(
      await VERSIONS[version].get(`${paths.panelConsultation({ reference })}?version=${version}`),
    );
    const rows = [...page.querySelectorAll('.portal-report__answers')[0]!.querySelectorAll('tbody tr')];
    assert.deepEqual(
      byName(
        rows.map((row) => ({
          name: row.querySelector('th span')!.textContent,
          says: [...row.querySelectorAll('a[href="#points"]')].map((one) => one.textContent).join('; '),
        })),
      ),
      expected,
    );
  });
}

test('of a line it stands at the line, and in the table of lines beside who raised it and may be told of', async () => {
  for (const [version, who] of [
    ['all', ['Open Energy']],
    ['confidential', ['Open Energy', 'Closed Book Energy']],
  ] as const) {
    const [row] = readCsv(await bytesOf(version, 'csv')).filter((one) => one['Respondent'] === 'Open Energy');
    assert.equal(row!['4. Disposition'], 'Point 3 (G7.5): accepted');
    const [heading = [], ...rows] = (await readWorkbook(await bytesOf(version, 'xlsx')))['By line']!;
    const column = heading.indexOf('Disposition');
    const told = rows.filter((one) => one[column]);
    assert.deepEqual(
      told.map((one) => [one[1], one[2], one[column]]),
      [['Open Energy', 'G7.5', 'Point 3: accepted']],
      `${version}: who raised it with another line is told beside the answer`,
    );
    const json = JSON.parse((await bytesOf(version, 'json')).toString()) as {
      responses: { name: string; answers: { question: string; points: number[] }[] }[];
    };
    const raised = json.responses.filter(({ answers }) =>
      answers.some(({ question, points }) => question === 'legal-text' && points.includes(3)),
    );
    assert.deepEqual(raised.map(({ name }) => name).toSorted(), [...who].toSorted());
  }
});

test('of the consultation as a whole it stands beside the response, unless some of that was said in confidence', async () => {
  for (const [version, says] of [
    ['all', undefined],
    ['confidential', 'Point 4: noted'],
  ] as const) {
    const [row] = readCsv(await bytesOf(version, 'csv')).filter((one) => one['Respondent'] === 'Open Energy');
    assert.equal(row!['Disposition of the response as a whole'], says, version);
    const caption = 'SECAS comments on responses as a whole';
    const { 'word/document.xml': xml } = await unzip(await bytesOf(version, 'docx'));
    const table = tablesIn(xml!.toString()).find((one) => one.caption === caption)!;
    const its = (table?.rows ?? []).find(([who]) => who![0] === 'Open Energy') ?? [];
    assert.equal(its[1]?.at(-1)?.includes('Point 4') ?? false, says !== undefined, `${version}, in Word`);
    const url = `${paths.panelConsultation({ reference })}?version=${version}`;
    const told = pageOf(await VERSIONS[version].get(url)).querySelector('main')!.textContent!;
    assert.equal(/Point 4: noted/.test(told), says !== undefined, `${version}, on the page`);
  }
});

test('of what stands at no line of the respondent, or where nothing is said any more, it stands beside all the same', async () => {
  await addPoint(report, 'OF THE TEXT', [openly], { question_key: 'legal-text' });
  await addPoint(report, 'OF A LINE ELSEWHERE', [openly], { question_key: 'legal-text', line: 'Elsewhere' });
  await addPoint(report, 'NO MORE', [nameless], { question_key: 'lead-time', discreet: true });
  await freezeNow(portal.deps, reference);
  const [text, elsewhere, noMore] = ['Point 4: noted', 'Point 5 (Elsewhere): noted', 'Point 6: noted'];
  const without = `Name withheld (${nameless.reference})`;

  const { 'word/document.xml': xml } = await unzip(await bytesOf('all', 'docx'));
  const rowOf = (caption: string, name: string) =>
    tablesIn(xml!.toString())
      .find((table) => table.caption === caption)
      ?.rows.find(([who]) => who![0] === name)
      ?.at(-1);
  assert.deepEqual(rowOf('Beside the comments on question 4', 'Open Energy'), [text, elsewhere]);
  assert.deepEqual(rowOf('What was answered to question 6', without), [noMore]);

  const page = pageOf(await member.get(paths.panelConsultation({ reference })));
  const links = [...page.querySelectorAll('.portal-report__question')].map((question) =>
    [...question.querySelectorAll('a[href="#points"]')].map((one) => one.textContent),
  );
  assert.deepEqual(links[3], ['Point 3: accepted', text, elsewhere]);
  assert.deepEqual(links[5], [noMore]);

  const long = readCsv(await bytesOf('all', 'long.csv'));
  const ofNoMore = long.filter((row) => row['Question number'] === '6' && row['Respondent'] === without);
  assert.deepEqual(
    ofNoMore.map((row) => row['Disposition']),
    [noMore],
  );
  const book = await readWorkbook(await bytesOf('all', 'xlsx'));
  const [heading = [], ...rows] = book[Object.keys(book).find((name) => name.startsWith('Q6'))!]!;
  assert.equal(rows.find(([who]) => who === without)?.[heading.indexOf('Disposition')], noMore);
  const { responses } = JSON.parse((await bytesOf('all', 'json')).toString()) as {
    responses: { name: string; answers: { question: string; points: number[] }[] }[];
  };
  const its = responses.find(({ name }) => name === without)!.answers;
  assert.deepEqual(its.find(({ question }) => question === 'lead-time')?.points, [6]);
});

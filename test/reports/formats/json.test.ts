import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { paths } from '../../../src/paths.js';
import { VERSIONS } from '../../../src/reports/access.rules.js';
import type { FrameOfFile, ResponseInFile } from '../../../src/reports/formats/json/reportFile.js';
import { aBrowser } from '../../support/browse.js';
import { ALDER, everything, HOSTILE } from './everything.js';

const { portal, consultation, alder, files, fetched } = await everything();
type ReportFile = FrameOfFile & { responses: ResponseInFile[] };
const read = async (version: (typeof VERSIONS)[number]): Promise<ReportFile> =>
  JSON.parse((await fetched('json', version)).toString()) as ReportFile;
const reports = {
  all: await read('all'),
  confidential: await read('confidential'),
  public: await read('public'),
  issuer: await read('issuer'),
};
const reply = await aBrowser(portal).get(paths.reportSchema());
const schema = JSON.parse(reply.text || String(reply.body)) as Record<string, unknown>;
const ajv = new Ajv2020({ allErrors: true, formats: { 'date-time': isInstant, date: /^\d{4}-\d\d-\d\d$/ } });
const validate = ajv.compile(schema);

function isInstant(text: string): boolean {
  return text.endsWith('Z') && !Number.isNaN(Date.parse(text));
}

const answerOf = (report: ReportFile, name: string, key: string) =>
  report.responses.find((one) => one.name === name)!.answers.find(({ question }) => question === key);

test('the schema is public, may be cached, and says what each field is', () => {
  assert.equal(reply.status, 200);
  assert.match(reply.headers['content-type']!, /^application\/schema\+json/);
  assert.match(reply.headers['cache-control']!, /public, max-age=\d+/);
  assert.equal(schema['$schema'], 'https://json-schema.org/draft/2020-12/schema');
  assert.equal(schema['$id'], portal.deps.config.baseUrl + paths.reportSchema());
  const walk = (one: unknown, path: string): void => {
    if (Array.isArray(one)) return one.forEach((each, index) => walk(each, `${path}/${index}`));
    if (typeof one !== 'object' || one === null) return;
    const { type, properties, additionalProperties } = one as Record<string, unknown>;
    if (type === 'object') assert.equal(additionalProperties, false, `${path} takes what is not named`);
    for (const [name, property] of Object.entries((properties ?? {}) as Record<string, object>))
      assert.ok('description' in property || '$ref' in property, `${path}/${name} is not described`);
    for (const [name, each] of Object.entries(one)) walk(each, `${path}/${name}`);
  };
  walk(schema, '');
});

test('a file says of which edition it is, and what is published of which publication', () => {
  const { all, confidential, public: published, issuer } = reports;
  for (const { edition, publication } of [all, confidential, issuer]) {
    assert.equal(edition!.number, '1.0');
    assert.deepEqual(edition!.changes, []);
    assert.equal(publication, null);
  }
  assert.equal(published.edition, null);
});

for (const version of VERSIONS)
  test(`an independent validator takes the report: ${version}`, () => {
    assert.ok(validate(reports[version]), JSON.stringify(validate.errors, undefined, 1));
    assert.equal(reports[version].responses.length, HOSTILE.length + 5);
    assert.equal(reports[version].version, version);
  });

test('the validator finds what does not belong there, or is missing', () => {
  const { counts: _, ...lacking } = reports.all;
  assert.ok(!validate(lacking));
  assert.ok(!validate({ ...reports.all, id: 'x' }));
  const [first, ...others] = reports.all.responses;
  assert.ok(!validate({ ...reports.all, responses: [{ ...first, organisation: 'x' }, ...others] }));
});

test('every answer is there, part by part, as it was given', () => {
  const parts = (key: string) =>
    answerOf(reports.all, 'Alder Energy', key)!.parts.map(({ part, line, row, text, number, date }) => [
      part,
      line,
      row,
      text,
      number ?? date,
    ]);
  assert.deepEqual(parts('view'), [['Choice', '', null, 'Approve', null]]);
  assert.deepEqual(parts('objectives'), [
    ['Choice', 'Security of systems', null, 'Better', null],
    ['Choice', 'Effective competition', null, 'Worse', null],
  ]);
  assert.deepEqual(parts('legal-text'), [
    ['Comment', 'G7.5', 1, 'Say “must”.', null],
    ['Proposed drafting', 'G7.5', 1, '+must', null],
    ['Proposed drafting', '=Other clause', 2, 'Only the third.', null],
    ['Comment', 'G7.5', 3, 'Again.', null],
  ]);
  assert.deepEqual(parts('cost'), [['Amount (£)', '', null, '£12,500.50', 12_500.5]]);
  assert.deepEqual(parts('lead-time'), [['Number', '', null, '6', 6]]);
  assert.deepEqual(parts('other'), [['Text', '', null, 'Nothing else.', null]]);
  assert.deepEqual(parts('effects'), [
    ['Choice', '', null, 'Billing', null],
    ['Choice', '', null, 'Something else', null],
  ]);
  assert.deepEqual(parts('which'), [['Text', '', null, '@the call centre', null]]);
  assert.deepEqual(parts('from-when'), [['Date', '', null, '1 February 2018', '2018-02-01']]);
  assert.deepEqual(
    parts('priorities'),
    ['Security', 'Cost', 'Time'].map((option, at) => ['Rank', option, null, String(at + 1), at + 1]),
  );
  assert.deepEqual(parts('summary'), [['Text', '', null, 'Feasible.', null]]);
  for (const [key, { value }] of Object.entries(ALDER)) {
    const { rationale = '' } = value as { rationale?: string };
    assert.equal(answerOf(reports.all, 'Alder Energy', key)!.reasons, rationale, key);
  }
  for (const [index, text] of HOSTILE.entries()) {
    const name = `Respondent ${String(index).padStart(2, '0')}`;
    assert.equal(answerOf(reports.public, name, 'other')!.parts[0]!.text, text);
    assert.equal(answerOf(reports.public, name, 'view')!.reasons, text);
  }
});

test('who, when and which files; hashes of what is handed out alone', () => {
  const response = reports.all.responses.find(({ reference }) => reference === alder.reference)!;
  assert.deepEqual(response.receivedAt, {
    utc: '2017-06-01T15:59:59.999999Z',
    london: '16:59:59.999 on Thursday 1 June 2017 (BST)',
  });
  assert.deepEqual(response.parties, [{ name: 'Alder Energy Party', category: 'Large Supplier' }]);
  const told = response.answers.find(({ question }) => question === 'files')!.files;
  assert.deepEqual(
    told.map(({ name, bytes, sha256, inPack }) => [name, bytes, sha256, inPack]),
    [
      ['=open.txt', 14, files.open.sha256, true],
      ['waiting.txt', 12, null, false],
    ],
  );
  const birch = answerOf(reports.all, 'Birch Energy', 'files')!;
  assert.deepEqual([birch.files.length, birch.filesWithheld], [0, 1]);
  const inFull = answerOf(reports.confidential, 'Birch Energy', 'files')!;
  assert.deepEqual([inFull.files[0]!.sha256, inFull.files[0]!.confidential], [files.secret.sha256, true]);
});

test('what is confidential is marked, or a mark stands in its place', () => {
  const open = answerOf(reports.all, 'Birch Energy', 'cost')!;
  assert.match(open.withheld!, /^Confidential/);
  assert.deepEqual([open.parts, open.reasons], [[], '']);
  const inFull = answerOf(reports.confidential, 'Birch Energy', 'cost')!;
  assert.deepEqual([inFull.withheld, inFull.confidential, inFull.parts[0]!.number], [null, true, 12_500.5]);
  const nameless = reports.all.responses.find((one) => one.nameWithheld)!;
  assert.deepEqual(
    [nameless.receivedAt, nameless.parties, nameless.standing, nameless.countedAs],
    [null, [], null, ['Withheld']],
  );
  assert.ok(!JSON.stringify(reports.all).includes('Dogwood'));
});

test('the same report gives the same bytes', async () => {
  assert.deepEqual(await fetched('json', 'all'), await fetched('json', 'all'));
  assert.equal(reports.all.consultation.reference, consultation.reference);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { decideLate } from '../../../src/collation/late/decideLate.js';
import { paths } from '../../../src/paths.js';
import { getEdition } from '../../../src/reports/editions/editions.store.js';
import { freezeReport } from '../../../src/reports/editions/freezeReport.js';
import { makeReports } from '../../../src/reports/editions/makeReports.js';
import { readMe } from '../../../src/reports/pack/readMe.js';
import { pageOf, textOf } from '../../support/browse.js';
import { freezeNow } from '../../support/reports.js';
import { aReport } from '../aReport.js';
import { aChangingReport } from '../changing.js';
import { allBytes } from '../published/published.js';
import { download, readCsv } from '../reading.js';

const report = await aChangingReport();
const { portal, db, consultation, submissions, member, trusted, sam, page, comment, editionsOf, later } =
  report;
const { deps, clock } = portal;
const { reference } = consultation;
const csv = paths.reportFile({ reference, ending: 'csv' });

test('at the closure the report is frozen as 1.0, for all and in full', async () => {
  assert.deepEqual(await editionsOf(), ['1.0']);
  assert.deepEqual(await editionsOf('confidential'), ['1.0']);
  assert.match(textOf(await member.get(page)), /Version 1\.0, frozen 9am on 20 February 2017\./);
});

test('what changes makes another edition once it has settled for five minutes, with what changed', async () => {
  await comment('A second thought.');
  later(4);
  await makeReports(deps);
  assert.deepEqual(await editionsOf(), ['1.0']);
  assert.doesNotMatch(textOf(await member.get(page)), /A second thought/);
  later(1);
  await makeReports(deps);
  assert.deepEqual(await editionsOf(), ['1.0', '1.1']);
  const text = textOf(await member.get(page));
  assert.match(text, /A second thought\./);
  assert.match(text, /What changed since the version before SECAS comments: Open Energy/);
  const { edition, frame } = await getEdition(db, consultation.id, 'all');
  assert.match(
    readMe({ ...frame, edition }),
    /WHAT CHANGED SINCE THE VERSION BEFORE\r\n- SECAS comments: Open Energy\r\n/,
    'which the pack says too',
  );
  for (const ending of ['docx', 'xlsx'] as const) {
    const bytes = await allBytes(member, paths.reportFile({ reference, ending }));
    assert.match(
      bytes.toString(),
      /What changed since the version before.{1,500}SECAS comments: Open Energy/s,
      ending,
    );
  }
  const before = await member.get(`${page}?edition=1.0`);
  assert.doesNotMatch(textOf(before), /A second thought/);
  assert.match(textOf(before), /There is a newer version, 1\.1\. Read it/);
  assert.doesNotMatch((await download(member, `${csv}?edition=1.0`)).bytes.toString(), /A second thought/);
});

test('an edition that would say the same is not made', async () => {
  await comment('A third thought.');
  await comment('A second thought.');
  later(6);
  await makeReports(deps);
  assert.deepEqual(await editionsOf(), ['1.0', '1.1']);
});

test('what is for the readers in full alone makes no edition for all', async () => {
  await db('secas_comment').insert({
    consultation_id: consultation.id,
    submission_id: submissions.openly.id,
    question_key: 'other',
    text: 'SECRET-COMMENT, changed',
    written_at: clock.now(),
    written_by: sam.id,
  });
  await freezeNow(deps, reference);
  assert.deepEqual(
    [await editionsOf(), await editionsOf('confidential')],
    [
      ['1.0', '1.1'],
      ['1.0', '1.1', '1.2'],
    ],
  );
});

test('an edition is of one moment, whatever happens while it is read', async () => {
  const reading = await db.transaction();
  await reading.raw('lock table secas_comment in access exclusive mode');
  const freezing = freezeReport(db, reference, clock.now());
  while ((await db.raw<{ rows: object[] }>(`select from pg_locks where not granted`)).rows.length === 0)
    await delay(20);
  const late = { consultationId: consultation.id, submissionId: submissions.late.id };
  await decideLate(deps, sam, { ...late, admitted: true, reason: 'Flooded.', takeOver: [] }, clock.now());
  await reading.rollback();
  assert.equal(await freezing, 0, 'nothing had changed when it began to read');
  await freezeNow(deps, reference);
  assert.match(textOf(await member.get(page)), /Responses that now count: Silent Energy/);
  const [line] = readCsv((await download(member, csv)).bytes).filter(
    (row) => row['Respondent'] === 'Silent Energy',
  );
  assert.equal(line?.['On time'], 'Late, admitted');
});

test('who has taken an edition away finds marked what is told otherwise since, and is told by mail', async () => {
  await download(member, csv);
  assert.match(textOf(await member.get(page)), /You have downloaded this version\./);
  await comment('A fourth thought.');
  await freezeNow(deps, reference);
  const text = textOf(await member.get(page));
  assert.match(text, /You downloaded version 1\.2\. Since then: 1 response marked below\./);
  const marked = [...pageOf(await member.get(page)).querySelectorAll('#respondents ~ * tr')].filter((row) =>
    row.textContent!.includes('New or changed since version 1.2'),
  );
  assert.deepEqual(
    marked.slice(0, 1).map((row) => /Open Energy/.test(row.textContent!)),
    [true],
  );
  assert.doesNotMatch(textOf(await trusted.get(page)), /You downloaded|New or changed/);
  const mails = await db('outbox_mail').where({ kind: 'report-changed' }).whereLike('subject', '%1.3');
  assert.equal(mails.length, 1);
  assert.match(mails[0]!.subject, /The report has changed: \S+, version 1\.3/);
  assert.match(mails[0]!.body, /- SECAS comments \(1\)/);
  assert.doesNotMatch(mails[0]!.body, /Energy|fourth/, 'a mail may be passed on');
});

test('an edition is frozen: nothing of it can be changed', async () => {
  for (const table of [
    'told_response',
    'report_edition',
    'report_edition_response',
    'report_edition_file',
  ] as const)
    await assert.rejects(db(table).delete(), /frozen|refuse|cannot/i, table);
  const { file_id } = (await db('report_edition_file').whereNotNull('file_id').first())!;
  await assert.rejects(db('file_chunk').where({ file_id: file_id! }).delete(), /part of/);
});

test('a number that no edition has is no page', async () => {
  for (const edition of ['9.9', '1.99', 'x', '1', "1.0'--"])
    for (const url of [page, csv, paths.pack({ reference })])
      assert.equal((await trusted.get(`${url}?edition=${edition}`)).status, 404, `${url} ${edition}`);
});

test('released before the closure, it is 0.1', async () => {
  const early = await aReport({ closed: false });
  await early.db('release').insert({
    consultation_id: early.consultation.id,
    reason: 'The Panel meets tomorrow.',
    released_at: Temporal.Instant.from('2017-02-07T09:00:00Z'),
    released_by: (await early.db('person').first())!.id,
  });
  await makeReports(early.portal.deps);
  const its = paths.panelConsultation({ reference: early.consultation.reference });
  assert.match(textOf(await early.trusted.get(its)), /Version 0\.1, before the closure, frozen/);
});

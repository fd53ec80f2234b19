import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { openForm, ready, send, submitForm, textOf } from '../../support/browse.js';
import { aSubmission } from '../../support/submission.js';
import { attach } from '../../reports/attach.js';
import { aRedactedReport } from '../../reports/published/published.js';

const report = await aRedactedReport();
const { db, portal, consultation, response, submissions, files, secas, member, page } = report;
const { reference } = consultation;
const pageOf = (submission: string) => paths.deskRedactions({ reference, submission });
const here = pageOf(response.id);
const answer = (key: string) => ({ form: `#answer-${key} form[data-marks]` });
const standing = () => db('redaction').whereNull('lifted_at').orderBy('marked_at');

test('a passage is redacted without a script, with who, when and why; the submission stays as it was', async () => {
  const before = JSON.stringify(await db('submission_answer').orderBy(['submission_id', 'position']));
  const done = await submitForm(
    secas,
    here,
    { passage: 'HIDDEN-PASSAGE  of\nAnn Lee', reason: 'personal', note: '' },
    { ...answer('other'), button: ['step', 'passage'] },
  );
  assert.equal(done.status, 303);
  assert.ok(done.headers['location']!.endsWith('#answer-other'));
  const [row] = await standing();
  assert.deepEqual([row!.part, row!.starts, row!.ends, row!.reason], ['text', 8, 33, 'personal']);
  assert.match(textOf(await secas.get(here)), /Personal data HIDDEN-PASSAGE of Ann Lee .*20 February 2017/);
  assert.equal(JSON.stringify(await db('submission_answer').orderBy(['submission_id', 'position'])), before);
  const trail = await db('audit_entry').where({ action: 'redaction.marked' });
  assert.equal(trail.length, 1);
  assert.ok(!JSON.stringify(trail).includes('HIDDEN'), 'the trail does not repeat it');
});

test('twice is once; what does not stand there, no reason and “other” without words come back', async () => {
  const mark = (fields: Record<string, string>, step = 'passage') =>
    submitForm(secas, here, fields, { ...answer('other'), button: ['step', step] });
  assert.equal((await mark({ passage: 'HIDDEN-PASSAGE of Ann Lee', reason: 'legal', note: '' })).status, 303);
  assert.equal((await standing()).length, 1);
  const wrong = await mark({ passage: 'not there', reason: '', note: 'mine' });
  assert.equal(wrong.status, 422);
  assert.match(textOf(wrong), /does not stand in the answer.*Choose a reason/);
  assert.match(wrong.text, /value="mine"/);
  const other = await mark({ passage: 'Before', reason: 'other', note: ' ' });
  assert.match(textOf(other), /Say what the reason is/);
  assert.equal((await mark({ passage: 'Before', reason: 'other', note: 'Asked by telephone' })).status, 303);
  assert.equal((await standing()).length, 2);
});

test('a whole answer, a file, its name; lifted they are kept as lifted', async () => {
  await submitForm(secas, here, { reason: 'legal' }, { ...answer('view'), button: ['step', 'answer'] });
  const file = `#file-${files.hidden.id} form[novalidate]`;
  await submitForm(secas, here, { reason: 'personal' }, { form: file, button: ['step', 'file'] });
  const named = `#file-${files.named.id} form[novalidate]`;
  await submitForm(secas, here, { reason: 'personal' }, { form: named, button: ['step', 'file name'] });
  const rows = await standing();
  assert.deepEqual(rows.map(({ covers }) => covers).toSorted(), [
    'answer',
    'file',
    'file name',
    'passage',
    'passage',
  ]);
  const [gone] = rows.filter(({ covers }) => covers === 'file');
  const { held } = await openForm(secas, here, answer('view').form);
  const lift = { _csrf: held['_csrf']!, step: 'lift', redaction: gone!.id };
  assert.equal((await send(secas, here, lift)).status, 303);
  assert.equal((await send(secas, here, lift)).status, 303, 'again does nothing');
  const lifted = (await db('redaction').where({ id: gone!.id }).first())!;
  assert.ok(lifted.lifted_at && lifted.lifted_by === report.by);
  assert.match(textOf(await secas.get(here)), /Redactions that were lifted/);
  assert.equal((await db('audit_entry').where({ action: 'redaction.lifted' })).length, 1);
});

test('nothing of another submission is redacted or lifted here; nobody but SECAS may', async () => {
  const { held } = await openForm(secas, here, answer('view').form);
  const csrf = { _csrf: held['_csrf']! };
  const elsewhere = pageOf(submissions.openly.id);
  const [row] = await standing();
  assert.equal((await send(secas, elsewhere, { ...csrf, step: 'lift', redaction: row!.id })).status, 404);
  const file = { ...csrf, step: 'file', attachment: files.hidden.id, reason: 'legal' };
  assert.equal((await send(secas, elsewhere, file)).status, 404);
  const gone = { ...csrf, step: 'answer', question: 'nothing', reason: 'legal' };
  assert.equal((await send(secas, here, gone)).status, 404);
  assert.equal((await member.get(here)).status, 403);
});

test('submitted again: publication waits until each earlier redaction is carried over or lifted', async () => {
  const organisation = (await db('submission').where({ id: response.id }).first())!;
  const party = (await db('submission_party').where({ submission_id: response.id }).first())!;
  const again = await aSubmission(db, {
    consultation,
    organisation: { id: organisation.organisation_id, name: organisation.organisation_name },
    by: { id: organisation.submitted_by, name: 'x', email: 'x' } as Parameters<typeof aSubmission>[1]['by'],
    parties: [{ id: party.party_id, name: party.name, category: party.category, registerId: '' }],
    responseId: response.responseId,
    answers: {
      view: { value: { choice: 'Approve', rationale: 'We think otherwise now.' } },
      other: { value: { text: 'New. Hidden-passage of ann lee, and HIDDEN-PASSAGE OF ANN LEE again.' } },
    },
  });
  await attach(portal, again.id, { name: 'HIDDEN-NAME of a person.txt', text: 'Read me.' });
  const blocked = textOf(await ready(secas, page));
  assert.match(
    blocked,
    /cannot be published yet: an organisation has submitted again.*Marked Energy: 4 redactions/,
  );
  assert.doesNotMatch(blocked, /Publish for everybody/);
  const { held } = await openForm(secas, here, answer('view').form);
  const csrf = { _csrf: held['_csrf']! };
  assert.equal((await send(secas, page, { ...csrf, seen: '', looked: 'yes' })).status, 409);
  const there = pageOf(again.id);
  assert.match(
    textOf(await secas.get(there)),
    /4 redactions of an earlier version.*Not found in this version.*Before/,
  );
  assert.equal((await send(secas, there, { ...csrf, step: 'carry' })).status, 303);
  const carried = await db('redaction').where({ submission_id: again.id });
  assert.deepEqual(carried.map(({ covers }) => covers).toSorted(), [
    'answer',
    'file name',
    'passage',
    'passage',
  ]);
  assert.equal((await send(secas, there, { ...csrf, step: 'carry' })).status, 303);
  assert.equal((await db('redaction').where({ submission_id: again.id })).length, 4, 'each once');
  assert.match(textOf(await ready(secas, page)), /Marked Energy: 1 redaction/);
  const left = (await standing()).find(({ note }) => note === 'Asked by telephone')!;
  assert.equal((await send(secas, there, { ...csrf, step: 'lift', redaction: left.id })).status, 303);
  assert.doesNotMatch(textOf(await ready(secas, page)), /cannot be published yet/);
});

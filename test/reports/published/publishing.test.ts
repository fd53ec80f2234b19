import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getPublishedConsultation } from '../../../src/consultations/consultations.store.js';
import { paths } from '../../../src/paths.js';
import { lookThrough } from '../../../src/reports/published/lookThrough.js';
import { errorFor, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { download, readCsv } from '../reading.js';
import { aRedactedReport, publicForms } from './published.js';

const report = await aRedactedReport();
const { db, portal, consultation, response, submissions, secas, stranger, page, preview, files } = report;
const { reference } = consultation;
const FORMS = publicForms(reference);
const { consultation: noted, ...READABLE } = FORMS;
const lines = async () => readCsv((await download(stranger, FORMS.csv)).bytes);
const isPublic = async () =>
  Promise.all(
    [...Object.values(READABLE), paths.publishedFile({ reference, attachment: files.open.id })].map(
      async (url) => (await download(stranger, url)).status,
    ),
  );

test('before it is published nothing is there, for nobody', async () => {
  assert.deepEqual(new Set(await isPublic()), new Set([404]));
  assert.doesNotMatch(textOf(await stranger.get(noted)), /Read the responses/);
});

test('what still stands elsewhere is found, with the way there: answers, names of files, and their text', async () => {
  await report.mark(response.id, ['other', 'Ann Lee']);
  await report.mark(response.id, ['legal-text', 'HIDDEN-CELL'], 'commercial');
  const { attach } = await import('../attach.js');
  const lee = await attach(portal, submissions.openly.id, { name: 'ann  LEE letter.txt', text: 'x' });
  const cell = await attach(portal, submissions.openly.id, { name: 'cell.txt', text: 'as HIDDEN-CELL said' });
  const { file_id } = (await db('submission_attachment').where({ id: cell.id }).first())!;
  await db('file_indexed').insert({ file_id, outcome: 'read', indexed_at: portal.clock.now() });
  await db('file_text').insert({ file_id, part: 0, text: 'It is as  Hidden-cell\nsaid.' });
  const found = await preview();
  const text = textOf(found);
  assert.match(text, /Files left out \d+ confidential, redacted or not scanned/);
  assert.match(text, /See it as everybody would, with its downloads, before it is public\./);
  assert.match(text, /What was left out still stands in 2 other places/);
  assert.match(
    text,
    /Ann Lee Redacted in the response of Marked Energy; it stands in: Open Energy, Name of a file/,
  );
  assert.match(
    text,
    /HIDDEN-CELL Redacted in the response of Marked Energy; it stands in: Open Energy, The file “cell.txt”/,
  );
  assert.ok(found.text.includes(`#file-${cell.id}"`));
  assert.match(text, /A withheld name could be worked out/);
  assert.match(text, /files that the portal could not look through/);
  assert.match(text, /responses that nobody has marked as read/);
  assert.match(text, /1 late response without a decision/);
  assert.match(text, /1 file waiting for the virus scan/);
  await report.mark(submissions.openly.id, { covers: 'file', attachmentId: cell.id });
  await report.mark(submissions.openly.id, { covers: 'file', attachmentId: lee.id });
  assert.doesNotMatch(textOf(await preview()), /still stands/);
});

test('a withheld name that stands in another’s answer is found', async () => {
  await db.raw('alter table submission_answer disable trigger user');
  const where = { submission_id: response.id, question_key: 'view' };
  const before = (await db('submission_answer').where(where).first())!;
  const value = { choice: 'Reject', rationale: 'As shy energy told us.' };
  await db('submission_answer')
    .where(where)
    .update({ value: JSON.stringify(value) });
  const { still } = await lookThrough(db, await getPublishedConsultation(db, consultation.reference));
  assert.deepEqual(
    still.map(({ needle, place }) => [needle.of.covers, needle.of.organisation, place.respondent]),
    [['name', 'Shy Energy', 'Marked Energy']],
  );
  await db('submission_answer')
    .where(where)
    .update({ value: JSON.stringify(before.value) });
});

test('it is not published before SECAS says that it has looked', async () => {
  const refused = await submitForm(secas, page, {}, { form: `form[action="${page}"]` });
  assert.equal(refused.status, 422);
  assert.match(errorFor(refused, 'looked')!, /say that you have/);
  assert.deepEqual(new Set(await isPublic()), new Set([404]));
});

test('it is published as it was looked at: when something else would be, it is shown again', async () => {
  const { action, held } = await openForm(secas, page, `form[action="${page}"]`);
  await report.hide();
  const stale = await send(secas, action, { ...held, looked: 'yes' });
  assert.equal(stale.status, 409);
  assert.match(textOf(stale), /has changed since you looked at it/);
  assert.equal((await db('response_publication')).length, 0);
  assert.equal((await db('report_edition').where({ version: 'public' })).length, 0);
});

test('published: everybody reads it, respondents are told once each, the consultation’s page says so', async () => {
  assert.equal((await report.publish()).status, 303);
  assert.deepEqual(new Set(await isPublic()), new Set([200]));
  assert.match(
    textOf(await stranger.get(noted)),
    /Responses SECAS published them.*History.*Responses published/,
  );
  const mails = await db('outbox_mail').where({ kind: 'responses-published' });
  const answering = await db('submission as s')
    .join('role_grant as g', 'g.organisation_id', 's.organisation_id')
    .where('g.role', 'representative')
    .whereRaw('exists (select from representation r where r.submission_id = s.id)')
    .distinct('g.person_id');
  assert.equal(mails.length, answering.length);
  assert.ok(mails.every(({ body }) => body.includes(FORMS.page) && !body.includes('HIDDEN')));
  const trail = await db('audit_entry').where({ action: 'publication.made' });
  assert.deepEqual(trail[0]!.detail, { version: 1, responses: 4, told: mails.length, note: '' });
});

test('while nothing has changed since, the page says so, and offers no other version; then it does', async () => {
  const same = await preview();
  assert.match(
    textOf(same),
    /Version 1 is public.*Nothing has changed since: another version would say the same/,
  );
  assert.match(textOf(same), /What is public now Responses 4/);
  assert.doesNotMatch(textOf(same), /Look at this first|would be published|as everybody would/);
  assert.equal(same.text.includes(`form method="post" action="${page}"`), false);
  const { held } = await openForm(secas, page, `form[action="${paths.deskTakeDown({ reference })}"]`);
  const { mark: seen } = (await db('response_publication').first())!;
  for (const note of ['', 'The same again.']) {
    const again = await send(secas, page, { _csrf: held['_csrf']!, seen: seen!, note });
    assert.equal(again.status, 409);
    assert.match(textOf(again), /There is a problem Nothing has changed since version 1 was published/);
  }
  assert.equal((await db('response_publication')).length, 1);
  await report.mark(submissions.openly.id, ['view', 'Second line']);
  const changed = textOf(await preview());
  assert.match(changed, /Version 1 is public/);
  assert.doesNotMatch(changed, /Nothing has changed since/);
  assert.match(changed, /What would be published now.*Look at this first.*What changed in version 2/);
});

test('what happens later changes nothing of what was published', async () => {
  const before = await Promise.all(Object.values(READABLE).map((url) => download(stranger, url)));
  await db('redaction').update({ lifted_at: portal.clock.now(), lifted_by: report.by });
  await report.mark(submissions.openly.id, ['view', 'Second line']);
  await db('consultation').where({ id: consultation.id }).update({ title: 'Another title' });
  const after = await Promise.all(Object.values(READABLE).map((url) => download(stranger, url)));
  for (const [index, { bytes }] of before.entries()) {
    const strip = (text: string) => text.replaceAll(/nonce-[^"']+|[0-9a-f]{32,}/g, '');
    if (index === 0) assert.equal(strip(String(after[index]!.bytes)), strip(String(bytes)));
    else assert.deepEqual(after[index]!.bytes, bytes, Object.keys(READABLE)[index]);
  }
});

test('a file with a virus that was found later is not handed out, from the page or in the ZIP', async () => {
  const { file_id } = (await db('submission_attachment').where({ id: files.open.id }).first())!;
  await db('file').where({ id: file_id }).update({ scan: 'infected' });
  const url = paths.publishedFile({ reference, attachment: files.open.id });
  assert.equal((await download(stranger, url)).status, 403);
  const pack = await download(stranger, FORMS.zip);
  assert.equal(pack.status, 403);
  assert.match(String(pack.bytes), /A virus has been found in a file of this pack/);
  await db('file').where({ id: file_id }).update({ scan: 'clean' });
});

test('a second version says what changed, and then it is what everybody reads', async () => {
  const unsaid = await report.publish();
  assert.equal(unsaid.status, 422);
  assert.match(errorFor(unsaid, 'note')!, /what changed/);
  assert.equal((await report.publish({ note: 'A passage has been redacted.' })).status, 303);
  assert.match(textOf(await stranger.get(FORMS.page)), /Version 2: A passage has been redacted\./);
  assert.match(JSON.stringify(await lines()), /\[redacted: personal data\] & <b>bold/);
});

test('taken down: nothing is there any more at once, an earlier version neither; the reason is kept', async () => {
  const takeDown = paths.deskTakeDown({ reference });
  const form = { form: `form[action="${takeDown}"]` };
  const unsaid = await submitForm(secas, page, { reason: ' ' }, form);
  assert.equal(unsaid.status, 422);
  assert.match(errorFor(unsaid, 'reason')!, /Enter the reason/);
  assert.equal((await submitForm(secas, page, { reason: 'A name was in it.' }, form)).status, 303);
  assert.deepEqual(new Set(await isPublic()), new Set([404]));
  assert.doesNotMatch(textOf(await stranger.get(noted)), /Read the responses/);
  assert.match(textOf(await preview()), /Nothing is public now.*A name was in it\./);
  const history = /The responses were taken down/;
  assert.match(textOf(await stranger.get(noted)), history);
  assert.doesNotMatch(textOf(await stranger.get(noted)), /A name was in it/, 'the reason is for SECAS');
  assert.match(
    textOf(await secas.get(paths.deskConsultation({ reference }))),
    /The responses were taken down A name was in it\./,
  );
  assert.equal((await db('audit_entry').where({ action: 'publication.taken-down' })).length, 1);
  assert.equal((await report.publish({ note: 'Without the name.' })).status, 303);
  assert.deepEqual(new Set(await isPublic()), new Set([200]));
});

test('every version that was published stays to be had by SECAS, and by nobody else, taken down or not', async () => {
  const said = [];
  for (const { number } of await db('response_publication').orderBy('number')) {
    const asked = `?version=public&edition=${number}.0`;
    const at = paths.panelConsultation({ reference }) + asked;
    assert.ok(pageOf(await preview()).querySelector(`a[href="${at}"]`));
    assert.match(textOf(await secas.get(at)), /Published by SECAS.*Every version that was published/);
    const csv = paths.reportFile({ reference, ending: 'csv' }) + asked;
    said.push(String((await download(secas, csv)).bytes).includes('Second line'));
    const file = paths.panelAttachment({ reference, attachment: files.open.id }) + asked;
    for (const url of [file, paths.pack({ reference }) + asked]) {
      assert.equal((await download(secas, url)).status, 200, url);
      assert.equal((await download(report.trusted, url)).status, 404, url);
    }
    assert.equal((await download(report.trusted, csv)).status, 404);
  }
  assert.deepEqual(said, [true, false, false], 'each as it was');
});

test('a consultation that is not closed is not published, whoever asks', async () => {
  const { aConsultation } = await import('../../support/build.js');
  const open = await aConsultation(db, { closesAt: '2017-03-28T17:00:00Z' });
  const desk = paths.deskPublication({ reference: open.reference });
  assert.match(textOf(await secas.get(desk)), /once the consultation is closed for good/);
  const { held } = await openForm(secas, page, `form[action="${paths.deskTakeDown({ reference })}"]`);
  const refused = await send(secas, desk, { _csrf: held['_csrf']!, seen: '', looked: 'yes' });
  assert.equal(refused.status, 409);
  const urls = Object.values(publicForms(open.reference)).slice(0, -1);
  for (const url of urls) assert.equal((await stranger.get(url)).status, 404);
});

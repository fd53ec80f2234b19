import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { paths } from '../../../src/paths.js';
import { freezeNow } from '../../support/reports.js';
import { errorFor, send, submitForm, textOf, type Browser } from '../../support/browse.js';
import { aRepresentative } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import {
  aCompany,
  aConsultationOf,
  clock,
  db,
  desk,
  instant,
  portal,
  rowOf,
  tokenOn,
  type Company,
} from '../../collation/desk.js';
import { arrivedAt, enterFor, responseIn, typeAndSubmit } from '../../collation/entering/entering.js';

clock.set('2017-02-01T10:00:00Z');

/** What SECAS entered and submitted for a company; `as` is who may submit for it. */
async function anEntered(company?: Company) {
  const entered = company ?? (await aCompany());
  const { reference } = await aConsultationOf(entered);
  const said = { parties: entered.party.id, ...arrivedAt(1, '09:30') };
  const id = responseIn(await enterFor({ reference, organisation: entered.organisation.id }, said));
  return { company: entered, consultation: reference, id, ...(await submitted(id)) };
}

async function submitted(id: string) {
  await typeAndSubmit(id);
  const row = await db('submission').where({ response_id: id }).orderBy('number', 'desc').first();
  return { reference: row!.reference, submission: row!.id };
}

const confirm = async (
  browser: Browser,
  at: { id: string; reference: string },
  fields: Record<string, string>,
) => {
  const url = paths.confirmEntered(at);
  return send(browser, url, { _csrf: await tokenOn(browser, url), ...fields });
};

/** What each place of the desk says of who confirmed. */
async function saidAtDesk(reference: string, company: Company, submission: string) {
  return {
    reading: textOf(await desk.get(paths.deskSubmission({ reference, submission }))),
    list: textOf(await desk.get(paths.deskResponses({ reference }))),
    coverage: JSON.stringify(rowOf(await desk.get(paths.deskCoverage({ reference })), company.party.name)),
  };
}

/** What the report says, once it is closed. */
async function saidInReport(reference: string) {
  const consultation = await db('consultation').where({ reference }).first();
  const closed = {
    last_closes_at: instant('2017-02-08T17:00:00Z'),
    closed_at: instant('2017-02-08T17:00:20Z'),
  };
  await db('closure')
    .insert({ consultation_id: consultation!.id, ...closed })
    .onConflict()
    .ignore();
  await freezeNow(portal.deps, reference);
  const csv = await desk.get(paths.reportFile({ reference, ending: 'csv' }));
  const [line] = parse(csv.text, { columns: true, bom: true }) as Record<string, string>[];
  const workbook = await desk
    .get(paths.reportFile({ reference, ending: 'xlsx' }))
    .responseType('arraybuffer');
  const { sheets } = await readXlsx(new Uint8Array(workbook.body as ArrayBuffer));
  return {
    page: textOf(await desk.get(paths.panelConsultation({ reference }))),
    csv: line!['Entered by SECAS']!,
    xlsx: JSON.stringify(sheets),
  };
}

test('whoever may submit is asked by mail, with a link; until then nothing says that it is confirmed', async () => {
  const company = await aCompany();
  const drafter = await aRepresentative(db, company.organisation, false);
  const { consultation, id, reference, submission } = await anEntered(company);
  const mails = await db('outbox_mail')
    .where({ kind: 'receipt' })
    .whereIn('person_id', [company.by.id, drafter.id]);
  const link = paths.confirmEntered({ id, reference });
  const to = Object.fromEntries(mails.map((mail) => [mail.person_id!, mail]));
  assert.ok(to[company.by.id]!.body.includes(link));
  assert.match(to[company.by.id]!.subject, /please confirm/);
  assert.ok(!to[drafter.id]!.body.includes(link), 'who may not submit is not asked');

  const before = await saidAtDesk(consultation, company, submission);
  assert.match(before.reading, /Entered by SECAS, not confirmed.*Asked:/);
  assert.match(before.list, /entered by SECAS, not confirmed/);
  assert.match(before.coverage, /Entered by SECAS, not confirmed/);
  const report = await saidInReport(consultation);
  assert.match(report.page, /entered by SECAS, not confirmed/);
  assert.equal(report.csv, 'Yes, not confirmed');
  assert.match(report.xlsx, /Yes, not confirmed/);

  const theirs = await signInAs(portal, company.by);
  const page = await theirs.get(link);
  assert.match(textOf(page), /What SECAS typed.*As in their e-mail.*What came.*Their e-mail\.txt/);
  const original = await theirs.get(paths.enteredOriginal({ id, reference }));
  assert.equal(original.text, 'Dear SECAS, we approve.');
  assert.match(
    textOf(await (await signInAs(portal, drafter)).get(link)),
    /A colleague who may submit can confirm it/,
  );

  clock.set('2017-02-02T11:05:00Z');
  assert.equal((await confirm(theirs, { id, reference }, { answer: 'confirmed' })).status, 303);
  assert.equal(
    (await confirm(theirs, { id, reference }, { answer: 'confirmed' })).status,
    303,
    'twice is once',
  );
  const words = new RegExp(`confirmed by ${company.by.name} at 11:05am on 2 February 2017`);
  const after = {
    ...(await saidAtDesk(consultation, company, submission)),
    ...(await saidInReport(consultation)),
  };
  for (const said of Object.values(after)) {
    assert.match(said, words);
    assert.doesNotMatch(said, /not confirmed/);
  }
  assert.equal((await db('transcription_review').where({ submission_id: submission })).length, 1);
  assert.equal(
    (await db('audit_entry').where({ action: 'transcription.confirmed', subject_id: submission })).length,
    1,
  );
  const late = await confirm(theirs, { id, reference }, { answer: 'wrong', wrong: 'After all' });
  assert.equal(late.status, 409);
  clock.set('2017-02-01T10:00:00Z');
});

test('what is wrong goes to the desk; the corrected version is asked about again', async () => {
  const { company, consultation, id, reference, submission } = await anEntered();
  const theirs = await signInAs(portal, company.by);
  const empty = await confirm(theirs, { id, reference }, { answer: 'wrong', wrong: ' \0' });
  assert.equal(empty.status, 422);
  assert.match(errorFor(empty, 'wrong')!, /Say what is not as you sent it/);
  const secret = 'We rejected it: <b>£5</b>';
  assert.equal((await confirm(theirs, { id, reference }, { answer: 'wrong', wrong: secret })).status, 303);

  const said = await saidAtDesk(consultation, company, submission);
  assert.match(said.reading, /says that it is not as it was sent We rejected it: <b>£5<\/b>/);
  assert.match(said.list, /not confirmed: the organisation says that it is not as it was sent/);
  assert.doesNotMatch(said.list, /We rejected it/);
  const list = paths.deskEnter({ reference: consultation });
  assert.match(textOf(await desk.get(list)), /Not as it was sent: to be corrected/);
  const mail = await db('outbox_mail').where({ kind: 'transcription-wrong' }).first();
  assert.ok(mail!.body.includes(paths.deskSubmission({ reference: consultation, submission })));
  assert.ok(!mail!.body.includes('We rejected'), 'mail is not a safe place');

  await submitForm(desk, paths.section({ id, section: 'your-view' }), { view: 'Reject' });
  const corrected = await submitForm(desk, paths.check({ id }), {});
  assert.equal(corrected.status, 303);
  const newest = (await db('submission').where({ response_id: id, number: 2 }).first())!;
  assert.doesNotMatch(textOf(await desk.get(list)), /to be corrected/);
  const link = paths.confirmEntered({ id, reference: newest.reference });
  const asked = await db('outbox_mail').where({ person_id: company.by.id }).whereLike('body', `%${link}%`);
  assert.equal(asked.length, 1);
  const old = await confirm(theirs, { id, reference: newest.reference }, { answer: 'confirmed' });
  assert.equal(old.status, 303);
  const token = await tokenOn(theirs, paths.responses());
  const stale = await send(theirs, paths.confirmEntered({ id, reference }), {
    _csrf: token,
    answer: 'confirmed',
  });
  assert.equal(stale.status, 409, 'the first version is no longer the one');
});

test('where nobody can submit for the organisation, it is said that nobody could be asked', async () => {
  const company = await aCompany();
  await db('role_grant').where({ person_id: company.by.id }).update({ may_submit: false });
  const { consultation, submission } = await anEntered(company);
  const { reading } = await saidAtDesk(consultation, company, submission);
  assert.match(reading, /not confirmed: nobody could be asked/);
  const said = await saidInReport(consultation);
  assert.match(said.page, /not confirmed: nobody could be asked/);
  assert.equal(said.csv, 'Yes, not confirmed: nobody could be asked');
});

test('nobody else sees the original, the transcription, or may confirm it', async () => {
  const { company, id, reference } = await anEntered();
  const other = await aCompany();
  const drafter = await aRepresentative(db, company.organisation, false);
  const stranger = await signInAs(portal, other.by);
  const token = await tokenOn(stranger, paths.responses());
  const pages = [paths.confirmEntered({ id, reference }), paths.enteredOriginal({ id, reference })];
  for (const url of pages) {
    const reply = await stranger.get(url);
    assert.equal(reply.status, 404);
    assert.doesNotMatch(reply.text, /As in their e-mail|we approve/);
  }
  const answer = { _csrf: token, answer: 'confirmed' };
  assert.equal((await send(stranger, paths.confirmEntered({ id, reference }), answer)).status, 404);
  const colleague = await signInAs(portal, drafter);
  assert.equal((await confirm(colleague, { id, reference }, { answer: 'confirmed' })).status, 403);
  assert.equal(
    (
      await db('transcription_review as v')
        .join('submission as s', 's.id', 'v.submission_id')
        .where('s.response_id', id)
    ).length,
    0,
  );
});

test('what waits to be confirmed stands on “Your responses” until it is answered, for that organisation alone', async () => {
  const { company, consultation, id, reference } = await anEntered();
  const theirs = await signInAs(portal, company.by);
  const asked = new RegExp(
    `Is your response on ${consultation} as you sent it\\? SECAS typed it: ${reference}`,
  );
  const said = async (browser: Browser) => textOf(await browser.get(paths.responses()));
  assert.match(await said(theirs), asked);
  assert.doesNotMatch(await said(await signInAs(portal, (await aCompany()).by)), /as you sent it/);
  const wrong = await confirm(theirs, { id, reference }, { answer: 'wrong', wrong: 'It says yes.' });
  assert.equal(wrong.status, 303);
  assert.doesNotMatch(await said(theirs), asked, 'SECAS has to do something now');
  const again = await submitted(id);
  assert.match(await said(theirs), new RegExp(again.reference));
});

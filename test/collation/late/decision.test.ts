import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { errorFor, follow, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aRepresentative, aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import {
  aCompany,
  aConsultationOf,
  clock,
  db,
  desk,
  headingFor,
  instant,
  LATE,
  portal,
  sam,
  submissionOf,
  tokenOn,
  type Company,
} from '../desk.js';

clock.set('2017-02-09T09:30:00Z');

async function aLateOne(options: Partial<Parameters<typeof submissionOf>[2]> = {}) {
  const company = await aCompany();
  const consultation = await aConsultationOf(company);
  const late = await submissionOf(company, consultation, { ...LATE, ...options });
  const at = { reference: consultation.reference, submission: late.id };
  return { company, consultation, late, read: paths.deskSubmission(at), decide: paths.deskLateDecision(at) };
}

const speaks = (consultation: { id: string }, { party }: Company) =>
  db('representation').where({ consultation_id: consultation.id, party_id: party.id }).first();
const mailTo = (person: { email: string }) =>
  db('outbox_mail').where({ to_address: person.email, kind: 'late-decision' });
const auditOf = (id: string) => db('audit_entry').where({ subject_id: id }).orderBy('id');

const ADMIT = { decision: 'admit', reason: 'Their office was flooded.' };
const REFUSE = { decision: 'refuse', reason: 'Two reminders were sent.' };

test('admitting makes it live, keeps the reason, and tells the respondent', async () => {
  const { company, consultation, late, read, decide } = await aLateOne();
  assert.match(textOf(await desk.get(read)), /Late, SECAS to decide.*It waits for your decision/);
  const form = await desk.get(decide);
  assert.match(
    textOf(form),
    /17:04:00\.000 on Wednesday 8 February 2017 \(GMT\) ?4 minutes after the deadline/,
  );
  assert.match(textOf(form), new RegExp(`If you admit it ${company.party.name} counts as having responded`));

  const page = await follow(desk, await submitForm(desk, decide, ADMIT));
  assert.match(
    textOf(page),
    /has been admitted.*Counts.*It was late and has been admitted Their office was flooded\./,
  );
  assert.equal((await speaks(consultation, company))!.submission_id, late.id);
  assert.match(await headingFor(company.by, late), /^Your response arrived late and was admitted$/);
  const [mail] = await mailTo(company.by);
  assert.match(mail!.subject, /^Admitted: your late response/);
  assert.match(mail!.body, /Reason: Their office was flooded\./);
  assert.ok(mail!.body.includes(`It now counts for ${company.party.name}.`));
  const [entry] = await auditOf(late.id);
  assert.equal(entry!.action, 'response.admitted');
  assert.equal(entry!.person_id, sam.id);
});

test('refusing keeps it apart, with its reason, and tells the respondent', async () => {
  const { company, consultation, late, read, decide } = await aLateOne();
  await submitForm(desk, decide, REFUSE);
  assert.match(
    textOf(await desk.get(read)),
    /Late, not admitted.*It has not been admitted Two reminders were sent\./,
  );
  assert.equal(await speaks(consultation, company), undefined);
  assert.match(await headingFor(company.by, late), /^Your response arrived late and was not admitted$/);
  const [mail] = await mailTo(company.by);
  assert.match(mail!.subject, /^Not admitted/);
  assert.match(mail!.body, /it\s+does not count in the report/);
  assert.equal((await auditOf(late.id))[0]!.action, 'response.refused');
  assert.equal((await db('submission').where({ id: late.id })).length, 1, 'it is kept');
});

test('a decision needs a choice and a reason, and what was typed stays', async () => {
  const { decide, late } = await aLateOne();
  const noReason = await submitForm(desk, decide, { decision: 'refuse', reason: ' \n ' });
  assert.equal(noReason.status, 422);
  assert.match(errorFor(noReason, 'reason')!, /Give a reason/);
  assert.ok(pageOf(noReason).querySelector('input[value="refuse"]')!.hasAttribute('checked'));
  const noChoice = await submitForm(desk, decide, { reason: 'Because' });
  assert.equal(noChoice.status, 422);
  assert.match(errorFor(noChoice, 'decision')!, /Choose whether it is admitted/);
  assert.equal(pageOf(noChoice).querySelector('#reason')!.textContent, 'Because');
  const long = await submitForm(desk, decide, { ...ADMIT, reason: 'x'.repeat(4_001) });
  assert.match(errorFor(long, 'reason')!, /Shorten the reason to 4,000/);
  assert.equal((await db('late_decision').where({ submission_id: late.id })).length, 0);
});

test('the same decision sent twice is made once, and mailed once', async () => {
  const { company, late, decide } = await aLateOne();
  const fields = { ...ADMIT, _csrf: await tokenOn(desk, decide) };
  const replies = await Promise.all([send(desk, decide, fields), send(desk, decide, fields)]);
  assert.deepEqual(
    replies.map(({ status }) => status),
    [303, 303],
  );
  assert.equal((await mailTo(company.by)).length, 1);
  assert.equal((await auditOf(late.id)).length, 1);
});

test('two colleagues decide differently: the first decision holds, the second sees it', async () => {
  const { company, late, decide } = await aLateOne();
  const nadias = await signInAs(portal, await aSecasColleague(db));
  const fields = { ...REFUSE, _csrf: await tokenOn(nadias, decide) };
  await submitForm(desk, decide, ADMIT);
  const second = await send(nadias, decide, fields);
  assert.equal(second.status, 409);
  assert.match(
    textOf(second),
    new RegExp(`${sam.name} admitted this at .*Their office was flooded.*A decision is not changed`),
  );
  assert.equal(pageOf(second).querySelector('main form'), null, 'there is nothing left to decide');
  assert.equal((await mailTo(company.by)).length, 1);
  assert.equal((await db('late_decision').where({ submission_id: late.id }).first())!.admitted, true);
});

test('taking a Party over from another response is shown, and confirmed', async () => {
  const { company, consultation, late, decide } = await aLateOne();
  const now = await submissionOf(company, consultation);
  assert.match(
    textOf(await desk.get(decide)),
    new RegExp(`${now.reference} of .* speaks for it now, and this one takes its place`),
  );
  const unconfirmed = await submitForm(desk, decide, ADMIT);
  assert.equal(unconfirmed.status, 409);
  assert.match(errorFor(unconfirmed, 'takeOver')!, /Confirm that this one is to take its place/);
  assert.equal((await speaks(consultation, company))!.submission_id, now.id);
  assert.equal((await db('late_decision').where({ submission_id: late.id })).length, 0);

  await submitForm(desk, decide, { ...ADMIT, takeOver: now.reference });
  assert.equal((await speaks(consultation, company))!.submission_id, late.id);
  assert.ok((await mailTo(company.by))[0]!.body.includes(`takes the place of ${now.reference}`));
  const old = paths.deskSubmission({ reference: consultation.reference, submission: now.id });
  assert.match(textOf(await desk.get(old)), /Replaced.*Another response speaks for its Parties now/);
});

test('what it takes the place of is what the page named: not what came in while it was looked at', async () => {
  const { company, consultation, late, decide } = await aLateOne();
  const shown = await submissionOf(company, consultation);
  const fields = { ...ADMIT, _csrf: await tokenOn(desk, decide), takeOver: shown.reference };
  await db('representation').where({ consultation_id: consultation.id }).delete();
  const newer = await submissionOf(company, consultation);
  const overtaken = await send(desk, decide, fields);
  assert.equal(overtaken.status, 409);
  assert.match(errorFor(overtaken, 'takeOver')!, /Confirm that this one is to take its place/);
  assert.equal(pageOf(overtaken).querySelector('input[name="takeOver"][checked]'), null);
  assert.equal((await speaks(consultation, company))!.submission_id, newer.id);
  assert.equal((await db('late_decision').where({ submission_id: late.id })).length, 0);
});

test('refusing needs no confirmation, whoever speaks for the Party', async () => {
  const { company, consultation, decide } = await aLateOne();
  const now = await submissionOf(company, consultation);
  assert.equal((await submitForm(desk, decide, REFUSE)).status, 303);
  assert.equal((await speaks(consultation, company))!.submission_id, now.id);
});

test('a newer version that counts already goes on counting', async () => {
  const { company, consultation, late, decide } = await aLateOne();
  const newer = await submissionOf(company, consultation, {
    responseId: late.responseId,
    receivedAt: '2017-02-08T18:00:00Z',
    deadline: '2017-02-09T17:00:00Z',
  });
  assert.match(
    textOf(await desk.get(decide)),
    new RegExp(`A newer version of the same response, ${newer.reference}, counts already`),
  );
  await submitForm(desk, decide, ADMIT);
  assert.equal((await speaks(consultation, company))!.submission_id, newer.id);
  assert.ok((await mailTo(company.by))[0]!.body.includes(`${newer.reference}, counts already`));
});

test('one that met the closure is decided on with both instants', async () => {
  const met = { standing: 'after closure', receivedAt: '2017-02-08T16:59:59.999Z' } as const;
  const { company, consultation, late, read, decide } = await aLateOne(met);
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: instant('2017-02-08T17:00:00Z'),
    closed_at: instant('2017-02-08T17:00:20Z'),
  });
  assert.match(
    textOf(await desk.get(read)),
    /In time, SECAS to decide.*It arrived in time, at 16:59:59\.999/,
  );
  assert.match(
    textOf(await desk.get(decide)),
    /Arrived 16:59:59\.999 .*In time.*Recorded .*After the closure had been written/,
  );
  assert.equal((await submitForm(desk, decide, ADMIT)).status, 303, 'also after the closure');
  assert.equal((await speaks(consultation, company))!.submission_id, late.id);
});

test('when the submitter has left, all who may act for the organisation are told', async () => {
  const { company, decide } = await aLateOne();
  const others = [
    await aRepresentative(db, company.organisation),
    await aRepresentative(db, company.organisation),
  ];
  await db('role_grant').where({ person_id: company.by.id }).update({ ended_at: clock.now() });
  await submitForm(desk, decide, REFUSE);
  assert.equal((await mailTo(company.by)).length, 0);
  for (const other of others) assert.equal((await mailTo(other)).length, 1);
});

test('one that was in time, or was withdrawn, is not decided on', async () => {
  const inTime = await aLateOne({ standing: 'in time', receivedAt: '2017-01-25T10:00:00Z' });
  assert.match(textOf(await desk.get(inTime.decide)), /It arrived in time, so there is nothing to decide/);
  const csrf = await tokenOn(desk, paths.desk());
  assert.equal((await send(desk, inTime.decide, { ...ADMIT, _csrf: csrf })).status, 409);
  assert.equal((await db('late_decision').where({ submission_id: inTime.late.id })).length, 0);

  const { late, company, decide, consultation } = await aLateOne();
  await db('withdrawal').insert({
    submission_id: late.id,
    reason: 'Sent by mistake',
    withdrawn_at: clock.now(),
    withdrawn_by: company.by.id,
  });
  const withdrawn = await send(desk, decide, { ...ADMIT, _csrf: csrf });
  assert.equal(withdrawn.status, 409);
  assert.match(textOf(withdrawn), /has been withdrawn, so there is nothing to decide/);
  assert.equal(await speaks(consultation, company), undefined);
});

test('the desk lists what waits for a decision until it is made', async () => {
  const { late, decide } = await aLateOne();
  const link = () =>
    desk.get(paths.desk()).then((page) => pageOf(page).querySelector(`#waiting ~ table a[href="${decide}"]`));
  assert.ok(await link());
  const listed = textOf(await desk.get(paths.desk()));
  assert.match(
    listed,
    new RegExp(`${late.reference}.*17:\\d\\d:\\d\\d\\.\\d{3} on Wednesday 8 February 2017`),
    'to the millisecond',
  );
  await submitForm(desk, decide, REFUSE);
  assert.equal(await link(), null);
});

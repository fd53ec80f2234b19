import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { takeBounce } from '../../../src/notices/bounces/takeBounce.js';
import { paths } from '../../../src/paths.js';
import { follow, submitForm, textOf } from '../../support/browse.js';
import { fromExim } from '../../notices/bounces/others.js';
import { delayedByPostfix, fromPostfix } from '../../notices/bounces/postfix.js';
import { originalOf } from '../../notices/bounces/returning.js';
import { chase, chaseOf } from './chasing.js';
import {
  aCompany,
  aConsultationOf,
  clock,
  db,
  desk,
  LATE,
  portal,
  rowOf,
  sam,
  submissionOf,
  type Company,
} from '../desk.js';
import { uploadMail } from '../mails/mailing.js';

const { deps } = portal;
const originalTo = ({ by }: Company) => originalOf(db, deps.config, by.email);

/** A consultation whose companies have been reminded, and whose mail server took every mail. */
async function reminded(...companies: Company[]) {
  const consultation = await aConsultationOf(...companies);
  clock.set('2017-02-03T10:00:00Z');
  await chase(consultation, { words: '', step: 'send' });
  await db('outbox_mail').whereNull('sent_at').update({ sent_at: clock.now() });
  return consultation;
}

test('what comes back later is shown as what was refused at once: on the line, the Party’s page, the page of reminders, in the CSV', async () => {
  const [gone, slow, fine] = [await aCompany(), await aCompany(), await aCompany()];
  const consultation = await reminded(gone, slow, fine);
  const { reference } = consultation;
  await takeBounce(deps, Buffer.from(fromPostfix(await originalTo(gone))), null);
  await takeBounce(deps, Buffer.from(delayedByPostfix(await originalTo(slow))), null);

  const coverage = await desk.get(paths.deskCoverage({ reference }));
  const csv = (await desk.get(paths.deskCoverageCsv({ reference })).buffer()).text;
  const rows: Record<string, string>[] = parse(csv, { bom: true, columns: true });
  const said: [Company, string][] = [
    [gone, 'bounced'],
    [slow, 'delayed'],
    [fine, 'delivered'],
  ];
  for (const [company, fate] of said) {
    const words = `${fate} to ${company.by.name}`;
    assert.equal(rowOf(coverage, company.party.name)!['Last sent'], `3 February 2017 ${words}`);
    const row = rows.find((one) => one['Party'] === company.party.name)!;
    assert.deepEqual([row['Last sent'], row['How it fared']], ['3 February 2017', words]);
  }
  const party = (company: Company) =>
    desk.get(paths.deskCoverageParty({ reference, party: company.party.id }));
  assert.match(
    textOf(await party(gone)),
    /Bounced ?550 5\.1\.1 <.*>: Recipient address rejected: User unknown/,
  );
  assert.match(textOf(await party(slow)), /Delayed ?4\.4\.1 connect to mail/);
  const times = textOf(await desk.get(chaseOf(consultation)));
  assert.match(times, /1 mail delivered.*Delayed: .* \(4\.4\.1 .*\).*Bounced: .* \(550 5\.1\.1 .*\)/);

  await takeBounce(deps, Buffer.from(fromExim(await originalTo(slow))), null);
  assert.match(textOf(await party(slow)), /Bounced ?5\.0\.0 550 No such person/);
  const [entry] = await db('audit_entry').where({
    action: 'notice.bounced',
    consultation_id: consultation.id,
  });
  assert.deepEqual(entry!.detail, { mail: 'reminder', to: gone.by.id, status: '5.1.1' });
});

test('a bounce that is uploaded as a mail with a response is noted as what it is, and not kept', async () => {
  const gone = await aCompany();
  const consultation = await reminded(gone);
  const { reference } = consultation;
  const bounce = fromExim(await originalTo(gone)).replace(/^From .*\n/, '');
  const files = await db('file').count();
  const upload = async () =>
    textOf(await follow(desk, await uploadMail(reference, bounce, 'Undeliverable.eml')));
  const first = await uploadMail(reference, bounce, 'Undeliverable.eml');
  assert.equal(first.headers['location'], paths.deskEnter({ reference }));
  const page = await follow(desk, first);
  assert.ok(page.text.includes('This is no response, but a mail of the portal that came back, and is noted'));
  assert.ok(page.text.includes(`to ${gone.by.email} bounced: 5.0.0 550 No such person`));
  await upload();
  assert.deepEqual(await db('arrived_mail').where({ consultation_id: consultation.id }), []);
  assert.deepEqual(await db('file').count(), files);
  const coverage = await desk.get(paths.deskCoverage({ reference }));
  assert.equal(rowOf(coverage, gone.party.name)!['Last sent'], `3 February 2017 bounced to ${gone.by.name}`);
  const entries = await db('audit_entry').where({
    action: 'notice.bounced',
    consultation_id: consultation.id,
  });
  assert.deepEqual(
    entries.map(({ person_id }) => person_id),
    [sam.id],
  );
});

test('somebody else’s bounce is a mail like any other', async () => {
  const consultation = await aConsultationOf(await aCompany());
  const { reference } = consultation;
  const foreign = { messageId: '<1@other.example>', mark: '', to: 'a@northmoor.example' };
  const reply = await uploadMail(reference, fromPostfix(foreign));
  assert.match(reply.headers['location']!, /\/mails\//);
  assert.equal((await db('delivery_report').where({ recipient: foreign.to })).length, 0);
});

test('the register of late responses says that the mail with its decision bounced', async () => {
  const late = await aCompany();
  const consultation = await aConsultationOf(late);
  const { reference } = consultation;
  const submission = await submissionOf(late, consultation, LATE);
  clock.set('2017-02-08T18:00:00Z');
  await submitForm(desk, paths.deskLateDecision({ reference, submission: submission.id }), {
    decision: 'refuse',
    reason: 'No reason was given.',
  });
  await takeBounce(deps, Buffer.from(fromPostfix(await originalTo(late))), null);
  assert.match(
    textOf(await desk.get(paths.deskLate({ reference }))),
    new RegExp(`${late.by.email}: bounced \\(550 5\\.1\\.1`),
  );
});

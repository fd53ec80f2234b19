import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { takeMail } from '../../../src/collation/mails/mails.store.js';
import { getConsultation } from '../../../src/consultations/consultations.store.js';
import { paths } from '../../../src/paths.js';
import { errorFor, follow, pageOf, submitForm, textOf, valuesOf } from '../../support/browse.js';
import { aCompany, aConsultationOf, clock, db, desk } from '../desk.js';
import { responseIn, sendMultipart, typeAndSubmit } from '../entering/entering.js';
import { anEml } from '../../support/mail.js';
import { mailIn, mailPageOf, suggestedOn, uploadMail } from './mailing.js';

clock.set('2017-02-01T10:00:00Z');

async function aMailing() {
  const company = await aCompany();
  const consultation = await aConsultationOf(company);
  const from = `${company.by.name} <${company.by.email}>`;
  return { company, reference: consultation.reference, from };
}

const countFiles = () => db('file').then((rows) => rows.length);

/** Chooses the organisation that the mail's page suggests, as the form is filled in. */
async function begin(url: string, fields: Record<string, string>) {
  const form = pageOf(await desk.get(url)).querySelector('main form[method="post"]')!;
  return sendMultipart(desk, form.getAttribute('action')!, { ...valuesOf(form), ...fields });
}

test('a mail is kept byte for byte, and read: sender, times, text, attachments', async () => {
  const { company, reference, from } = await aMailing();
  const bytes = anEml({
    from,
    subject: '=?utf-8?q?Our_response=2C_=E2=82=AC5?=',
    received: ['Wed, 01 Feb 2017 09:30:12 +0000 (GMT)', 'Wed, 01 Feb 2017 09:29:00 +0000'],
    text: 'We approve.\r\nBecause.',
    attachments: [{ name: 'Costs.csv', content: 'a,b\n1,2\n' }],
  });
  const uploaded = await uploadMail(reference, bytes);
  const id = mailIn(uploaded);
  const page = await follow(desk, uploaded);
  assert.equal(pageOf(page).querySelector('h1')!.textContent!.trim().includes('Our response, €5'), true);
  assert.match(textOf(page), /From .*<.*@/);
  assert.match(textOf(page), /Date in its header 09:28:40.000 on Wednesday 1 February 2017/);
  assert.match(textOf(page), /Last mail server 09:30:12.000 on Wednesday 1 February 2017/);
  assert.match(textOf(page), /We approve\. Because\./);
  assert.match(textOf(page), /Costs\.csv/);
  assert.match(textOf(page), new RegExp(createHash('sha256').update(bytes).digest('hex')));

  const file = await desk.get(paths.deskMailFile({ reference, mail: id })).responseType('blob');
  assert.deepEqual(file.body, bytes);
  assert.match(file.headers['content-disposition']!, /^attachment; filename="Our response\.eml"/);

  const list = await desk.get(paths.deskEnter({ reference }));
  assert.match(textOf(list), /Mails to be entered Our response, €5/);
  assert.equal(Object.keys(suggestedOn(page))[0], company.organisation.name);
});

test('the organisation is suggested by the address, by the domain, but not by a provider’s', async () => {
  const { company, reference } = await aMailing();
  await db('person')
    .where({ id: company.by.id })
    .update({ email: `p${company.by.id}@supply.example` });
  const same = await mailPageOf(reference, anEml({ from: `P${company.by.id}@SUPPLY.example` }));
  assert.match(textOf(same), /represents it and has this address/);
  const colleague = await mailPageOf(reference, anEml({ from: 'new.colleague@supply.example' }));
  assert.deepEqual(Object.keys(suggestedOn(colleague)), [company.organisation.name]);
  assert.match(textOf(colleague), /has an address at supply\.example/);
  await db('person')
    .where({ id: company.by.id })
    .update({ email: `p${company.by.id}@gmail.com` });
  const stranger = await mailPageOf(reference, anEml({ from: 'somebody@gmail.com' }));
  assert.deepEqual(suggestedOn(stranger), {});
  assert.match(textOf(stranger), /Nobody who represents an organisation here/);
});

test('a response is entered from the mail: its time filled in, its text beside the answers, both times kept', async () => {
  const { company, reference, from } = await aMailing();
  const text = 'We approve, and here is a word: zeugma.';
  const bytes = anEml({ from, received: ['Wed, 01 Feb 2017 09:30:12 +0000'], text });
  const uploaded = await uploadMail(reference, bytes);
  const url = Object.values(suggestedOn(await follow(desk, uploaded)))[0]!;
  const form = await desk.get(url);
  assert.equal(pageOf(form).querySelector('input[type="file"]'), null, 'the mail is the original');
  assert.match(textOf(form), /last mail server had it at 09:30:12.*header says 09:28:40/);
  const values = valuesOf(pageOf(form).querySelector('main form[method="post"]')!);
  assert.deepEqual([values['arrived-day'], values['arrived-time'], values['how']], ['1', '09:30', 'e-mail']);

  const id = responseIn(await begin(url, { parties: company.party.id }));
  const section = await desk.get(paths.section({ id, section: 'your-view' }));
  assert.match(pageOf(section).querySelector('aside')!.textContent!, /zeugma/);
  assert.doesNotMatch(textOf(await desk.get(paths.deskEnter({ reference }))), /Mails to be entered/);

  clock.set('2017-02-01T11:00:00Z');
  await typeAndSubmit(id);
  const submission = await db('submission').where({ response_id: id }).first();
  const read = await desk.get(paths.deskSubmission({ reference, submission: submission!.id }));
  assert.match(textOf(read), /Arrived 09:30:00/);
  assert.match(textOf(read), /Entered by SECAS 11:00:0/);
  assert.match(textOf(read), /Date in the mail’s header 09:28:40.*last mail server had it at 09:30:12/);
  assert.equal(submission!.received_at.toString(), '2017-02-01T09:30:00Z');
  clock.set('2017-02-01T10:00:00Z');
});

test('whoever reads a mail, on its own page or beside what is entered from it, stands in the audit trail', async () => {
  const { company, reference, from } = await aMailing();
  const uploaded = await uploadMail(reference, anEml({ from }));
  const mail = mailIn(uploaded);
  const read = async () =>
    (await db('audit_entry').where({ action: 'confidential.original-read', subject_id: mail })).length;
  await desk.get(paths.deskMail({ reference, mail }));
  assert.equal(await read(), 1);
  const url = Object.values(suggestedOn(await follow(desk, uploaded)))[0]!;
  const id = responseIn(await begin(url, { parties: company.party.id }));
  const before = await read();
  await desk.get(paths.section({ id, section: 'your-view' }));
  assert.equal(await read(), before + 1);
});

test('a mail from which something is entered stays; discarded, it waits again', async () => {
  const { company, reference, from } = await aMailing();
  const uploaded = await uploadMail(reference, anEml({ from }));
  const mail = mailIn(uploaded);
  const url = Object.values(suggestedOn(await follow(desk, uploaded)))[0]!;
  const id = responseIn(await begin(url, { parties: company.party.id }));
  const page = paths.deskMail({ reference, mail });
  const discard = paths.deskDiscardMail({ reference, mail });
  assert.equal(pageOf(await desk.get(page)).querySelector(`form[action="${discard}"]`), null);

  // Another colleague has the page from before open.
  const second = await begin(url, { parties: company.party.id });
  assert.equal(second.status, 409);
  assert.match(
    textOf(second),
    /Something of another response is entered from this mail already, or somebody has begun to/,
  );

  const list = paths.deskEnter({ reference });
  const undo = paths.deskDiscardEntered({ reference, response: id });
  const gone = await follow(desk, await submitForm(desk, list, {}, { form: `form[action="${undo}"]` }));
  assert.match(textOf(gone), /The mail waits to be entered again.*Mails to be entered/);
  const files = await countFiles();
  await submitForm(desk, page, {}, { form: `form[action="${discard}"]` });
  assert.equal((await desk.get(page)).status, 404);
  assert.equal(await countFiles(), files - 1);
});

test('a mail is taken in its own consultation alone', async () => {
  const [{ reference, from, company }, { reference: elsewhere }] = [await aMailing(), await aMailing()];
  const uploaded = await uploadMail(reference, anEml({ from }));
  const url = Object.values(suggestedOn(await follow(desk, uploaded)))[0]!;
  const responseId = responseIn(await begin(url, { parties: company.party.id }));
  const [here, other] = [await getConsultation(db, reference), await getConsultation(db, elsewhere)];
  const take = ({ id }: { id: string }) =>
    takeMail(db, 'response', { consultationId: id, mailId: mailIn(uploaded), responseId });
  await assert.rejects(take(other), /Something of another response/);
  await take(here);
});

test('the same mail again is the mail that is there', async () => {
  const { reference } = await aMailing();
  const before = mailIn(await uploadMail(reference, anEml()));
  const files = await countFiles();
  const again = await uploadMail(reference, anEml());
  assert.equal(mailIn(again), before);
  assert.match(textOf(await follow(desk, again)), /there already/);
  assert.equal(await countFiles(), files);
});

test('attachments are taken over as if they had been uploaded', async () => {
  const { company, reference, from } = await aMailing();
  const hostile = '..\\..\\a\u202etxt.csv';
  const bytes = anEml({
    from,
    attachments: [
      { name: `=?utf-8?b?${Buffer.from(hostile).toString('base64')}?=`, content: 'a,b\n1,2\n' },
      { name: 'run.exe', content: Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0') },
    ],
  });
  const uploaded = await uploadMail(reference, bytes);
  const mail = mailIn(uploaded);
  const page = paths.deskMail({ reference, mail });
  const taking = (place: number) =>
    `form[action="${paths.deskTakeAttached({ reference, mail, place: String(place) })}"]`;
  assert.equal(pageOf(await desk.get(page)).querySelector(taking(0)), null, 'whose it is comes first');
  const url = Object.values(suggestedOn(await follow(desk, uploaded)))[0]!;
  const id = responseIn(await begin(url, { parties: company.party.id }));

  const done = await follow(desk, await submitForm(desk, page, {}, { form: taking(0) }));
  assert.match(textOf(done), /“atxt\.csv” was added/);
  const again = await follow(desk, await submitForm(desk, page, {}, { form: taking(0) }));
  assert.match(textOf(again), /stood here already/);
  const files = await db('draft_attachment as a')
    .join('file as f', 'f.id', 'a.file_id')
    .where('a.response_id', id);
  assert.deepEqual(
    files.map(({ name, media_type }) => [name, media_type]),
    [['atxt.csv', 'text/csv']],
  );
  const program = await submitForm(desk, page, {}, { form: taking(1) });
  assert.equal(program.status, 422);
  assert.match(errorFor(program, 'attached-1')!, /not a file that the portal takes/);
  assert.equal((await db('draft_attachment').where({ response_id: id })).length, 1);
});

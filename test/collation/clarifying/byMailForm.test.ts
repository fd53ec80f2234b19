import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { errorFor, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aCompany, clock, db, desk } from '../desk.js';
import { uploadOn } from '../mails/mailing.js';
import { anAskedAnswer, enterReply, ENTERING, uploadReply } from './byMail.js';
import { entriesOf, kindsOf, stepForm } from './clarifying.js';

clock.set('2017-02-01T10:00:00Z');

const typedAt = (day: string, time: string, month = '2') => ({
  'arrived-day': day,
  'arrived-month': month,
  'arrived-year': '2017',
  'arrived-time': time,
});

test('whose address is not known there is looked at first: what is entered is shown at once', async () => {
  const asked = await anAskedAnswer();
  const { company } = asked;
  const other = await aCompany();
  const from = `Somebody <${other.by.email}>`;
  const { address } = await uploadReply(asked, { from });
  const page = await desk.get(address);
  assert.match(
    textOf(page),
    new RegExp(`Nobody who acts for .* has this address. It may be of .*${other.organisation.name}`),
  );
  const refused = await submitForm(desk, address, { text: 'Typed' }, ENTERING);
  assert.equal(refused.status, 422);
  assert.match(errorFor(refused, 'vouched')!, /Say that you have looked/);
  assert.equal(pageOf(refused).querySelector('textarea')!.textContent, 'Typed');
  assert.equal((await submitForm(desk, address, { vouched: 'yes' }, ENTERING)).status, 303);

  const unknown = await uploadReply(asked, { from: 'somebody@nowhere.example' });
  assert.match(textOf(await desk.get(unknown.address)), /has this address\. I have looked/);
  await db('role_grant').insert({
    person_id: company.by.id,
    role: 'representative',
    organisation_id: other.organisation.id,
    granted_at: clock.now(),
  });
  const both = await uploadReply(asked);
  assert.match(
    textOf(await desk.get(both.address)),
    new RegExp(`${company.by.name} has this address, and acts for ${other.organisation.name} too`),
  );
  assert.equal((await submitForm(desk, both.address, {}, ENTERING)).status, 422);
  await db('role_grant').where({ organisation_id: other.organisation.id }).update({ ended_at: clock.now() });

  await db('person').where({ id: company.by.id }).update({ email: 'one@solo.example' });
  const colleague = await uploadReply(asked, { from: 'New Colleague <another@solo.example>' });
  assert.doesNotMatch(textOf(await desk.get(colleague.address)), /Whose mail is it/);
});

test('a reply is confidential as in the portal: asked for with a reason, and on from there', async () => {
  const asked = await anAskedAnswer();
  const { submission, url, page } = asked;
  const unsaid = await enterReply(asked, { confidential: 'yes', reason: ' ' });
  assert.equal(errorFor(unsaid, 'reason'), 'Error: Say why the reply is confidential');
  const { address } = await uploadReply(asked);
  await submitForm(desk, address, { confidential: 'yes', reason: 'Merger' }, ENTERING);
  const read = await db('audit_entry').where({ action: 'confidential.original-read' });
  assert.ok(read.length > 0, 'the mail was read beside the form');
  const looks = () =>
    db('audit_entry')
      .where({ action: 'confidential.read' })
      .then(({ length }) => length);
  const before = await looks();
  assert.match(textOf(await desk.get(url)), /Confidential Merger Entered by SECAS/);
  const next = await desk.get(address);
  assert.match(textOf(next), /What is said here is confidential/);
  assert.equal(pageOf(next).querySelector('[name="confidential"]'), null);
  assert.equal(await looks(), before + 2);
  await submitForm(desk, address, { text: 'More of it' }, ENTERING);
  assert.deepEqual(
    (await entriesOf(submission.responseId)).map(({ confidential, reason }) => [confidential, reason]),
    [
      [false, ''],
      [true, 'Merger'],
      [true, ''],
    ],
  );
  const mail = address.slice(-36);
  await desk.get(paths.deskMailFile({ reference: asked.consultation.reference, mail }));
  const taken = { action: 'confidential.original-downloaded', subject_id: mail } as const;
  assert.equal((await db('audit_entry').where(taken)).length, 1);
  assert.match(textOf(await desk.get(page)), /Something of the same response is entered from it/);
});

test('what is wrong comes back with what was typed; a closed thread takes nothing', async () => {
  const asked = await anAskedAnswer();
  const { submission, url, page } = asked;
  const { address } = await uploadReply(asked);
  const enter = (fields: Record<string, string>) => submitForm(desk, address, fields, ENTERING);
  const empty = await enter({ text: ' ', ...typedAt('', '', '') });
  assert.equal(errorFor(empty, 'text'), 'Error: Write the reply');
  assert.equal(
    errorFor(await enter({ text: 'x'.repeat(20_001) }), 'text'),
    'Error: Shorten this by 1 character: 20,000 fit',
  );
  assert.match(errorFor(await enter(typedAt('1', '')), 'arrived')!, /Enter the time too/);
  assert.match(errorFor(await enter(typedAt('1', '10:01')), 'arrived')!, /cannot have arrived in the future/);
  assert.match(
    errorFor(await enter(typedAt('1', '10:00', '1')), 'arrived')!,
    /nothing can have arrived before/,
  );
  const wrong = await enter({ text: 'Kept', ...typedAt('31', '10:00') });
  assert.equal(wrong.status, 422);
  assert.equal(pageOf(wrong).querySelector('#arrived')!.getAttribute('value'), '31');
  assert.equal(pageOf(wrong).querySelector('textarea')!.textContent, 'Kept');
  const { action, held } = await openForm(desk, address, ENTERING.form);
  const wrongs: Record<string, string>[] = [
    { key: 'x' },
    { seen: '-1' },
    { mail: 'x' },
    { extra: '1' },
    { confidential: 'no' },
  ];
  for (const bad of wrongs) assert.equal((await send(desk, action, { ...held, ...bad })).status, 400);

  await submitForm(desk, url, {}, stepForm('close'));
  assert.doesNotMatch(textOf(await desk.get(url)), /Enter a reply that came by e-mail/);
  assert.match(textOf(await desk.get(page)), /closed and takes no reply/);
  const closed = await send(desk, action, { ...held, seen: '2' });
  assert.equal(closed.status, 409);
  assert.match(textOf(closed), /It has been closed/);
  assert.deepEqual(await kindsOf(submission.responseId), ['asked', 'closed']);
});

test('what is no mail is refused here too, and not kept; HTML of a mail is text', async () => {
  const asked = await anAskedAnswer();
  const files = () => db('file').then(({ length }) => length);
  const before = await files();
  const nested = Array.from(
    { length: 500 },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );
  for (const [bytes, words] of [
    ['%PDF-1.7\n', /not a saved e-mail/],
    [`From: a@test.example\r\n${nested.join('')}`, /more parts than the portal reads/],
  ] as const) {
    const refused = await uploadOn(asked, bytes, 'Reply.eml');
    assert.equal(refused.status, 422);
    assert.match(errorFor(refused, 'mail')!, words);
  }
  assert.equal(await files(), before);
  const html = `From: ${asked.from}\r\nContent-Type: text/html\r\n\r\n<p>It is</p><script>alert(1)</script>`;
  const address = (await uploadOn(asked, html, 'Reply.eml')).headers['location']!;
  const { held } = await openForm(desk, address, ENTERING.form);
  assert.equal(held['text'], 'It is');
  const nothing = paths.deskEnterReply({
    reference: asked.consultation.reference,
    submission: asked.submission.id,
    question: 'other',
  });
  assert.equal((await desk.get(nothing)).status, 404, 'nothing was asked there');
});

test('the mail of a reply is never changed or lost', async () => {
  const asked = await anAskedAnswer();
  const { address, mail } = await uploadReply(asked);
  await submitForm(desk, address, {}, ENTERING);
  const own = () => db('clarification_entry').where({ response_id: asked.submission.responseId });
  await assert.rejects(own().update({ arrived_at: clock.now() }), /is frozen/);
  await assert.rejects(db('arrived_mail').where({ id: mail }).delete(), /clarification_entry_mail_fk/);
  await assert.rejects(
    db('arrived_mail').where({ id: mail }).update({ replied_response_id: null }),
    /clarification_entry_mail_fk/,
  );
  const [row] = await own().where({ kind: 'asked' });
  await assert.rejects(
    db('clarification_entry').insert({
      ...row!,
      id: undefined,
      key: '0b0f1e58-94a1-4a5e-8c0c-6f6bb0a3b5d1',
      number: 9,
      mail_id: mail,
    }),
    /mail_of_a_reply/,
  );
});

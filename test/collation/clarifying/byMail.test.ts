import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { follow, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { aRepresentative, aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { aCompany, clock, db, desk, portal, sam, submissionOf } from '../desk.js';
import { anAskedAnswer, ENTERING, uploadReply } from './byMail.js';
import { ANSWERS, ASKING, entriesOf, kindsOf } from './clarifying.js';

clock.set('2017-02-01T10:00:00Z');

const QUOTING = 'REPLY-TEXT: very <b>dear</b>.\r\n\r\nOn 1 Feb 2017, SECAS wrote:\r\n> How dear?\r\n';

/** Everything of a response that is evidence. */
const frozen = async (responseId: string) =>
  JSON.stringify([
    await db('submission').where({ response_id: responseId }),
    await db('representation').orderBy('party_id'),
    await db('response').where({ id: responseId }),
  ]);

test('a reply is entered from the mail: marked, with both times, its mail kept; the organisation is told and sees it', async () => {
  const asked = await anAskedAnswer();
  const { company, consultation, submission, url, reply, theirs, page } = asked;
  const { reference } = consultation;
  const nadia = await aSecasColleague(db);
  await submitForm(await signInAs(portal, nadia), url, { text: 'Nadia asks too' }, ASKING);
  const before = await frozen(submission.responseId);
  assert.match(textOf(await desk.get(url)), /Enter a reply that came by e-mail/);
  assert.match(textOf(await desk.get(page)), /How dear\?/);

  const received = ['Wed, 01 Feb 2017 09:30:12 +0000'];
  const { address, mail, bytes } = await uploadReply(asked, { text: QUOTING, received });
  const form = await desk.get(address);
  assert.match(pageOf(form).querySelector('aside')!.textContent!, /very <b>dear<\/b>.*How dear\?/s);
  assert.match(textOf(form), /last mail server had it at 09:30:12.*header says 09:28:40/);
  const { held } = await openForm(desk, address, ENTERING.form);
  assert.deepEqual(
    [held['text'], held['arrived-day'], held['arrived-time'], held['vouched']],
    ['REPLY-TEXT: very <b>dear</b>.', '1', '09:30', undefined],
  );
  const entered = await submitForm(desk, address, {}, ENTERING);
  assert.equal(entered.headers['location'], url);
  assert.equal(await frozen(submission.responseId), before, 'what was submitted stays as it was');

  const marked =
    /replies Entered by SECAS from an e-mail REPLY-TEXT: very <b>dear<\/b>\. From .* <.*@.*>, arrived 9:30am on 1 February 2017\. Entered by .*, 10am on 1 February 2017/;
  const shown = await follow(desk, entered);
  assert.match(textOf(shown), marked);
  assert.match(textOf(shown), /Replied to/);
  for (const seen of [
    await desk.get(paths.deskSubmission({ reference, submission: submission.id })),
    await theirs.get(reply),
  ])
    assert.match(textOf(seen), marked);
  assert.match(textOf(await theirs.get(reply)), /SECAS entered the last reply from an e-mail/);

  // The mail, as it came, from the thread
  for (const [browser, file] of [
    [desk, paths.deskMailFile({ reference, mail })],
    [theirs, paths.clarificationMail({ id: submission.responseId, question: 'view', mail })],
  ] as const) {
    assert.ok((await browser.get(browser === desk ? url : reply)).text.includes(`href="${file}"`), file);
    assert.deepEqual((await browser.get(file).responseType('blob')).body, bytes);
  }

  // Who is told, and of what
  const told = await db('outbox_mail').where({ kind: 'clarification-entered' });
  assert.deepEqual(
    told.map(({ person_id }) => person_id),
    [company.by.id],
  );
  assert.ok(told[0]!.body.replaceAll('\n', '').includes(reply));
  assert.match(told[0]!.body.replaceAll('\n', ' '), /arrived at 9:30am on 1 February 2017/);
  const askers = await db('outbox_mail').where({ kind: 'clarification-replied' });
  assert.deepEqual(
    askers.map(({ person_id }) => person_id),
    [nadia.id],
  );
  for (const one of [...told, ...askers]) assert.doesNotMatch(one.body, /REPLY-TEXT|very/);

  const [audit] = await db('audit_entry').where({ action: 'clarification.entered' });
  const [, , entry] = await entriesOf(submission.responseId);
  assert.equal(audit!.person_id, sam.id);
  assert.equal(audit!.subject_id, entry!.id);
  assert.match(
    JSON.stringify(audit!.detail),
    new RegExp(`2017-02-01T09:30:00Z.*${mail}|${mail}.*2017-02-01T09:30:00Z`),
  );

  // If it is wrong they say so there.
  await submitForm(theirs, reply, { text: 'Not quite.' });
  assert.match(textOf(await desk.get(url)), /Entered by SECAS.*Not quite\./);
});

test('sent twice it is entered once; with other words it is refused; what was added meanwhile is read first', async () => {
  const asked = await anAskedAnswer();
  const { submission, url, reply, theirs } = asked;
  const { address } = await uploadReply(asked);
  const { action, held } = await openForm(desk, address, ENTERING.form);
  const late = await openForm(desk, address, ENTERING.form);
  const mails = () => db('outbox_mail').then(({ length }) => length);
  assert.equal((await send(desk, action, held)).status, 303);
  const sent = await mails();
  assert.equal((await send(desk, action, held)).headers['location'], url);
  assert.equal(await mails(), sent);
  const otherwise: Record<string, string>[] = [{ text: 'Otherwise' }, { 'arrived-time': '09:29' }];
  for (const other of otherwise) {
    const refused = await send(desk, action, { ...held, ...other });
    assert.equal(refused.status, 409);
    assert.match(textOf(refused), /sent before, with other words/);
  }
  assert.deepEqual(await kindsOf(submission.responseId), ['asked', 'replied']);

  await submitForm(theirs, reply, { text: 'MEANWHILE' });
  const stale = await send(desk, action, { ...late.held, text: 'What I typed' });
  assert.equal(stale.status, 409);
  assert.match(textOf(stale), /Something has been added here.*MEANWHILE/);
  assert.equal(pageOf(stale).querySelector('textarea')!.textContent, 'What I typed');
  assert.deepEqual(await kindsOf(submission.responseId), ['asked', 'replied', 'replied']);
});

test('a mail is of one response: its organisation alone reads it, and it stays', async () => {
  const ours = await anAskedAnswer();
  const { reference } = ours.consultation;
  const { address, mail } = await uploadReply(ours, { subject: 'OUR-REPLY' });
  const begun = await openForm(desk, address, ENTERING.form);
  const list = paths.deskEnter({ reference });
  assert.match(textOf(await desk.get(list)), /Mails to be entered OUR-REPLY/);
  assert.match(
    textOf(await desk.get(paths.deskMail({ reference, mail }))),
    /Is it a reply to a clarification\?/,
  );
  assert.match(textOf(await desk.get(ours.page)), /OUR-REPLY From .*, who acts for/);
  const file = (id: string, question = 'view') => paths.clarificationMail({ id, question, mail });
  const own = file(ours.submission.responseId);
  assert.equal((await ours.theirs.get(own)).status, 404, 'nothing is entered from it yet');
  assert.equal((await send(desk, begun.action, begun.held)).status, 303);
  assert.equal((await ours.theirs.get(own)).status, 200);
  assert.doesNotMatch(textOf(await desk.get(list)), /OUR-REPLY/);
  const shown = await desk.get(paths.deskMail({ reference, mail }));
  assert.match(
    textOf(shown),
    /What .* replied to clarifications is entered from it\. If it also holds its response anew/,
  );
  assert.doesNotMatch(textOf(shown), /Whose response is it|Discard the mail/);
  const discard = paths.deskDiscardMail({ reference, mail });
  assert.equal((await send(desk, discard, { _csrf: begun.held['_csrf']! })).status, 409);

  // It answers another question of theirs, but nothing of anybody else.
  const again = { ...begun.held, key: '7f1c3f0e-5b0c-4c5e-9d53-0d1d4f9c2a11', seen: '2', text: 'And so' };
  assert.equal((await send(desk, begun.action, again)).status, 303);
  const { company, consultation } = ours;
  const another = await aCompany();
  const others = await submissionOf(another, consultation, { answers: ANSWERS });
  const theirThread = { reference, submission: others.id, question: 'view' };
  await submitForm(desk, paths.deskClarification(theirThread), { text: 'And you?' }, ASKING);
  const entering = paths.deskEnterReply(theirThread);
  assert.equal((await desk.get(`${entering}?mail=${mail}`)).status, 409);
  assert.doesNotMatch(textOf(await desk.get(entering)), /OUR-REPLY/);
  const forged = await send(desk, entering, { ...begun.held, vouched: 'yes', seen: '1' });
  assert.equal(forged.status, 409);
  assert.deepEqual(await kindsOf(others.responseId), ['asked']);
  const strangers = await signInAs(portal, another.by);
  for (const id of [ours.submission.responseId, others.responseId])
    assert.equal((await strangers.get(file(id))).status, 404);
  assert.equal((await ours.theirs.get(file(ours.submission.responseId, 'other'))).status, 404);
  const drafter = await signInAs(portal, await aRepresentative(db, company.organisation, false));
  assert.equal((await drafter.get(file(ours.submission.responseId))).status, 200, 'who reads the thread');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { warnUnsubmitted } from '../../src/responses/closing/warnUnsubmitted.js';
import { pageOf, send, submitForm, textOf } from '../support/browse.js';
import { aConsultation, aParty, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { signInAs } from '../support/signIn.js';
import { due, instructed, saveAt } from './instructing.js';
import {
  aReadyDraft,
  browser,
  clock,
  colleague,
  db,
  drafter,
  organisation,
  portal,
  submitAt,
} from './submitting.js';

const asDrafter = await signInAs(portal, drafter);
const boss = await aRepresentative(db, organisation);
const asBoss = await signInAs(portal, boss);
const CLOSES = '5pm on Wednesday 8 February 2017 \\(GMT\\)';

const requireApproval = () =>
  db('sign_off').insert({
    organisation_id: organisation.id,
    approver_id: boss.id,
    set_at: clock.now(),
    set_by: boss.id,
  });
const askedOfNobody = () => db('sign_off').where({ organisation_id: organisation.id }).delete();
const decide = (id: string, decision: 'approve' | 'return', note = '') => {
  clock.set(clock.now().add({ seconds: 1 })); // the last decision is the one that counts
  return submitForm(asBoss, paths.approve({ id }), { note }, { button: ['decision', decision] });
};
const ask = (id: string) =>
  submitForm(asDrafter, paths.check({ id }), {}, { form: 'form[action$="/ask-to-approve"]' });

/** What the task list of a response says that it waits for, and what the list of responses does. */
async function awaited(id: string, as = browser): Promise<{ page: string; list: string }> {
  const page = pageOf(await as.get(paths.response({ id }))).querySelector('.portal-standing');
  const links = [...pageOf(await as.get(paths.responses())).querySelectorAll('.portal-who__group')];
  const entry = links.find((one) => one.querySelector('a')?.getAttribute('href') === paths.response({ id }));
  const lines = [...(entry?.querySelectorAll('.portal-who__awaited') ?? [])];
  return {
    page: page!.textContent.replaceAll(/\s+/g, ' '),
    list: lines.map(({ textContent }) => textContent).join('; '),
  };
}

/** What a page's banner says of one draft. */
const banner = async (id: string) => {
  clock.set(clock.now().add({ seconds: 11 })); // whom it concerns is asked every ten seconds
  const lines = [...pageOf(await browser.get(paths.responses())).querySelectorAll('.portal-closing li a')];
  return lines.find((line) => line.getAttribute('href') === paths.response({ id }))?.textContent;
};

/** The warning of 2 hours to one person about one consultation. */
async function warned(reference: string, email: string): Promise<{ subject: string; body: string }> {
  clock.set('2017-02-08T15:00:10Z');
  await warnUnsubmitted(portal.deps);
  const [mail] = await db('outbox_mail')
    .where({ kind: 'closing', to_address: email })
    .whereLike('subject', `%${reference} closes in 2 hours`);
  return { subject: mail!.subject, body: mail!.body.replaceAll(/\s+/g, ' ') };
}

/** Nothing else of the organisation's is in the way of the banner, which shows three. */
const onlyThis = (id: string) =>
  db('response')
    .whereNot({ id })
    .update({ submitted_version: db.ref('version') as never });

test('an instruction stands on the response, in the list, the banner and the warning, until it is taken back', async () => {
  const { id, consultation } = await instructed();
  await onlyThis(id);
  const says = new RegExp(
    `It will be submitted as it is saved at ${CLOSES}\\. The instruction was left by ${colleague.name}`,
  );
  const seen = await awaited(id, asDrafter);
  assert.match(seen.page, says);
  assert.match(seen.list, says);
  assert.match((await awaited(id)).page, /The instruction was left by you/);
  assert.match((await banner(id))!, /^Left to be submitted as it is saved: /);
  const mail = await warned(consultation.reference, drafter.email);
  assert.equal(mail.subject, `Left to be submitted: ${consultation.reference} closes in 2 hours`);
  assert.match(mail.body, says);
  assert.doesNotMatch(mail.body, /Check it and submit it|however complete/);

  clock.set('2017-02-08T16:20:00Z');
  await submitForm(browser, paths.check({ id }), {}, { form: 'form[action$="/take-back"]' });
  assert.deepEqual((await awaited(id)).list, '');
  assert.match((await banner(id))!, /^Not submitted: /);
});

test('what was submitted as it stands waits for nothing but what is changed; closed, it is being looked at', async () => {
  const { id } = await instructed();
  await submitAt(id, '2017-02-08T16:20:00Z');
  assert.match((await awaited(id)).page, new RegExp(`What is changed by ${CLOSES} will be submitted then`));
  await saveAt(id, '2017-02-08T16:40:00Z', { 'view-rationale': 'Changed since.' });
  assert.match((await awaited(id)).list, /It will be submitted as it is saved/);
  clock.set('2017-02-08T17:00:05Z');
  assert.match((await awaited(id)).page, /being looked at now, to be submitted as you left it to be/);
  await due();
  assert.equal((await awaited(id)).list, '');
});

test('where approval is required, everything says that nothing would be submitted as it stands', async () => {
  await requireApproval();
  const { id, consultation } = await instructed();
  await onlyThis(id);
  await decide(id, 'approve');
  assert.match((await awaited(id)).list, /It will be submitted as it is saved/);
  assert.match((await banner(id))!, /^Left to be submitted/);

  await saveAt(id, '2017-02-08T16:30:00Z', { 'view-rationale': 'One word more.' });
  const says = new RegExp(
    `As it stands now, nothing would be submitted at ${CLOSES} unless ${boss.name} approves it before`,
  );
  const check = textOf(await browser.get(paths.check({ id })));
  assert.match(check, says);
  assert.doesNotMatch(check, /It will be submitted as it is saved at/);
  const { page, list } = await awaited(id);
  assert.match(page, says);
  assert.match(list, says);
  assert.match(list, new RegExp(`Changed after ${boss.name} had approved it`));
  assert.match((await awaited(id, asBoss)).list, /after you had approved it.*unless you approve it before/);
  assert.match(
    (await banner(id))!,
    new RegExp(`^Not submitted\\. Changed after ${boss.name} had approved it: `),
  );
  const mail = await warned(consultation.reference, colleague.email);
  assert.equal(mail.subject, `Not submitted: ${consultation.reference} closes in 2 hours`);
  assert.match(mail.body, says);
  assert.match(mail.body, /See it, and ask for the approval/);
  assert.match(
    (await warned(consultation.reference, boss.email)).body,
    /approve it or return it with a note/,
  );
  await askedOfNobody();
});

test('the response and the list say where its approval stands, the approver being “you”', async () => {
  await requireApproval();
  const { draft } = await aReadyDraft();
  const { id } = draft;
  const stands = async (text: string, mine: string, link: string) => {
    const [ours, theirs] = [await awaited(id), await awaited(id, asBoss)];
    assert.equal(ours.list, text);
    assert.equal(theirs.list, mine);
    assert.ok(ours.page.includes(`${text}. ${link}`), ours.page);
    assert.ok(theirs.page.includes(`${mine}.`), theirs.page);
  };
  const before = 'to approve it before it is submitted';
  await stands(`${boss.name} has ${before}`, `You have ${before}`, 'Ask for the approval');
  await ask(id);
  await stands(`Waits for ${boss.name}’s approval`, 'Waits for your approval', 'See what was asked');
  await decide(id, 'return', 'Say less.');
  await stands(`Returned by ${boss.name} with a note`, 'Returned by you with a note', 'Read the note');
  await decide(id, 'approve');
  await stands(`Approved by ${boss.name}`, 'Approved by you', 'See the approval');
  await saveAt(id, '2017-02-08T16:30:00Z', { 'view-rationale': 'More.' });
  const voided = (who: string) => `Changed after ${who} had approved it`;
  await stands(voided(boss.name), voided('you'), 'Ask for the approval');
  await decide(id, 'approve');
  await submitAt(id, '2017-02-08T16:40:00Z');
  assert.doesNotMatch((await awaited(id)).page, /pproved/);
  await askedOfNobody();
});

test('of two responses to one consultation the banner and the warning say for whom each is', async () => {
  const names = ['Aske Ltd', 'Bain Ltd', 'Cover Ltd', 'Dove Ltd', 'Esk Ltd', 'Flit Ltd'];
  const parties = [];
  for (const name of names) parties.push(await aParty(db, { organisation, name }));
  const consultation = await aConsultation(db);
  const built = { consultation, organisation, by: colleague };
  clock.set('2017-02-08T14:59:00Z');
  const first = await aDraftResponse(db, { ...built, parties: parties.slice(0, 5), forOrganisation: true });
  await onlyThis(first.id);
  assert.doesNotMatch((await banner(first.id))!, /for Aske/, 'the only one');
  const other = await aDraftResponse(db, { ...built, parties: parties.slice(5) });
  assert.match((await banner(first.id))!, /: \S+, for Aske Ltd, Bain Ltd, Cover Ltd and 3 more, closes at /);
  assert.match((await banner(other.id))!, /, for Flit Ltd, closes at /);
  clock.set('2017-02-08T15:00:10Z');
  await warnUnsubmitted(portal.deps);
  const mails = await db('outbox_mail')
    .where({ kind: 'closing', to_address: colleague.email })
    .whereLike('subject', `%${consultation.reference}%`);
  const said = mails.map(
    ({ body }) => /response (for [^.]*?) that is not/.exec(body.replaceAll(/\s+/g, ' '))?.[1] ?? '',
  );
  assert.deepEqual(said.toSorted(), ['for Aske Ltd, Bain Ltd, Cover Ltd and 3 more', 'for Flit Ltd']);
});

test('who has the response open is told that it is left to be submitted, and taken back', async () => {
  const { id } = await instructed();
  const page = pageOf(await asDrafter.get(paths.response({ id })));
  const token = page.querySelector('main input[name="_csrf"]')!.getAttribute('value')!;
  const news = async (since: string) => {
    const reply = await send(asDrafter, paths.presence({ id }), { _csrf: token, section: '', since });
    return (JSON.parse(reply.text) as { news: { text: string }[] }).news.map(({ text }) => text);
  };
  const left = (time: string) =>
    `${colleague.name} left this at ${time} to be submitted as it is saved when it closes.`;
  const takenBack = `${colleague.name} took back at 4:20pm that this is submitted when it closes.`;
  assert.deepEqual(await news('2017-02-08T16:09:00Z'), [left('4:10pm')]);
  clock.set('2017-02-08T16:11:00Z');
  const csrf = pageOf(await browser.get(paths.check({ id }))).querySelector('main input[name="_csrf"]')!;
  await send(browser, paths.atClosing({ id }), { _csrf: csrf.getAttribute('value')! });
  assert.deepEqual(await news('2017-02-08T16:10:30Z'), [left('4:11pm')], 'in the place of the first');
  clock.set('2017-02-08T16:20:00Z');
  await submitForm(browser, paths.check({ id }), {}, { form: 'form[action$="/take-back"]' });
  assert.deepEqual(await news('2017-02-08T16:12:00Z'), [takenBack]);
});

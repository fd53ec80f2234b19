import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { follow, pageOf, send, submitForm, textOf, valuesOf, type Fields } from '../support/browse.js';
import { aConsultation, anOrganisation, aParty, aRepresentative, type BuiltParty } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { aSubmission } from '../support/submission.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal({ now: '2017-02-01T10:00:00Z' });
const { db, clock } = portal;
const organisation = await anOrganisation(db);
const parties = [
  await aParty(db, { organisation }),
  await aParty(db, { organisation, category: 'Gas Network' }),
];
const colleague = await aRepresentative(db, organisation);
const drafter = await aRepresentative(db, organisation, false);
const browser = await signInAs(portal, colleague);

const urlOf = (consultation: { reference: string }) => paths.noComment({ reference: consultation.reference });
const formOf = async (url: string) => valuesOf(pageOf(await browser.get(url)).querySelector('main form')!);
const submissions = (consultation: { id: string }) =>
  db('submission').where({ consultation_id: consultation.id });

test('“no comment” takes one confirmation and is exempt from required questions', async () => {
  clock.set('2017-02-01T10:00:00Z');
  const consultation = await aConsultation(db);
  const receipt = await follow(browser, await submitForm(browser, urlOf(consultation)));
  assert.match(textOf(receipt), /Your “no comment” has been received/);
  const [submission] = await submissions(consultation);
  assert.equal(submission!.kind, 'nil');
  const live = await db('representation').where({ submission_id: submission!.id });
  assert.deepEqual(live.map((row) => row.party_id).toSorted(), parties.map((party) => party.id).toSorted());
});

test('the same confirmation twice, also at once and after the deadline, is one submission', async () => {
  clock.set('2017-02-01T10:00:00Z');
  const consultation = await aConsultation(db);
  const form = await formOf(urlOf(consultation));
  const replies = await Promise.all([1, 2, 3].map(() => send(browser, urlOf(consultation), form)));
  clock.set('2017-02-09T10:00:00Z');
  replies.push(await send(browser, urlOf(consultation), form));
  assert.deepEqual(
    replies.map((reply) => reply.status),
    [303, 303, 303, 303],
  );
  assert.equal(new Set(replies.map((reply) => reply.headers['location'])).size, 1);
  assert.equal((await submissions(consultation)).length, 1);
});

test('a page sent before for others, or to another consultation, is not taken for answered: it is shown again', async () => {
  clock.set('2017-02-01T10:00:00Z');
  const consultation = await aConsultation(db);
  const [one, two] = parties as [BuiltParty, BuiltParty];
  const form = await formOf(urlOf(consultation));
  assert.equal((await send(browser, urlOf(consultation), { ...form, parties: one.id })).status, 303);
  const others = await send(browser, urlOf(consultation), { ...form, parties: two.id });
  assert.equal(others.status, 409);
  assert.match(textOf(others), /sent before, for others, and that stands/);
  assert.equal((await submissions(consultation)).length, 1);
  const again = valuesOf(pageOf(others).querySelector('main form')!);
  assert.deepEqual(again['parties'], two.id, 'what was ticked is kept');
  assert.equal((await send(browser, urlOf(consultation), again)).status, 303);
  assert.equal((await submissions(consultation)).length, 2);

  const another = await aConsultation(db);
  const refused = await send(browser, urlOf(another), { ...form, parties: one.id });
  assert.equal(refused.status, 409);
  assert.equal((await submissions(another)).length, 0);
});

test('one that has a draft is said to have it, by whom, and is not ticked beforehand', async () => {
  clock.set('2017-02-01T10:00:00Z');
  const consultation = await aConsultation(db);
  const [drafted, free] = parties as [BuiltParty, BuiltParty];
  const meant = { consultation, organisation, parties: [drafted], forOrganisation: true };
  const { id } = await aDraftResponse(db, { ...meant, by: drafter });
  const hints = async () => {
    const page = pageOf(await browser.get(urlOf(consultation)));
    return [...page.querySelectorAll('input[name="parties"]')].map((box) => [
      box.getAttribute('value'),
      box.hasAttribute('checked'),
      box.parentElement!.querySelector('.govuk-hint')?.textContent.trim(),
    ]);
  };
  const draft = `has a draft, begun by ${drafter.name}`;
  assert.deepEqual(await hints(), [
    [drafted.id, false, `${drafted.category} · ${draft}`],
    [free.id, true, free.category],
    ['organisation', false, draft],
  ]);
  await submitForm(browser, paths.discard({ id }));
  assert.deepEqual(
    (await hints()).map(([, ticked]) => ticked),
    [true, true, false],
    'a discarded one is none',
  );
});

test('a late “no comment” is held', async () => {
  const consultation = await aConsultation(db);
  clock.set('2017-02-08T17:00:00Z');
  const receipt = await follow(browser, await submitForm(browser, urlOf(consultation)));
  assert.match(textOf(receipt), /late and is held/);
  assert.equal((await submissions(consultation))[0]!.standing, 'late');
});

test('a Party that a response speaks for is not ticked, and taken over only when confirmed', async () => {
  clock.set('2017-02-01T10:00:00Z');
  const consultation = await aConsultation(db);
  await aSubmission(db, { consultation, organisation, by: colleague, parties: [parties[0]!] });
  const form = await formOf(urlOf(consultation));
  assert.equal(form['parties'], parties[1]!.id);
  const both = { ...form, parties: parties.map((party) => party.id) };
  const refused = await send(browser, urlOf(consultation), both);
  assert.equal(refused.status, 409);
  const box = pageOf(refused).querySelector('input[name="takeOver"]')!;
  assert.match(textOf(refused), /Confirm that “no comment” takes over/);
  assert.equal((await submissions(consultation)).length, 1);
  const confirmed = { ...both, takeOver: box.getAttribute('value')! };
  assert.equal((await send(browser, urlOf(consultation), confirmed)).status, 303);
});

test('what was submitted after the page was shown is not taken over unseen', async () => {
  clock.set('2017-02-01T10:00:00Z');
  const consultation = await aConsultation(db);
  await aSubmission(db, { consultation, organisation, by: colleague, parties: [parties[0]!] });
  const shown = pageOf(await browser.get(urlOf(consultation)));
  const form = {
    ...valuesOf(shown.querySelector('main form')!),
    parties: parties.map((party) => party.id),
    takeOver: shown.querySelector('input[name="takeOver"]')!.getAttribute('value')!,
  };
  await aSubmission(db, { consultation, organisation, by: colleague, parties: [parties[1]!] });
  assert.equal((await send(browser, urlOf(consultation), form)).status, 409);
  const live = await db('representation').where({ consultation_id: consultation.id });
  const kinds = await db('submission').whereIn(
    'id',
    live.map((row) => row.submission_id),
  );
  assert.deepEqual(
    kinds.map(({ kind }) => kind),
    ['response', 'response'],
  );
});

test('one that could not be stored counts, sent again after the deadline, from when it was first sent', async () => {
  clock.set('2017-02-08T16:00:00Z');
  const consultation = await aConsultation(db);
  const form = await formOf(urlOf(consultation));
  const blocker = await db.transaction();
  await blocker('consultation').where({ id: consultation.id }).forUpdate();
  clock.set('2017-02-08T16:59:59.900Z');
  const unconfirmed = await send(browser, urlOf(consultation), form);
  await blocker.rollback();
  assert.equal(unconfirmed.status, 503);
  assert.match(textOf(unconfirmed), /counts from when you first sent it/);
  const again = valuesOf(pageOf(unconfirmed).querySelector('main form')!);
  assert.deepEqual([again['key'], again['parties']], [form['key'], form['parties']], 'the same, key and all');

  clock.set('2017-02-08T17:00:10Z');
  assert.equal((await send(browser, urlOf(consultation), again)).status, 303);
  const [submission] = await submissions(consultation);
  assert.equal(submission!.standing, 'in time');
  assert.equal(submission!.received_at.toString(), '2017-02-08T16:59:59.9Z');
  assert.equal(submission!.recorded_at.toString(), '2017-02-08T17:00:10Z');
});

test('what was first sent for one Party keeps no time for another', async () => {
  clock.set('2017-02-08T16:00:00Z');
  const consultation = await aConsultation(db);
  const form: Fields = { ...(await formOf(urlOf(consultation))), parties: parties[0]!.id };
  await db('nil_arrival').insert({
    submit_key: String(form['key']),
    consultation_id: consultation.id,
    organisation_id: organisation.id,
    party_ids: [parties[0]!.id],
    for_organisation: false,
    received_at: Temporal.Instant.from('2017-02-08T16:59:59.900Z'),
  });
  clock.set('2017-02-08T17:00:10Z');
  await send(browser, urlOf(consultation), { ...form, parties: parties[1]!.id });
  assert.equal((await submissions(consultation))[0]!.standing, 'late');
});

test('nobody chosen, somebody else’s Party, before the opening, without the right: nothing is stored', async () => {
  clock.set('2017-02-01T10:00:00Z');
  const consultation = await aConsultation(db);
  const url = urlOf(consultation);
  const { parties: _, ...nobody } = await formOf(url);
  assert.equal((await send(browser, url, nobody)).status, 422);
  const stranger = await aParty(db, { organisation: await anOrganisation(db) });
  assert.equal((await send(browser, url, { ...nobody, parties: stranger.id })).status, 422);
  const elsewhere = await anOrganisation(db);
  assert.equal(
    (await send(browser, url, { ...nobody, organisation: elsewhere.id, parties: 'organisation' })).status,
    404,
  );
  const asDrafter = await signInAs(portal, drafter);
  assert.equal((await asDrafter.get(url)).status, 409);
  clock.set('2017-01-01T10:00:00Z');
  assert.equal((await submitForm(browser, url)).status, 409);
  assert.equal((await submissions(consultation)).length, 0);
});

test('nobody ticked: it is asked again, and nobody is ticked by the portal', async () => {
  clock.set('2017-02-01T10:00:00Z');
  const consultation = await aConsultation(db);
  const { parties: _, ...held } = await formOf(urlOf(consultation));
  const reply = await send(browser, urlOf(consultation), held);
  assert.equal(reply.status, 422);
  assert.equal(pageOf(reply).querySelectorAll('input[name="parties"][checked]').length, 0);
  assert.equal((await db('submission').where({ consultation_id: consultation.id })).length, 0);
});

test('a late one that is sent again while it waits for SECAS is the one that waits', async () => {
  clock.set('2017-02-08T16:00:00Z');
  const consultation = await aConsultation(db);
  const form = await formOf(urlOf(consultation));
  clock.set('2017-02-08T17:10:00Z');
  const replies = [];
  for (const _ of [1, 2, 3])
    replies.push(await send(browser, urlOf(consultation), { ...form, key: randomUUID() }));
  assert.deepEqual(new Set(replies.map(({ headers }) => headers['location'])).size, 1);
  assert.equal((await submissions(consultation)).length, 1);
  const another = { ...form, key: randomUUID(), parties: 'organisation' };
  assert.equal((await send(browser, urlOf(consultation), another)).status, 303);
  assert.equal((await submissions(consultation)).length, 2, 'for somebody else it is another');
});

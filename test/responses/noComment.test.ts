import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { follow, pageOf, send, submitForm, textOf, valuesOf } from '../support/browse.js';
import { aConsultation, anOrganisation, aParty, aRepresentative } from '../support/build.js';
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
  assert.equal(refused.status, 422);
  assert.equal((await submissions(consultation)).length, 1);
  assert.equal((await send(browser, urlOf(consultation), { ...both, takeOver: 'yes' })).status, 303);
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
  assert.equal((await submitForm(browser, url)).status, 422);
  assert.equal((await submissions(consultation)).length, 0);
});

test('nobody ticked: it is asked again, and nobody is ticked by the portal', async () => {
  const consultation = await aConsultation(db);
  const { parties: _, ...held } = await formOf(urlOf(consultation));
  const reply = await send(browser, urlOf(consultation), held);
  assert.equal(reply.status, 422);
  assert.equal(pageOf(reply).querySelectorAll('input[name="parties"][checked]').length, 0);
  assert.equal((await db('submission').where({ consultation_id: consultation.id })).length, 0);
});

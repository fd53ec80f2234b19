import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { follow, pageOf, submitForm, textOf } from '../../support/browse.js';
import { aConsultation, aRepresentative } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { aCompany, aConsultationOf, clock, db, desk, instant, portal, rowOf, sam, tokenOn } from '../desk.js';
import { arrivedAt, enterFor, responseIn, typeAndSubmit } from './entering.js';

/** A company whose response is in SECAS's mailbox; the portal's clock stands an hour after the deadline. */
async function aMailedResponse(parties = 1, options: { name?: string } = {}) {
  clock.set('2017-02-08T18:00:00Z');
  const company = await aCompany(parties, options);
  const consultation = await aConsultationOf(company);
  const at = { reference: consultation.reference, organisation: company.organisation.id };
  const begin = async (time = '16:59') =>
    responseIn(await enterFor(at, { parties: company.parties.map(({ id }) => id), ...arrivedAt(8, time) }));
  return { company, consultation, at, begin };
}

const submissionsOf = (id: string) => db('submission').where({ response_id: id }).orderBy('number');
const receiptsTo = (person: { email: string }) =>
  db('outbox_mail').where({ to_address: person.email, kind: 'receipt' });

test('what arrived before the deadline counts, though it is entered after it', async () => {
  const { company, consultation, begin } = await aMailedResponse();
  const colleague = await aRepresentative(db, company.organisation);
  const id = await begin();
  const tasks = await desk.get(paths.response({ id }));
  assert.equal(tasks.status, 200);
  assert.match(textOf(tasks), /You are entering what reached SECAS at 16:59:00\.000 .* The original/);
  const here = pageOf(tasks).querySelector('header [aria-current="page"], header [aria-current="true"]');
  assert.equal(here?.textContent?.trim(), 'Desk', 'it is entered for the desk');
  assert.match(
    textOf(await desk.get(paths.check({ id }))),
    /It reached SECAS by e-mail at 16:59:00\.000 .* so it will count/,
  );

  clock.set('2017-02-08T18:20:00Z');
  const page = await follow(desk, await follow(desk, await typeAndSubmit(id)));
  const [submission] = await submissionsOf(id);
  assert.equal(submission!.standing, 'in time');
  assert.equal(submission!.received_at.toString(), '2017-02-08T16:59:00Z');
  assert.equal(submission!.recorded_at.toString(), '2017-02-08T18:20:00Z');
  assert.match(textOf(page), /Counts.*Arrived 16:59:00\.000 on Wednesday 8 February 2017 \(GMT\)/);
  assert.match(
    textOf(page),
    new RegExp(`Entered by SECAS 18:20:00\\.000 .*By ${sam.name}; it came by e-mail`),
  );
  const live = await db('representation')
    .where({ consultation_id: consultation.id, party_id: company.party.id })
    .first();
  assert.equal(live!.submission_id, submission!.id);

  for (const person of [company.by, colleague]) {
    const [mail] = await receiptsTo(person);
    assert.match(mail!.subject, /^Entered by SECAS, please confirm: /);
    assert.match(mail!.body, /reached SECAS\s+at 16:59:00\.000/);
    assert.ok(mail!.body.includes(submission!.digest));
  }
  assert.equal((await receiptsTo(sam)).length, 0, 'the receipt is the organisation’s');
  const coverage = await desk.get(paths.deskCoverage(consultation));
  assert.match(rowOf(coverage, company.party.name)!['Answered by']!, /^Entered by SECAS/);
});

test('its organisation sees that SECAS entered it, and its versions, but not the draft', async () => {
  const { company, consultation, begin } = await aMailedResponse();
  const id = await begin();
  const browser = await signInAs(portal, company.by);
  assert.equal((await browser.get(paths.response({ id }))).status, 404);
  assert.equal((await browser.get(paths.history({ id }))).status, 404, 'nothing has been submitted');
  await typeAndSubmit(id);
  const [first] = await submissionsOf(id);
  const link = paths.submission({ id, reference: first!.reference });
  const page = await browser.get(link);
  assert.match(textOf(page), /Your response has been entered by SECAS/);
  assert.match(textOf(page), new RegExp(`SECAS \\(${sam.name}\\) at 18:00:00\\.000.*It came by e-mail`));
  assert.doesNotMatch(textOf(page), /Change and submit again/);

  const desks = paths.deskSubmission({ reference: consultation.reference, submission: first!.id });
  assert.match(textOf(await desk.get(desks)), /Correct what was entered/);
  await submitForm(desk, paths.section({ id, section: 'anything-else' }), { other: 'On the second page' });
  await typeAndSubmit(id);
  assert.equal((await submissionsOf(id)).length, 2);
  const history = await browser.get(paths.history({ id }));
  assert.match(textOf(history), new RegExp(`Version 2.*${first!.reference}`));
  assert.match(textOf(await desk.get(paths.history({ id }))), new RegExp(first!.reference));
  assert.match(textOf(await desk.get(desks)), /Replaced.*A newer version counts/);
});

test('every page of drafting admits SECAS', async () => {
  const { begin } = await aMailedResponse(2);
  const id = await begin();
  for (const url of [
    paths.response({ id }),
    paths.responseParties({ id }),
    paths.responseConfidentiality({ id }),
    paths.section({ id, section: 'your-view' }),
    paths.attachments({ id }),
    paths.check({ id }),
  ]) {
    assert.equal((await desk.get(url)).status, 200, url);
  }
});

test('what arrived after the deadline is held, and its organisation is told so', async () => {
  const { company, consultation, begin } = await aMailedResponse();
  const id = await begin('17:00');
  assert.match(textOf(await desk.get(paths.check({ id }))), /That was after the deadline.*it will be held/);
  await typeAndSubmit(id);
  const [submission] = await submissionsOf(id);
  assert.equal(submission!.standing, 'late');
  assert.equal((await db('representation').where({ consultation_id: consultation.id })).length, 0);
  const [mail] = await receiptsTo(company.by);
  assert.match(mail!.subject, /^Entered by SECAS, held/);
  assert.match(mail!.body, /SECAS\s+will\s+admit\s+or\s+refuse/);
});

test('what arrived in time but is entered after the closure is held with both instants', async () => {
  const { consultation, begin } = await aMailedResponse();
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: instant('2017-02-08T17:00:00Z'),
    closed_at: instant('2017-02-08T17:00:20Z'),
  });
  const id = await begin();
  assert.match(
    textOf(await desk.get(paths.check({ id }))),
    /the consultation has been closed since: it will be held/,
  );
  await typeAndSubmit(id);
  assert.equal((await submissionsOf(id))[0]!.standing, 'after closure');
  assert.match(textOf(await desk.get(paths.deskResponses(consultation))), /in time, met the closure/);
});

test('one who had no account answers for itself, and is found again whatever the capitals', async () => {
  clock.set('2017-02-01T10:00:00Z');
  const { reference } = await aConsultation(db);
  const url = paths.deskEnter({ reference });
  const other = { form: `form[method="post"][action="${url}"]` };
  const first = await submitForm(desk, url, { name: '  Heat   for All ' }, other);
  const second = await submitForm(desk, url, { name: 'HEAT FOR ALL' }, other);
  assert.equal(first.status, 303);
  assert.equal(second.headers['location'], first.headers['location']);
  assert.match(textOf(await follow(desk, first)), /Heat for All itself/);
  const nameless = await submitForm(desk, url, { name: ' ' }, other);
  assert.equal(nameless.status, 422);
  assert.match(textOf(nameless), /Enter the organisation’s name/);

  const organisation = first.headers['location']!.split('/').at(-1)!;
  const id = responseIn(
    await enterFor({ reference, organisation }, { parties: 'organisation', ...arrivedAt(1, '9am') }),
  );
  await typeAndSubmit(id);
  assert.equal((await db('organisation_representation').where({ organisation_id: organisation })).length, 1);
});

test('an organisation is found by its own name or a Party’s, and signs mean themselves', async () => {
  clock.set('2017-02-01T10:00:00Z');
  const { reference } = await aConsultation(db);
  const odd = await aCompany(1, { name: '100%_Green & <i>Sons</i>' });
  const find = (search: string) =>
    desk.get(`${paths.deskEnter({ reference })}?${new URLSearchParams({ search }).toString()}`);
  for (const words of ['100%_gr', odd.party.name, '<i>sons']) {
    const page = await find(words);
    assert.ok(rowOf(page, odd.organisation.name), words);
    assert.equal(pageOf(page).querySelector('main i'), null);
  }
  assert.match(textOf(await find('%%%')), /Nobody found/);
  assert.match(textOf(await find('0%_x')), /Nobody found/);
});

test('of many organisations none is listed before a name is begun', async () => {
  clock.set('2017-02-01T10:00:00Z');
  const { reference } = await aConsultation(db);
  const named = await aCompany(1, { name: 'Ferrous Metering plc' });
  for (let more = 0; more < 10; more += 1) await aCompany();
  const page = await desk.get(paths.deskEnter({ reference }));
  assert.equal(pageOf(page).querySelectorAll('main table').length, 0);
  assert.doesNotMatch(textOf(page), /Nobody found/);
  assert.ok(
    rowOf(await desk.get(`${paths.deskEnter({ reference })}?search=ferrous`), named.organisation.name),
  );
});

test('a group of 25 Parties is entered at once', async () => {
  const { company, begin } = await aMailedResponse(25);
  const id = await begin();
  assert.equal((await db('draft_party').where({ response_id: id })).length, company.parties.length);
});

test('SECAS takes a Party over from another response only when it says so', async () => {
  const { company, consultation, begin } = await aMailedResponse();
  const one = await begin();
  await typeAndSubmit(one);
  const other = await begin();
  const refused = await typeAndSubmit(other);
  assert.equal(refused.status, 409);
  assert.equal((await submissionsOf(other)).length, 0);
  const taken = await submitForm(desk, paths.check({ id: other }), {
    takeOver: (await submissionsOf(one))[0]!.reference,
  });
  assert.equal(taken.status, 303);
  const live = await db('representation')
    .where({ consultation_id: consultation.id, party_id: company.party.id })
    .first();
  assert.equal(live!.submission_id, (await submissionsOf(other))[0]!.id);
});

test('a consultation or an organisation that does not exist cannot be entered for', async () => {
  const { at } = await aMailedResponse();
  const nobody = paths.deskEnterFor({ ...at, organisation: '00000000-0000-4000-8000-000000000000' });
  assert.equal((await desk.get(nobody)).status, 404);
  assert.equal((await desk.get(paths.deskEnterFor({ ...at, reference: 'NONE-SUCH' }))).status, 404);
  assert.ok(await tokenOn(desk, paths.deskEnterFor(at)));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { errorFor, follow, send, submitForm, textOf } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { signInAs } from '../../support/signIn.js';
import { aCompany, aConsultationOf, db, desk, portal, rowOf, sam, submissionOf, tokenOn } from '../desk.js';

async function anEligibleParty() {
  const company = await aCompany();
  const consultation = await aConsultationOf(company);
  const at = { reference: consultation.reference, party: company.party.id };
  return { company, consultation, url: paths.deskCoverageParty(at) };
}

const NOTE_FORM = { form: 'main form[method="post"]' };

test('SECAS notes that a Party declines, and takes it back', async () => {
  const { company, consultation, url } = await anEligibleParty();
  const noted = await follow(
    desk,
    await submitForm(desk, url, { note: 'Ann of the company rang: no view.' }, NOTE_FORM),
  );
  assert.match(
    textOf(noted),
    new RegExp(
      `has declined: noted.*State Declined.*Ann of the company rang: no view.*${sam.name} noted this`,
    ),
  );
  const list = await desk.get(paths.deskCoverage({ reference: consultation.reference }));
  assert.equal(rowOf(list, company.party.name)!['State'], 'Declined');

  const removed = await follow(desk, await submitForm(desk, url, {}, NOTE_FORM));
  assert.match(textOf(removed), /State Silent/);
  const trail = await db('audit_entry').where({ subject_id: company.party.id }).orderBy('id').pluck('action');
  assert.deepEqual(trail, ['party.declined', 'party.decline-removed']);
});

test('a note says something, and not too much', async () => {
  const { url } = await anEligibleParty();
  const empty = await submitForm(desk, url, { note: '  ' }, NOTE_FORM);
  assert.equal(empty.status, 422);
  assert.match(errorFor(empty, 'note')!, /Say who told you, and what/);
  const long = await submitForm(desk, url, { note: 'x'.repeat(2_001) }, NOTE_FORM);
  assert.equal(long.status, 422);
  assert.match(errorFor(long, 'note')!, /Shorten the note to 2,000/);
});

test('two colleagues note the same: the second sees the first, and keeps what was typed', async () => {
  const { url } = await anEligibleParty();
  const colleague = await signInAs(portal, await aSecasColleague(db));
  const held = { _csrf: await tokenOn(colleague, url), step: 'note', note: 'my own words' };
  await submitForm(desk, url, { note: 'the first words' }, NOTE_FORM);
  const second = await send(colleague, url, held);
  assert.equal(second.status, 409);
  assert.match(textOf(second), /noted already.*the first words.*my own words/);
});

test('a response that comes later counts before the note', async () => {
  const { company, consultation, url } = await anEligibleParty();
  await submitForm(desk, url, { note: 'They will not answer.' }, NOTE_FORM);
  await submissionOf(company, consultation);
  assert.match(textOf(await desk.get(url)), /State Responded.*It has answered since, and that counts/);
});

test('a Party that is not eligible has no page', async () => {
  const { consultation } = await anEligibleParty();
  const { party } = await aCompany();
  const url = paths.deskCoverageParty({ reference: consultation.reference, party: party.id });
  assert.equal((await desk.get(url)).status, 404);
  assert.equal(
    (await desk.get(paths.deskCoverageParty({ reference: consultation.reference, party: 'x' }))).status,
    404,
  );
  const csrf = await tokenOn(desk, paths.desk());
  assert.equal((await send(desk, url, { _csrf: csrf, step: 'note', note: 'x' })).status, 404);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { follow, openForm, pageOf, send, submitForm, textOf } from '../../support/browse.js';
import { db, desk } from '../desk.js';
import { aResponse, aThemedConsultation, codingsOf, mark, marksOn } from './themes.js';

const FIRST = 'Too dear for us. Too late for us. So we say no. No means no.';
const SECOND = 'In short: too much. Too dear for us. No means no. No means no. So we say yes.';

async function twoVersions(second = SECOND, whole = false) {
  const consultation = await aThemedConsultation();
  const older = await aResponse(consultation, { text: FIRST });
  await mark(older, 'Too dear for us.', { newTheme: 'Cost' });
  await mark(older, 'So we say no.', { newTheme: 'Refusal' });
  await mark(older, 'No means no.', { newTheme: 'Refusal' });
  if (whole) await mark(older, '', { newTheme: 'Tone' }, { step: 'whole' });
  const { company, responseId } = older;
  const newer = await aResponse(consultation, {
    company,
    responseId,
    text: second,
    receivedAt: '2017-01-26T10:00:00Z',
  });
  return { consultation, older, newer };
}

const OFFER = 'form[action$="/carry-over"]';

test('codings stay with the older submission; those whose passage stands unchanged in the newer are offered', async () => {
  const { older, newer } = await twoVersions();
  assert.equal(marksOn(await desk.get(newer.reading)).length, 0);
  const page = textOf(await desk.get(newer.reading));
  assert.match(
    page,
    /1 coding of an earlier version stands unchanged in this one\. 2 coded passages no longer stand here, or stand here more than once/,
  );
  const reply = await submitForm(desk, newer.reading, {}, { form: OFFER });
  assert.match(textOf(await follow(desk, reply)), /1 coding carried over/);
  assert.deepEqual(marksOn(await desk.get(newer.reading))[0], 'Too dear for us.');
  assert.equal(marksOn(await desk.get(older.reading)).length, 6, 'three passages and their names');
  assert.equal(pageOf(await desk.get(newer.reading)).querySelector(OFFER), null);
});

test('each is carried over exactly once, whoever asks at the same time; one removed there does not come again', async () => {
  const { consultation, newer } = await twoVersions(FIRST, true);
  const form = await openForm(desk, newer.reading, OFFER);
  await Promise.all(Array.from({ length: 4 }, () => send(desk, form.action, form.held)));
  const carried = (await codingsOf(consultation)).filter(({ carried_from }) => carried_from !== null);
  assert.equal(carried.length, 4, 'the whole answer too: it is the same to the letter');
  assert.equal(new Set(carried.map(({ carried_from }) => carried_from)).size, 4);
  await submitForm(desk, newer.marking(), {}, { form: '.portal-codings form', button: ['step', 'remove'] });
  const again = await send(desk, form.action, form.held);
  assert.match(textOf(await follow(desk, again)), /There was nothing left to carry over/);
  const entries = await db('audit_entry').where({
    consultation_id: consultation.id,
    action: 'coding.carried-over',
  });
  assert.equal(entries.length, 4);
});

test('what is coded there already is not carried over beside it', async () => {
  const { consultation, newer } = await twoVersions();
  const cost = await db('theme').where({ consultation_id: consultation.id, name: 'Cost' }).first();
  await mark(newer, 'Too dear for us.', { theme: cost!.id });
  const page = await desk.get(newer.reading);
  assert.equal(pageOf(page).querySelector(OFFER), null);
  assert.match(textOf(page), /2 coded passages no longer stand here/);
});

test('another response of the same organisation is offered nothing', async () => {
  const { consultation, older } = await twoVersions();
  const other = await aResponse(consultation, { company: older.company, text: FIRST });
  assert.doesNotMatch(textOf(await desk.get(other.reading)), /earlier version/);
});

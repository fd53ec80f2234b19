import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { pageOf, send, submitForm, textOf, valuesOf } from '../support/browse.js';
import { aConsultation, anOrganisation, aParty, aRepresentative } from '../support/build.js';
import { EVERY_QUESTION } from '../support/form.js';
import { aDraftFile } from '../http/files.js';
import { aSubmission } from '../support/submission.js';
import {
  aDraft,
  browser,
  db,
  details,
  organisation,
  party,
  person,
  save,
  storedAnswer,
  view,
} from './answering.js';

const group = await aParty(db, { organisation, name: 'Another of the group' });

test('a page that began a response begins no other: to another consultation it says so', async () => {
  const [first, second] = [await aConsultation(db), await aConsultation(db)];
  const url = (consultation: { reference: string }) => paths.consultationResponse(consultation);
  const held = valuesOf(pageOf(await browser.get(url(first))).querySelector('main form[method="post"]')!);
  const begin = (at: { reference: string }) => send(browser, url(at), { ...held, parties: party.id });
  assert.equal((await begin(first)).status, 303);
  assert.equal((await begin(first)).status, 303, 'sent twice, it is begun once');
  const refused = await begin(second);
  assert.equal(refused.status, 409);
  assert.match(textOf(refused), /began another response. Nothing was started/);
  assert.equal((await db('response').where({ consultation_id: second.id })).length, 0);
});

test('a response is copied for another Party: answers, files and confidentiality; then each goes its own way', async () => {
  const { id, consultation } = await aDraft();
  await save(view(id), { view: 'Reject', 'view-rationale': 'For the group.' });
  await submitForm(browser, paths.responseConfidentiality({ id }), {
    whole: 'yes',
    'whole-reason': 'Prices',
  });
  const attached = await aDraftFile(db, id, person);
  const link = [...pageOf(await browser.get(paths.response({ id }))).querySelectorAll('a')].find(
    (one) => one.textContent === 'Copy it for other Parties',
  )!;
  const start = await browser.get(link.getAttribute('href')!);
  const form = pageOf(start).querySelector('main form[method="post"]')!;
  assert.equal(valuesOf(form)['from'], `draft:${id}`, 'chosen by the link');
  assert.match(textOf(start), new RegExp(`A copy of the response for ${party.name}, with its files`));
  const started = await submitForm(browser, link.getAttribute('href')!, { parties: group.id });
  assert.equal(started.status, 303, textOf(started));
  const copy = (await db('response').where({ consultation_id: consultation.id }).whereNot({ id }).first())!;
  assert.equal(copy.confidential_reason, 'Prices');
  assert.deepEqual((await storedAnswer(copy.id, 'view'))!.value, (await storedAnswer(id, 'view'))!.value);

  await save(view(copy.id), { 'view-rationale': 'Only here.' });
  assert.deepEqual((await storedAnswer(id, 'view'))!.value, {
    choice: 'Reject',
    rationale: 'For the group.',
  });
  const files = await db('draft_attachment').where({ response_id: copy.id });
  const original = (await db('draft_attachment').where({ id: attached }).first())!;
  assert.deepEqual(
    files.map((one) => one.file_id),
    [original.file_id],
    'the same bytes, once',
  );
});

test('one begins with the last answers to the same questions of an earlier consultation on the modification', async () => {
  const earlier = await aConsultation(db, { questions: EVERY_QUESTION });
  const reworded = EVERY_QUESTION.map((question) =>
    question.key === 'other' ? { ...question, ask: 'Something else?' } : question,
  );
  const now = await aConsultation(db, { questions: reworded });
  for (const { id } of [earlier, now])
    await db('consultation').where({ id }).update({ modification: 'SECMP0042' });
  const { id: submission, reference } = await aSubmission(db, {
    consultation: earlier,
    organisation,
    by: person,
    parties: [party, group],
    forOrganisation: true,
    receivedAt: '2017-01-18T14:03:00Z',
    answers: {
      view: { value: { choice: 'Approve', rationale: 'As we said.' }, confidential: true },
      other: { value: { text: 'To another question.' } },
    },
  });
  const url = paths.consultationResponse({ reference: now.reference });
  const offered = pageOf(await browser.get(url)).querySelector(`option[value="submission:${submission}"]`);
  const whom = [...[party.name, group.name].sort(), `${organisation.name} itself`].join(', ');
  assert.equal(
    offered?.textContent,
    `For ${whom}: 1 answer in ${earlier.reference}, submitted on 18 January 2017 (${reference})`,
  );
  const started = await submitForm(browser, url, { parties: party.id, from: `submission:${submission}` });
  assert.equal(started.status, 303, textOf(started));
  const { id } = (await db('response').where({ consultation_id: now.id }).first())!;
  const copied = (await storedAnswer(id, 'view'))!;
  assert.deepEqual(
    [copied.value, copied.confidential],
    [{ choice: 'Approve', rationale: 'As we said.' }, true],
  );
  assert.equal(await storedAnswer(id, 'other'), undefined, 'the question was another');
  assert.equal((await browser.get(details(id))).status, 200);
});

test('what begins with a response that was confidential as a whole, or without its name, is so too', async () => {
  const [earlier, now] = [
    await aConsultation(db, { questions: EVERY_QUESTION }),
    await aConsultation(db, { questions: EVERY_QUESTION }),
  ];
  for (const { id } of [earlier, now])
    await db('consultation').where({ id }).update({ modification: 'SECMP0044' });
  const { id: submission } = await aSubmission(db, {
    consultation: earlier,
    organisation,
    by: person,
    parties: [party],
    confidential: true,
    nameConfidential: true,
    answers: { view: { value: { choice: 'Approve', rationale: 'SECRET' } } },
  });
  const url = paths.consultationResponse({ reference: now.reference });
  await submitForm(browser, url, { parties: party.id, from: `submission:${submission}` });
  const begun = (await db('response').where({ consultation_id: now.id }).first())!;
  assert.deepEqual(
    [begun.confidential, begun.confidential_reason, begun.name_confidential, begun.name_confidential_reason],
    [true, 'commercially sensitive', true, 'we may be singled out'],
  );
});

test('nobody begins with what is another organisation’s, or of another consultation', async () => {
  const { id: ours } = await aDraft();
  const other = await anOrganisation(db);
  const theirs = await aConsultation(db, { questions: EVERY_QUESTION });
  const now = await aConsultation(db, { questions: EVERY_QUESTION });
  for (const { id } of [theirs, now])
    await db('consultation').where({ id }).update({ modification: 'SECMP0043' });
  const { id: submission } = await aSubmission(db, {
    consultation: theirs,
    organisation: other,
    by: await aRepresentative(db, other),
    answers: { view: { value: { choice: 'Approve', rationale: 'SECRET' } } },
    forOrganisation: true,
  });
  const url = paths.consultationResponse({ reference: now.reference });
  const page = pageOf(await browser.get(url));
  assert.equal(page.querySelector('select[name="from"]'), null, 'there is nothing to begin with');
  const held = valuesOf(page.querySelector('main form[method="post"]')!);
  for (const from of [`submission:${submission}`, `draft:${ours}`, `draft:${randomUUID()}`]) {
    const refused = await send(browser, url, { ...held, key: randomUUID(), parties: party.id, from });
    assert.equal(refused.status, 404, from);
  }
  assert.equal((await send(browser, url, { ...held, parties: party.id, from: 'draft:x' })).status, 400);
  assert.equal((await db('response').where({ consultation_id: now.id })).length, 0);
});

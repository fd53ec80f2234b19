/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { MAKES_PDF } from '../../src/pdf/compiler.js';
import { download } from '../attachments/uploading.js';
import { errorFor, follow, submitForm, textOf } from '../support/browse.js';
import { aConsultation } from '../support/build.js';
import { FURTHER_QUESTIONS } from '../support/form.js';
import { skipWithoutPdftotext, textOfPdf } from '../support/pdf.js';
import { aSubmission } from '../support/submission.js';
import { browser, db, organisation, party, person, save, storedAnswer, valueOf } from './answering.js';
import { aFurtherDraft, ANSWERS, effects } from './answeringFurther.js';

test('the record has the order, the date and what was chosen; guidance is in none of it', async () => {
  const { id } = await aFurtherDraft();
  await save(effects(id), ANSWERS);
  const check = textOf(await browser.get(paths.check({ id })));
  assert.match(
    check,
    /What would have to change\? Billing Something else Reasons ?Both read the same data\./,
  );
  assert.match(check, /From when could you do it\? 1 November 2017/);
  assert.match(check, /What matters most\? 1\. Security 2\. Cost 3\. Time/);
  assert.match(check, /Feasible, with some work\. 4 of 5 words/);
  assert.doesNotMatch(check, /Before you answer|What happens next/);

  const submitted = await submitForm(browser, paths.check({ id }));
  assert.equal(submitted.status, 303, textOf(submitted));
  const receipt = await follow(browser, submitted);
  assert.match(textOf(receipt), /1\. Security 2\. Cost 3\. Time/);
  assert.match(textOf(receipt), /1 November 2017/);
  assert.doesNotMatch(textOf(receipt), /Before you answer/);
  const row = (await db('submission').where({ response_id: id }).first())!;
  const { answers } = JSON.parse(row.record) as { answers: { key: string; value: unknown }[] };
  assert.deepEqual(Object.fromEntries(answers.map(({ key, value }) => [key, value])), {
    effects: { chosen: ['Billing', 'Something else'], rationale: 'Both read the same data.' },
    which: { text: 'The call centre' },
    'from-when': { date: '2017-11-01' },
    priorities: { order: ['Security', 'Cost', 'Time'], rationale: 'Security comes first.' },
    summary: { text: 'Feasible, with some work.' },
  });

  await save(effects(id), { 'priorities-rank-1': '3', 'priorities-rank-2': '2', 'from-when-month': '12' });
  const again = await follow(browser, await submitForm(browser, paths.check({ id })));
  const latest = (await db('submission').where({ response_id: id }).orderBy('number', 'desc').first())!;
  assert.match(textOf(again), new RegExp(latest.reference));
  const compared = await browser.get(`${paths.compare({ id })}?from=${row.reference}&to=${latest.reference}`);
  assert.match(textOf(compared), /From when could you do it\?.*November.*December/);
  assert.match(textOf(compared), /What matters most\?/);
  assert.doesNotMatch(textOf(compared), /What would have to change/, 'it says the same');
  const versions = await browser.get(`${paths.answerVersions({ id, question: 'from-when' })}?every=yes`);
  assert.match(textOf(versions), /November.*December/);
});

test('the receipt as PDF says the same', { skip: !MAKES_PDF || skipWithoutPdftotext }, async () => {
  const { id } = await aFurtherDraft();
  await save(effects(id), ANSWERS);
  await submitForm(browser, paths.check({ id }));
  const { reference } = (await db('submission').where({ response_id: id }).first())!;
  const pdf = await download(browser, paths.receiptPdf({ id, reference }));
  const text = textOfPdf(pdf.body as Buffer).replaceAll(/\s+/g, ' ');
  assert.match(text, /What would have to change\? Billing Something else Both read the same data\./);
  assert.match(text, /From when could you do it\? 1 November 2017/);
  assert.match(text, /What matters most\? 1\. Security 2\. Cost 3\. Time/);
  assert.doesNotMatch(text, /Before you answer/);
});

test('one begins with the last answers of each type, also where other options are offered now', async () => {
  const earlier = await aConsultation(db, { questions: FURTHER_QUESTIONS });
  const now = await aConsultation(db, {
    questions: FURTHER_QUESTIONS.map((question) =>
      question.key === 'effects'
        ? { ...question, options: ['Invoicing', 'Metering', 'Something else'] }
        : question,
    ),
  });
  for (const { id } of [earlier, now])
    await db('consultation').where({ id }).update({ modification: 'SECMP0077' });
  const { id: submission } = await aSubmission(db, {
    consultation: earlier,
    organisation,
    by: person,
    parties: [party],
    answers: {
      effects: { value: { chosen: ['Billing', 'Metering'], rationale: '' } },
      'from-when': { value: { date: '2017-11-01' } },
      priorities: { value: { order: ['Security', 'Cost', 'Time'], rationale: '' } },
    },
  });
  const url = paths.consultationResponse({ reference: now.reference });
  await submitForm(browser, url, { parties: party.id, from: `submission:${submission}` });
  const { id } = (await db('response').where({ consultation_id: now.id }).first())!;
  const page = await browser.get(effects(id));
  const shown = ['from-when-day', 'from-when-month', 'from-when-year', 'priorities-rank-1'];
  assert.deepEqual(
    shown.map((field) => valueOf(page, field)),
    ['1', '11', '2017', '2'],
  );
  assert.equal(valueOf(page, 'effects-choice-4'), 'Billing', 'what is not offered any more can be seen');
  const saved = await save(effects(id), {});
  assert.match(errorFor(saved, 'effects') ?? '', /“Billing” is not offered: take it out/);
  assert.equal((await save(effects(id), { 'effects-choice-4': [] })).status, 303);
  assert.deepEqual((await storedAnswer(id, 'effects'))?.value, { chosen: ['Metering'], rationale: '' });
});

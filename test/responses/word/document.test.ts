import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../../src/paths.js';
import { readWordFile } from '../../../src/responses/word/readWordFile.js';
import { aBrowser, pageOf, textOf } from '../../support/browse.js';
import { aSecasColleague } from '../../support/build.js';
import { EVERY_QUESTION } from '../../support/form.js';
import { signInAs } from '../../support/signIn.js';
import {
  aDraft,
  aForm,
  blankForm,
  db,
  edit,
  HARD_ANSWERS,
  isobels,
  organisation,
  portal,
  toms,
  wordForm,
} from './answering.js';

/** One part of a Word document as XML. */
async function partOf(docx: Buffer, name: string): Promise<string> {
  let part = '';
  await edit(docx, { [name]: (xml) => (part = xml) });
  return part;
}

test('the form has one table for each question, in the order asked, its key in the first cell', async () => {
  const consultation = await aForm();
  const { tables, outside, references, properties } = await readWordFile(await blankForm(consultation));
  assert.deepEqual(
    tables.map(({ mark }) => mark),
    EVERY_QUESTION.map((_, index) => `Q${index + 1}`),
  );
  const texts = outside.map((cells) => cells.join(' | '));
  for (const { ask } of EVERY_QUESTION) assert.ok(texts.includes(ask), ask);
  assert.ok(texts.includes('Submit by | 5pm on Wednesday 8 February 2017 (GMT)'));
  assert.ok(texts.includes('Answer this only if you chose “Reject” at Q1.'));
  assert.ok(texts.some((text) => text.startsWith('Bringing the form in does not submit anything.')));
  const reference = texts.find((text) => text.startsWith('Form reference'))?.split(' | ')[1];
  assert.match(reference ?? '', new RegExp(`^${consultation.reference}/1/[0-9A-F]{8}$`));
  assert.deepEqual(references, [reference, reference, reference]);
  assert.equal(properties['Response'], 'blank');
  assert.match(tables[7]?.rows[0]?.[1]?.text ?? '', /^Files cannot be part of this form/);
});

test('options are lists to choose from, confidentiality is a box, and free text stands in no control', async () => {
  const form = await wordForm((await aDraft(HARD_ANSWERS)).id);
  const xml = await partOf(form, 'word/document.xml');
  const controls = xml.match(/<w:sdtPr>.*?<\/w:sdtContent>/gs) ?? [];
  const lists = controls.filter((control) => control.includes('<w:dropDownList>'));
  assert.equal(lists.length, 3);
  for (const option of ['Approve', 'Reject', 'No view']) assert.ok(lists[0]?.includes(`w:value="${option}"`));
  assert.equal(controls.filter((control) => control.includes('<w14:checkbox>')).length, 7);
  assert.ok(controls.every((control) => !control.includes('Second, after an empty line')));
  assert.match(
    await partOf(form, 'docProps/core.xml'),
    /<dc:identifier>SECMP\d+-MRC\/1\/[0-9A-F]{8}<\/dc:identifier>/,
  );
  assert.match(await partOf(form, 'docProps/core.xml'), /created[^>]*>2017-01-24T10:00:00Z</);
});

test('the page to print shows the same, blank and filled', async () => {
  const { id, consultation } = await aDraft(HARD_ANSWERS);
  const blank = await isobels.get(paths.consultationForm(consultation));
  assert.match(textOf(blank), /Q1 Should it be approved\? .*☐ Approve ☐ Reject ☐ No view Reasons/);
  assert.match(textOf(blank), /☒ Confidential, because/);
  assert.equal(pageOf(blank).querySelector('main form'), null);
  const filled = await isobels.get(paths.responseForm({ id }));
  assert.match(textOf(filled), /☐ Approve ☒ Reject/);
  assert.match(textOf(filled), /H3\.1 \(another\).*£12,500\.50.*Commercially sensitive/);
  assert.match(textOf(filled), /Submit by 5pm on Wednesday 8 February 2017 \(GMT\)/);
});

test('an organisation’s own deadline stands on its forms', async () => {
  const { id, consultation } = await aDraft();
  await db('extension').insert({
    consultation_id: consultation.id,
    organisation_id: organisation.id,
    previous_closes_at: Temporal.Instant.from('2017-02-08T17:00:00Z'),
    closes_at: Temporal.Instant.from('2017-02-10T12:00:00Z'),
    reason: 'Illness',
    made_at: portal.clock.now(),
    made_by: (await aSecasColleague(db)).id,
  });
  for (const url of [paths.consultationForm(consultation), paths.responseForm({ id })]) {
    assert.match(textOf(await toms.get(url)), /Submit by 12 noon on Friday 10 February 2017 \(GMT\)/, url);
  }
  const secas = await signInAs(portal, await aSecasColleague(db));
  assert.match(textOf(await secas.get(paths.consultationForm(consultation))), /Submit by 5pm on Wednesday 8/);
});

test('the consultation’s page offers the blank form to those who answer', async () => {
  const consultation = await aForm();
  const url = paths.consultationWordForm(consultation);
  assert.ok((await isobels.get(paths.consultation(consultation))).text.includes(url));
  assert.ok(!(await aBrowser(portal).get(paths.consultation(consultation))).text.includes(url));
});

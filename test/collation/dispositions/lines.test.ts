import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { follow, openForm, pageOf, submitForm } from '../../support/browse.js';
import { aConsultation } from '../../support/build.js';
import { EVERY_QUESTION } from '../../support/form.js';
import { aCompany, db, desk, submissionOf } from '../desk.js';

const consultation = await aConsultation(db, { questions: EVERY_QUESTION });
const says = async (rows: string[][], confidential = false) =>
  submissionOf(await aCompany(), consultation, {
    answers: { 'legal-text': { value: { rows }, confidential } },
  });
const raise = (line: string) =>
  `${paths.deskNewPoint(consultation)}?${new URLSearchParams({ ofLine: line, question: 'legal-text' }).toString()}`;
const begun = async (line: string) => (await openForm(desk, raise(line), '#point-form')).held['summary'];

/** What is quoted on the page of a point raised from a line. */
async function quoted(line: string): Promise<string[]> {
  const fields = { summary: 'Shortened.' };
  const saved = await submitForm(desk, raise(line), fields, {
    form: '#point-form',
    button: ['step', 'save'],
  });
  const page = pageOf(await follow(desk, saved));
  return [...page.querySelectorAll('#raised .portal-codings__words')].map((words) => words.textContent!);
}

test('a point raised from a line quotes what was said of that line, and nothing else of the answer', async () => {
  const { id } = await says(
    [
      ['G7.5', 'Say “must”.', 'must'],
      ['G7.4', 'ELSEWHERE', ''],
      ['G7.5', 'Twice.', ''],
    ],
    true,
  );
  assert.equal(await begun('G7.5'), 'Comment: Say “must”.\nProposed drafting: must\n\nComment: Twice.');
  const looks = await db('audit_entry').where({ action: 'confidential.read', subject_id: id });
  assert.equal(looks.length, 1, 'whose words are shown is on record');
  assert.deepEqual(await quoted('G7.5'), ['Comment: Say “must”. Proposed drafting: must Comment: Twice.']);
});

test('what several say of a line is quoted beside the point, which begins with nobody’s words', async () => {
  await says([['G7.6', 'One', '']]);
  await says([
    ['G7.6', 'Two', ''],
    ['G7.4', 'ELSEWHERE', ''],
  ]);
  assert.equal(await begun('G7.6'), '');
  assert.deepEqual((await quoted('G7.6')).toSorted(), ['Comment: One', 'Comment: Two']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { errorFor, pageOf, submitForm, typedIn, type Fields, type Reply } from '../support/browse.js';
import { aConsultation, anOrganisation, aParty, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { EVERY_QUESTION } from '../support/form.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';

const portal = await startPortal({ now: '2017-01-30T16:41:00Z' });
const { db } = portal;
const organisation = await anOrganisation(db);
const party = await aParty(db, { organisation });
const person = await aRepresentative(db, organisation);
const browser = await signInAs(portal, person);

async function aDraft() {
  const consultation = await aConsultation(db, { questions: EVERY_QUESTION });
  return aDraftResponse(db, { consultation, organisation, by: person, parties: [party], answers: {} });
}

const details = (id: string) => paths.section({ id, section: 'details' });

const save = (url: string, fields: Fields, action = 'continue') =>
  submitForm(browser, url, fields, { button: ['action', action] });

async function storedAnswer(id: string, key: string) {
  return db('draft_answer').where({ response_id: id, question_key: key }).first();
}

/** What a page's field holds; undefined for a box or a choice that is not ticked. */
function valueOf(reply: Reply, field: string): string | undefined {
  const fields = [...pageOf(reply).querySelectorAll(`[name="${field}"]`)];
  const holds = fields.find(
    (one) => !/radio|checkbox/.test(one.getAttribute('type') ?? '') || one.hasAttribute('checked'),
  );
  if (!holds) return undefined;
  if (holds.tagName === 'TEXTAREA') return typedIn(holds);
  return (holds.querySelector('option[selected]') ?? holds).getAttribute('value') ?? undefined;
}

test('rows are added and removed without a script, and what was typed stays', async () => {
  const { id } = await aDraft();
  const added = await save(
    details(id),
    { 'legal-text-0-0': 'G7.4', 'legal-text-0-1': 'One' },
    'add-row:legal-text',
  );
  assert.equal(added.headers['location'], `${details(id)}#legal-text-1-0`);
  await save(
    details(id),
    { 'legal-text-1-0': 'Other', 'legal-text-1-0-other': 'Schedule 8', 'legal-text-1-1': 'Two' },
    'add-row:legal-text',
  );
  await save(details(id), { 'legal-text-2-0': 'G7.5', 'legal-text-2-1': 'Three' }, 'remove-row:legal-text:0');
  assert.deepEqual((await storedAnswer(id, 'legal-text'))?.value, {
    rows: [
      ['Schedule 8', 'Two', ''],
      ['G7.5', 'Three', ''],
    ],
  });
  const page = await browser.get(details(id));
  assert.equal(valueOf(page, 'legal-text-0-0'), 'Other');
  assert.equal(valueOf(page, 'legal-text-0-0-other'), 'Schedule 8');
  for (const row of ['1', '0']) await save(details(id), {}, `remove-row:legal-text:${row}`);
  assert.equal(valueOf(await browser.get(details(id)), 'legal-text-0-1'), '', 'an empty row to begin with');
});

test('a row can be added to an empty answer', async () => {
  const { id } = await aDraft();
  await save(details(id), {}, 'add-row:legal-text');
  assert.equal(valueOf(await browser.get(details(id)), 'legal-text-1-1'), '');
});

test('a line and "Other" both filled in: neither is lost; "Other" alone is asked which', async () => {
  const { id } = await aDraft();
  await save(details(id), {
    'legal-text-0-0': 'G7.4',
    'legal-text-0-0-other': 'paragraph 2',
    'legal-text-0-1': 'x',
  });
  assert.deepEqual((await storedAnswer(id, 'legal-text'))?.value, { rows: [['G7.4: paragraph 2', 'x', '']] });
  const reply = await save(details(id), { 'legal-text-0-0': 'Other', 'legal-text-0-0-other': '' });
  assert.equal(reply.status, 422);
  assert.match(errorFor(reply, 'legal-text-0-0-other') ?? '', /which other clause/);
});

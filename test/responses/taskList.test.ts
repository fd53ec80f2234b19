import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { pageOf, textOf } from '../support/browse.js';
import { aConsultation, anOrganisation, aParty, aRepresentative } from '../support/build.js';
import { aDraftResponse } from '../support/draft.js';
import { EVERY_QUESTION } from '../support/form.js';
import { signInAs } from '../support/signIn.js';
import { aDraft, browser, details, db, portal, save, view } from './answering.js';

/** Where a part of a response stands, as the page of the response says it. */
async function statusOf(id: string, part: string): Promise<string | undefined> {
  const items = [
    ...pageOf(await browser.get(paths.response({ id }))).querySelectorAll('.govuk-task-list__item'),
  ];
  const item = items.find((one) => one.querySelector('a')?.textContent?.trim() === part);
  return item?.querySelector('.govuk-task-list__status')?.textContent?.trim();
}

test('a section is complete when what is required is answered, and nothing is half answered', async () => {
  const { id } = await aDraft();
  assert.equal(await statusOf(id, 'Your view'), 'Not started');
  await save(view(id), { 'objectives-a': 'Better', 'objectives-b': 'Worse' });
  assert.equal(await statusOf(id, 'Your view'), 'In progress', 'the choice that is required is missing');
  await save(view(id), { view: 'Approve' });
  assert.equal(await statusOf(id, 'Your view'), 'Complete');
  await save(view(id), { 'objectives-b': '' });
  assert.equal(await statusOf(id, 'Your view'), 'In progress', 'a row of the table is left out');

  await save(details(id), { cost: 'about a million' });
  assert.equal(await statusOf(id, 'Details'), 'Something to correct', 'not a figure');
  await save(details(id), { cost: '1000000', 'cost-confidential': ['yes'], 'cost-reason': '' });
  assert.equal(await statusOf(id, 'Details'), 'Something to correct', 'confidential, and no reason');
  await save(details(id), { cost: '£1,000,000', 'cost-confidential': [] });
  assert.equal(
    await statusOf(id, 'Details'),
    '1 of 4 answered',
    'nothing is required; a file is not waited for',
  );
  const rest = { 'lead-time': '6', other: 'No.', 'legal-text-0-0': 'G7.4', 'legal-text-0-1': 'Fine.' };
  await save(details(id), rest);
  assert.equal(await statusOf(id, 'Details'), 'Complete');
});

test('every section says whom one is answering for', async () => {
  const organisation = await anOrganisation(db, 'Northmoor Energy Group');
  const person = await aRepresentative(db, organisation);
  const group = await signInAs(portal, person);
  const names = ['Northmoor East Ltd', 'Northmoor North Ltd', 'Northmoor West Ltd'];
  const parties = await Promise.all(names.map((name) => aParty(db, { organisation, name })));
  for (const [count, forOrganisation, said] of [
    [1, false, 'Answering for Northmoor East Ltd'],
    [1, true, 'Answering for Northmoor East Ltd and Northmoor Energy Group itself'],
    [3, true, 'Answering for Northmoor East Ltd and 3 others'],
  ] as const) {
    const consultation = await aConsultation(db, { questions: EVERY_QUESTION });
    const chosen = { parties: parties.slice(0, count), forOrganisation };
    const { id } = await aDraftResponse(db, {
      consultation,
      organisation,
      by: person,
      answers: {},
      ...chosen,
    });
    const page = textOf(await group.get(view(id)));
    assert.ok(page.includes(said), page);
    assert.ok(!page.includes(`${said} and`), page);
  }
});

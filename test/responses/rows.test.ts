import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorFor } from '../support/browse.js';
import { aDraft, browser, details, save, storedAnswer, valueOf } from './answering.js';

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

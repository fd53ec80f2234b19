import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../src/paths.js';
import { pageOf, submitForm, textOf } from '../support/browse.js';
import { aReadyDraft, browser, clock, db, submissionsOf, submitAt } from './submitting.js';

const check = (id: string) => browser.get(paths.check({ id }));
const change = (id: string) => db('response').where({ id }).increment('version', 1);

test('the check page says which receipt would be replaced, when it was received, and leads to it', async () => {
  const { draft } = await aReadyDraft();
  assert.doesNotMatch(textOf(await check(draft.id)), /submitted this before|submitted last/);
  await submitAt(draft.id, '2017-02-08T16:30:00.123Z');
  const [first] = await submissionsOf(draft.id);
  const receipt = `${first!.reference}, received at 16:30:00.123 on Wednesday 8 February 2017 (GMT)`;

  const same = await check(draft.id);
  assert.ok(textOf(same).includes(`This is exactly what you submitted last: ${receipt}.`));
  const leads = pageOf(same).querySelector('main .portal-note a');
  assert.equal(leads?.getAttribute('href'), paths.submission({ id: draft.id, reference: first!.reference }));

  await change(draft.id);
  const changed = textOf(await check(draft.id));
  assert.ok(changed.includes(`You submitted this before: ${receipt}. What you submit now takes its place.`));
  assert.doesNotMatch(changed, /exactly what you submitted last/);
  clock.set('2017-02-08T17:00:05Z');
  assert.match(
    textOf(await check(draft.id)),
    /If SECAS admits what you submit now, it takes the place of that/,
  );

  await submitAt(draft.id, '2017-02-08T16:40:00Z');
  const [, second] = await submissionsOf(draft.id);
  const { previous } = JSON.parse(second!.record) as { previous: unknown };
  assert.equal(previous, first!.reference, 'what is frozen is the reference alone');
});

test('what was withdrawn is replaced by nothing', async () => {
  const { draft } = await aReadyDraft();
  await submitAt(draft.id, '2017-02-08T16:30:00Z');
  const [{ reference } = { reference: '' }] = await submissionsOf(draft.id);
  await submitForm(browser, paths.withdraw({ id: draft.id, reference }));
  assert.doesNotMatch(textOf(await check(draft.id)), /submitted this before|submitted last/);
});

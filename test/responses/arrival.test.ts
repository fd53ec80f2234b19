import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { send } from '../support/browse.js';
import { aReadyDraft, browser, checkedForm, clock, db, portal, submissionsOf } from './submitting.js';

test('waiting for a session or a connection is not the respondent’s time', async () => {
  const { draft } = await aReadyDraft();
  const form = await checkedForm(draft.id);
  const start = performance.now();
  const at = Temporal.Instant.from('2017-02-08T16:59:59.500Z');
  // A clock that runs, as the real one does.
  const running = () => at.add({ milliseconds: Math.round(performance.now() - start) });
  portal.deps.clock.now = running;
  portal.deps.clock.arrived = async (readAt) =>
    running().subtract({ milliseconds: Math.ceil(performance.now() - readAt) });

  const blocker = await db.transaction();
  await blocker.raw('lock table session in access exclusive mode');
  const submitting = send(browser, paths.submit({ id: draft.id }), form);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await blocker.commit();
  assert.equal((await submitting).status, 303);
  const [submission] = await submissionsOf(draft.id);
  assert.equal(submission!.standing, 'in time');
  assert.ok(
    Temporal.Instant.compare(clock.now(), '2017-02-08T17:00:00Z') > 0,
    'the deadline passed meanwhile',
  );
});

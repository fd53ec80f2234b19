import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { textOf } from '../../support/browse.js';
import { aClosedConsultation, clock, db, desk, rowOf, secas } from '../atTheDesk.js';
import { write } from './writing.js';

test('a summary says before it is published that something was redacted since it was saved', async () => {
  const reference = await aClosedConsultation({ responds: true });
  await write(reference);
  const preview = async () => textOf(await desk.get(paths.deskSummaryPreview({ reference })));
  assert.doesNotMatch(await preview(), /Less may be told/);
  const { id } = await rowOf(reference);
  const submission = (await db('submission').where({ consultation_id: id }).first())!;
  await db('submission_answer').insert({
    submission_id: submission.id,
    question_key: 'other',
    position: 0,
    question: JSON.stringify({ key: 'other', type: 'long-text', ask: 'Anything else?' }),
    value: JSON.stringify({ text: 'Yes' }),
    confidential: false,
    reason: '',
  });
  await db('redaction').insert({
    consultation_id: id,
    submission_id: submission.id,
    covers: 'answer',
    question_key: 'other',
    reason: 'personal',
    marked_at: clock.now(),
    marked_by: secas.id,
  });
  assert.match(await preview(), /Less may be told than when this was saved/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOf } from '../../support/browse.js';
import { aSubmission } from '../../support/submission.js';
import { aRedactedReport } from './published.js';

const report = await aRedactedReport();
const { db, consultation, response, preview } = report;

test('what was redacted in a response that counts no more is found where it stands again', async () => {
  await report.mark(response.id, ['other', 'Ann Lee']);
  assert.match(textOf(await preview()), /Redacted passages 1/);
  await db('representation').where({ submission_id: response.id }).delete();
  await aSubmission(db, {
    consultation,
    organisation: (await db('organisation').where({ name: 'Marked Energy' }).first())!,
    by: (await db('person').where({ id: report.by }).first())!,
    forOrganisation: true,
    answers: { other: { value: { text: 'Once more: Ann Lee.' } } },
  });
  const found = textOf(await preview());
  assert.match(found, /Ann Lee Redacted in the response of Marked Energy; it stands in: Marked Energy/);
  assert.match(found, /Redacted passages 0/, 'of what would be published');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { pageOf } from '../../support/browse.js';
import { aCompany, aConsultationOf, desk, submissionOf } from '../desk.js';

test('an open page learns that the counts have changed, and of nothing else', async () => {
  const [silent, other] = [await aCompany(), await aCompany()];
  const watched = await aConsultationOf(silent, other);
  const url = paths.deskCounts({ reference: watched.reference });
  const ask = async () => (await desk.get(url)).body as { mark: string; says: string };
  const before = await ask();
  assert.deepEqual(await ask(), before);
  const shown = pageOf(await desk.get(paths.deskConsultation({ reference: watched.reference })));
  assert.equal(shown.querySelector('[data-mark]')!.getAttribute('data-mark'), before.mark);
  await submissionOf(silent, watched);
  const after = await ask();
  assert.notEqual(after.mark, before.mark);
  assert.equal(after.says, 'Now 1 response; 1 of 2 eligible Parties answered.');
});

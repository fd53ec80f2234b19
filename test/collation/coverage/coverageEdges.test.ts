import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paths } from '../../../src/paths.js';
import { textOf } from '../../support/browse.js';
import {
  aCompany,
  aConsultationOf,
  clock,
  db,
  desk,
  LATE,
  rowOf,
  sam,
  statementsOf,
  submissionOf,
} from '../desk.js';

const responded = await aCompany(2, { category: 'Large Supplier' });
const silent = await aCompany();
const late = await aCompany();

test('a Party whose late submission is admitted has responded', async () => {
  const other = await aConsultationOf(late);
  const held = await submissionOf(late, other, LATE);
  await db('late_decision').insert({
    submission_id: held.id,
    admitted: true,
    reason: 'Their system was down',
    decided_at: clock.now(),
    decided_by: sam.id,
  });
  await db('representation').insert({
    consultation_id: other.id,
    party_id: late.party.id,
    submission_id: held.id,
    since: clock.now(),
  });
  const page = await desk.get(paths.deskCoverage({ reference: other.reference }));
  assert.equal(rowOf(page, late.party.name)!['State'], 'Responded');
});

test('nobody is eligible: the page says what would be there', async () => {
  const nobody = await aConsultationOf();
  assert.match(
    textOf(await desk.get(paths.deskCoverage({ reference: nobody.reference }))),
    /Nobody is eligible/,
  );
});

test('the number of statements does not grow with the Parties', async () => {
  const few = await aConsultationOf(silent);
  const many = await aConsultationOf(silent, await aCompany(12), await aCompany(12), responded);
  for (const path of [paths.deskCoverage, paths.deskConsultation]) {
    const small = await statementsOf(async () => desk.get(path({ reference: few.reference })));
    const large = await statementsOf(async () => desk.get(path({ reference: many.reference })));
    assert.equal(large, small, path.pattern);
    assert.ok(small > 0);
  }
});

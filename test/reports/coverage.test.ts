import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCoverage } from '../../src/reports/telling/coverageRead.js';
import { aConsultation, anOrganisation, aParty, aPerson } from '../support/build.js';
import { aDatabase } from '../support/database.js';

const { db } = await aDatabase();

test('who did not respond stands by name in a category, whatever became of each', async () => {
  const organisation = await anOrganisation(db, 'Quiet Energy');
  const eligible = [];
  for (const name of ['Delta', 'Alpha', 'Charlie', 'Bravo'])
    eligible.push({ party: await aParty(db, { organisation, name, category: 'Gas Network' }), organisation });
  const { id } = await aConsultation(db, { eligible });
  const secas = await aPerson(db, { role: 'secas' });
  // Delta and Bravo: they stand between those of whom nothing was heard.
  for (const { party } of [eligible[0]!, eligible[3]!])
    await db('decline_note').insert({
      consultation_id: id,
      party_id: party.id,
      note: 'By telephone.',
      noted_at: db.fn.now() as never,
      noted_by: secas.id,
    });
  const { silent, total } = await readCoverage(db, id, 'all');
  assert.deepEqual(silent, [{ category: 'Gas Network', parties: ['Alpha', 'Bravo', 'Charlie', 'Delta'] }]);
  assert.deepEqual([total.eligible, total.counts['declined'], total.counts['silent']], [4, 2, 2]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { decideLate } from '../../src/collation/late/decideLate.js';
import { readCoverage } from '../../src/reports/telling/coverageRead.js';
import { getClosedReport } from '../../src/reports/report.store.js';
import { aConsultation, anOrganisation, aParty, aRepresentative, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { aSubmission } from '../support/submission.js';

const at = (text: string) => Temporal.Instant.from(text);
const { db, deps } = await startPortal({ now: '2017-02-20T09:00:00Z' });
const sam = await aSecasColleague(db);

/** A closed consultation that one organisation has answered, and another too late, whose name is confidential. */
async function aLateNamelessOne() {
  const [open, shy] = [await anOrganisation(db), await anOrganisation(db)];
  const parties = {
    open: await aParty(db, { organisation: open, name: 'Open Supply' }),
    shy: await aParty(db, { organisation: shy, name: 'Shy Supply' }),
  };
  const consultation = await aConsultation(db, {
    eligible: [
      { party: parties.open, organisation: open },
      { party: parties.shy, organisation: shy },
    ],
  });
  const by = await aRepresentative(db, open);
  await aSubmission(db, { consultation, organisation: open, by, parties: [parties.open] });
  const late = await aSubmission(db, {
    consultation,
    organisation: shy,
    by,
    parties: [parties.shy],
    nameConfidential: true,
    standing: 'late',
    receivedAt: '2017-02-08T17:04:00Z',
  });
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: at('2017-02-08T17:00:00Z'),
    closed_at: at('2017-02-08T17:00:20Z'),
  });
  return {
    consultation,
    shy,
    by,
    report: await getClosedReport(db, consultation.reference, 'all'),
    admit: () =>
      decideLate(
        deps,
        sam,
        {
          consultationId: consultation.id,
          submissionId: late.id,
          admitted: true,
          reason: 'Their office was flooded.',
          takeOver: [],
        },
        at('2017-02-20T09:00:00Z'),
      ),
  };
}

test('that one whose name is withheld speaks for no Party is not told either', async () => {
  const { consultation, shy, by } = await aLateNamelessOne();
  const forItself = { consultation, organisation: shy, by, forOrganisation: true };
  await aSubmission(db, { ...forItself, nameConfidential: true });
  assert.equal((await readCoverage(db, consultation.id, 'all')).folded, true);
  assert.equal((await readCoverage(db, consultation.id, 'confidential')).folded, false);
});

import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { decideLate } from '../../src/collation/late/decideLate.js';
import type { Db } from '../../src/db/connection.js';
import { readCoverage } from '../../src/reports/telling/coverageRead.js';
import { FOLDED } from '../../src/reports/telling/coverageTold.rules.js';
import { readReport } from '../../src/reports/readReport.js';
import { getClosedReport } from '../../src/reports/report.store.js';
import { writeXlsx } from '../../src/reports/formats/xlsx/writeXlsx.js';
import { aConsultation, anOrganisation, aParty, aRepresentative, aSecasColleague } from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { aSubmission } from '../support/submission.js';
import { readWorkbook } from './reading.js';

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

/** The database, on which something happens just before the coverage is read for the first time. */
function beforeTheCoverage(happens: () => Promise<void>): Db {
  let happened: Promise<void> | undefined;
  return new Proxy(db, {
    get: (target, key) =>
      key === 'raw'
        ? async (sql: string, bindings: object) => {
            if (sql.includes('from eligible_party')) await (happened ??= happens());
            return target.raw(sql, bindings as never);
          }
        : (Reflect.get(target, key) as unknown),
  });
}

test('one whose name is withheld is admitted between the sheets: its Party stays in the list of the silent', async () => {
  const { report, admit } = await aLateNamelessOne();
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), writeXlsx(beforeTheCoverage(admit), report, out)]);
  const sheets = await readWorkbook(bytes);
  assert.equal(sheets['Responses']!.length, 2, 'it was admitted after these were written');
  assert.ok(sheets['Did not respond, or withheld']!.some(([, party]) => party === 'Shy Supply'));
  const summary = sheets['Summary']!;
  const states = summary.find(([first]) => first === 'Eligible Parties')!;
  const total = summary.find(([first]) => first === 'Total')!;
  assert.equal(total[states.indexOf('Responded')], 1);
  assert.equal(total[states.indexOf('Silent, or name withheld')], 1);
});

test('admitted between the responses and the coverage: nor does the page count it with those that responded', async () => {
  const { report, admit } = await aLateNamelessOne();
  const { answered, coverage } = await readReport(beforeTheCoverage(admit), report);
  assert.equal(answered, 1, 'it was admitted after the responses were read');
  assert.ok(coverage.folded);
  assert.equal(coverage.total.counts['responded'], 1);
  assert.equal(coverage.total.counts[FOLDED], 1);
  assert.deepEqual(
    coverage.silent.flatMap(({ parties }) => parties),
    ['Shy Supply'],
  );
});

test('that one whose name is withheld speaks for no Party is not told either', async () => {
  const { consultation, shy, by, report } = await aLateNamelessOne();
  const forItself = { consultation, organisation: shy, by, forOrganisation: true };
  await aSubmission(db, { ...forItself, nameConfidential: true });
  assert.equal((await readCoverage(db, report)).folded, true);
  assert.equal((await readCoverage(db, { ...report, version: 'confidential' })).folded, false);
});

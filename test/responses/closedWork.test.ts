import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { closeConsultation } from '../../src/consultations/closeConsultation.js';
import { recordOutcome } from '../../src/consultations/outcome/recordOutcome.js';
import { paths } from '../../src/paths.js';
import { textOf } from '../support/browse.js';
import { aSecasColleague } from '../support/build.js';
import { aReadyDraft, browser, clock, db, portal } from './submitting.js';

test('what became of a closed consultation stands with what was submitted to it', async () => {
  const { consultation } = await aReadyDraft();
  clock.set('2017-02-08T17:00:20Z');
  await closeConsultation(portal.deps, consultation.id, clock.now());
  const listed = async () => textOf(await browser.get(paths.responses()));
  const before = await listed();
  assert.match(before, new RegExp(`${consultation.reference}.*Not submitted`));
  assert.doesNotMatch(before, /Outcome/);

  const secas = await aSecasColleague(db);
  await recordOutcome(
    portal.deps,
    secas.id,
    {
      consultationId: consultation.id,
      recommendation: null,
      decision: 'approved',
      decidedBy: 'the Authority (BEIS)',
      decidedOn: '2017-02-08',
      implementsOn: null,
    },
    Temporal.Instant.from('2017-02-08T18:00:00Z'),
  );
  const outcome = 'Outcome: approved, by the Authority \\(BEIS\\) on 8 February 2017';
  assert.match(await listed(), new RegExp(`${consultation.reference} · ${outcome}`));
});

import { publishSummary } from '../../../src/consultations/outcome/publishSummary.js';
import { saveSummary } from '../../../src/consultations/outcome/saveSummary.js';
import type { TestPortal } from '../../support/portal.js';

/** Publishes a summary of a closed consultation, and saves a change of it that is not published yet. */
export async function aChangingSummary(
  { db, deps, clock }: TestPortal,
  by: { id: string },
  reference: string,
): Promise<void> {
  const { id: consultationId } = (await db('consultation').where({ reference }).first())!;
  const texts = { asked: 'What?', said: 'Yes.', nextSteps: 'A decision.' };
  const summary = { consultationId, texts, version: 0 };
  await saveSummary(db, by.id, summary, clock.now());
  await publishSummary(deps, by.id, { consultationId, version: 1, changed: '' }, clock.now());
  const changed = { ...texts, said: 'Yes, all of you.' };
  await saveSummary(db, by.id, { ...summary, texts: changed, version: 1 }, clock.now());
}

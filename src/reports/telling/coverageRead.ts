import { listCoverage } from '../../collation/coverage/coverage.store.js';
import type { Db } from '../../db/connection.js';
import { isSomebodyNameless } from './answered.store.js';
import { coverageTold, type CoverageTold } from './coverageTold.rules.js';
import { publicCoverage } from './publicVersion.rules.js';
import type { Report } from '../report.store.js';

/** The coverage that a report tells. */
export async function readCoverage(
  db: Db,
  { consultation, version, publication }: Report,
): Promise<CoverageTold> {
  if (publication) return publication.coverage;
  const [parties, nameless] = await Promise.all([
    listCoverage(db, consultation.id),
    isSomebodyNameless(db, consultation.id),
  ]);
  const told = coverageTold(parties, version === 'confidential', nameless);
  return version === 'public' ? publicCoverage(told) : told;
}

import { listCoverage } from '../collation/coverage/coverage.store.js';
import type { Db } from '../db/connection.js';
import { coverageTold, type CoverageTold } from './coverageTold.rules.js';
import { publicCoverage } from './publicVersion.rules.js';
import type { Report } from './report.store.js';

/** The coverage that a report tells. @param withheld the submissions whose name its reader may not see */
export async function readCoverage(
  db: Db,
  { consultation, version, publication }: Report,
  withheld: ReadonlySet<string>,
): Promise<CoverageTold> {
  if (publication) return publication.coverage;
  const told = coverageTold(await listCoverage(db, consultation.id), withheld);
  return version === 'public' ? publicCoverage(told) : told;
}

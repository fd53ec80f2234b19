import { listCounted } from '../../collation/coverage/coverage.store.js';
import type { Db } from '../../db/connection.js';
import { isOutward, type Version } from '../access.rules.js';
import { isSomebodyNameless } from './answered.store.js';
import { coverageTold, type CoverageTold } from './coverageTold.rules.js';
import { publicCoverage } from './publicVersion.rules.js';

/** The coverage that a version of the report tells now. */
export async function readCoverage(db: Db, consultationId: string, version: Version): Promise<CoverageTold> {
  const counted = await listCounted(db, consultationId);
  const nameless = await isSomebodyNameless(db, consultationId);
  const told = coverageTold(counted, version === 'confidential', nameless);
  return isOutward(version) ? publicCoverage(told) : told;
}

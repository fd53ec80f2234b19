import { createHash } from 'node:crypto';
import { counted } from '../../counted.js';
import { paths } from '../../paths.js';
import { countCoverage } from './coverage.rules.js';
import type { ConsultationCounts } from './counts.store.js';

/** What an open page asks for: whether anything counted has changed, and how that is said. */
export function liveCounts(counts: ConsultationCounts) {
  const total = countCoverage(counts.groups);
  const answered = total.responded + total['nil return'];
  return {
    mark: markOf(counts),
    says: `Now ${counted(counts.responses + counts.nilReturns, 'response')}; ${answered} of ${counted(total.eligible, 'eligible Party', 'eligible Parties')} answered.`,
  };
}

/** Where a page asks, and what it shows. */
export const liveOf = (reference: string, counts: ConsultationCounts) => ({
  counts: paths.deskCounts({ reference }),
  mark: markOf(counts),
});

/** The same for the same counts, in whatever order the database tells them. */
function markOf({ groups, ...counts }: ConsultationCounts): string {
  const sorted = groups.map((group) => JSON.stringify(group)).toSorted();
  return createHash('sha256')
    .update(JSON.stringify([counts, sorted]))
    .digest('base64url')
    .slice(0, 16);
}

import { getPublishedConsultation } from '../../src/consultations/consultations.store.js';
import type { Instant } from '../../src/db/connection.js';
import type { Deps } from '../../src/deps.js';
import { lookThrough } from '../../src/reports/published/lookThrough.js';
import { publishResponses } from '../../src/reports/published/publishResponses.js';

/** Has the responses to a consultation published as they are now. */
export async function aPublication(
  deps: Deps,
  { id, reference }: { id: string; reference: string },
  by: { id: string },
  at: Instant,
): Promise<void> {
  const { mark } = await lookThrough(deps.db, await getPublishedConsultation(deps.db, reference));
  await publishResponses(deps, by.id, { id, seen: mark, note: '' }, at);
}

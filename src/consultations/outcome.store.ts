import type { Db, Instant } from '../db/connection.js';
import type { NewOutcome } from './recordOutcome.js';

/** Writes the outcome, or a corrected one in its place. */
export async function upsertOutcome(trx: Db, outcome: NewOutcome, by: string, at: Instant): Promise<void> {
  await trx('outcome')
    .insert({
      consultation_id: outcome.consultationId,
      recommendation: outcome.recommendation,
      decision: outcome.decision,
      decided_by: outcome.decidedBy,
      decided_on: outcome.decidedOn,
      implements_on: outcome.implementsOn,
      recorded_at: at,
      recorded_by: by,
    })
    .onConflict('consultation_id')
    .merge();
}

import type { Db, Instant } from '../../db/connection.js';

/** What was decided, as SECAS records it. */
export interface NewOutcome {
  consultationId: string;
  /** what was recommended and by whom, where anything was */
  recommendation: string | null;
  decision: string;
  /** the body that decided, as text (DOMAIN.md, Authority) */
  decidedBy: string;
  /** `2017-01-26` */
  decidedOn: string;
  implementsOn: string | null;
}

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

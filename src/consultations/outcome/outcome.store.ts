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

/** The outcome that holds: the latest of its versions. */
export interface StandingOutcome extends NewOutcome {
  number: number;
}

export async function findOutcome(db: Db, consultationId: string): Promise<StandingOutcome | undefined> {
  const row = await db('outcome')
    .where({ consultation_id: consultationId })
    .orderBy('number', 'desc')
    .first();
  if (!row) return undefined;
  return {
    consultationId,
    recommendation: row.recommendation,
    decision: row.decision,
    decidedBy: row.decided_by,
    decidedOn: row.decided_on,
    implementsOn: row.implements_on,
    number: row.number,
  };
}

/** The caller holds the consultation's lock, so that no two are numbered alike. */
export async function insertOutcome(
  trx: Db,
  outcome: StandingOutcome,
  { changed, by, at }: { changed: string; by: string; at: Instant },
): Promise<void> {
  await trx('outcome').insert({
    consultation_id: outcome.consultationId,
    number: outcome.number,
    changed,
    recommendation: outcome.recommendation,
    decision: outcome.decision,
    decided_by: outcome.decidedBy,
    decided_on: outcome.decidedOn,
    implements_on: outcome.implementsOn,
    recorded_at: at,
    recorded_by: by,
  });
}

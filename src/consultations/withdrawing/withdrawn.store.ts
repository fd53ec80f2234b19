import type { Db, Instant } from '../../db/connection.js';

/** SQL for when SECAS withdrew a consultation; null: it has not. */
export const withdrawnAtOf = (consultation: string): string =>
  `(select withdrawn_at from consultation_withdrawal where consultation_id = ${consultation})`;

/** SQL for whether nothing is written to a consultation any more: its outcome is recorded, or it was withdrawn. */
export const isOver = (consultation: string): string =>
  `(exists (select from outcome where consultation_id = ${consultation})
    or exists (select from consultation_withdrawal where consultation_id = ${consultation}))`;

/** The caller holds the consultation's lock and has seen that it is not withdrawn. */
export async function insertWithdrawal(
  trx: Db,
  { consultationId, reason, by, at }: { consultationId: string; reason: string; by: string; at: Instant },
): Promise<void> {
  await trx('consultation_withdrawal').insert({
    consultation_id: consultationId,
    reason,
    withdrawn_at: at,
    withdrawn_by: by,
  });
}

/** Has what was left to be submitted at closing do nothing. @returns how many instructions there were */
export async function endInstructions(
  trx: Db,
  consultationId: string,
  whyNot: string,
  at: Instant,
): Promise<number> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `update closing_instruction i set done_at = :at::timestamptz, why_not = :whyNot
     from response r
     where r.id = i.response_id and r.consultation_id = :consultationId
       and i.taken_back_at is null and i.done_at is null`,
    { consultationId, whyNot, at },
  );
  return rowCount;
}

import type { Db, Instant } from '../../db/connection.js';

/**
 * Records that a submission is withdrawn; it speaks for nobody from then on, and what it took the place of does not
 * come back. Under the locks of a submit.
 */
export async function insertWithdrawal(
  trx: Db,
  withdrawal: { submissionId: string; reason: string; by: string; at: Instant },
): Promise<void> {
  const { submissionId, reason, by, at } = withdrawal;
  await trx('withdrawal').insert({
    submission_id: submissionId,
    reason,
    withdrawn_at: at,
    withdrawn_by: by,
  });
  await trx('representation').where({ submission_id: submissionId }).delete();
  await trx('organisation_representation').where({ submission_id: submissionId }).delete();
  // What it was written from is a draft again, that nothing was submitted of. What SECAS entered stays as it was entered.
  await trx.raw(
    `update response r set submitted_version = null from submission s
     where s.id = :submissionId and r.id = s.response_id and s.kind = 'response' and not r.entered_by_secas`,
    { submissionId },
  );
}

import type { Db, Instant } from '../../db/connection.js';

/**
 * SQL for an organisation's own closing instant: the latest extension made for it holds, so that a later decision takes
 * an earlier one back; null: it has none. One for all has moved the consultation's own.
 */
export const ownExtension = (consultation: string, organisation: string): string =>
  `(select e.closes_at from extension e
    where e.consultation_id = ${consultation} and e.organisation_id = ${organisation}
    order by e.made_at desc limit 1)`;

/** Writes the decision. @returns its id */
export async function insertExtension(
  trx: Db,
  extension: {
    consultationId: string;
    organisationId: string | null;
    previous: Instant;
    closesAt: Instant;
    reason: string;
    by: string;
    at: Instant;
  },
): Promise<string> {
  const [row] = await trx('extension')
    .insert({
      consultation_id: extension.consultationId,
      organisation_id: extension.organisationId,
      previous_closes_at: extension.previous,
      closes_at: extension.closesAt,
      reason: extension.reason,
      made_at: extension.at,
      made_by: extension.by,
    })
    .returning('id');
  return row!.id;
}

export async function findOrganisationName(db: Db, id: string): Promise<string | undefined> {
  const row = await db('organisation').select('name').where({ id }).first();
  return row?.name;
}

import type { Db, Instant } from '../../db/connection.js';

/** Whose approval an organisation requires, and who said so; undefined: nobody's. */
export interface RequiredApproval {
  approver: { id: string; name: string };
  setAt: Instant;
  setBy: string;
}

export async function findRequiredApproval(
  db: Db,
  organisationId: string,
): Promise<RequiredApproval | undefined> {
  const { rows } = await db.raw<{ rows: RequiredApproval[] }>(
    `select json_build_object('id', a.id, 'name', a.name) as approver, so.set_at as "setAt", s.name as "setBy"
     from sign_off so join person a on a.id = so.approver_id join person s on s.id = so.set_by
     where so.organisation_id = :organisationId`,
    { organisationId },
  );
  return rows[0];
}

/** @param approverId null: nothing has to be approved any more */
export async function putRequiredApproval(
  trx: Db,
  organisationId: string,
  approverId: string | null,
  by: string,
  at: Instant,
): Promise<void> {
  if (!approverId) {
    await trx('sign_off').where({ organisation_id: organisationId }).delete();
    return;
  }
  await trx('sign_off')
    .insert({ organisation_id: organisationId, approver_id: approverId, set_at: at, set_by: by })
    .onConflict('organisation_id')
    .merge();
}

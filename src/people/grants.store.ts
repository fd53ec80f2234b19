import type { Db, Instant } from '../db/connection.js';
import type { Role } from './people.rules.js';

/** A grant to give, its organisation already a row. */
export interface GrantRow {
  personId: string;
  role: Role;
  organisationId: string | null;
  maySubmit: boolean;
}

/**
 * Gives grants, however many, in two statements. One that differs from a grant in force by `may submit` only takes
 * its place; one that is in force already is left alone.
 * @returns those that were given now
 */
export async function insertGrants(
  trx: Db,
  grants: GrantRow[],
  by: string | null,
  at: Instant,
): Promise<GrantRow[]> {
  if (grants.length === 0) return [];
  const bindings = { grants: JSON.stringify(grants), by, at };
  await trx.raw(
    `update role_grant g set ended_at = :at, ended_by = :by
     from ${WANTED}
     where g.ended_at is null and g.person_id = w."personId" and g.role = w.role
       and g.organisation_id is not distinct from w."organisationId" and g.may_submit <> w."maySubmit"`,
    bindings,
  );
  const { rows } = await trx.raw<{ rows: GrantRow[] }>(
    `insert into role_grant (person_id, role, organisation_id, may_submit, granted_at, granted_by)
     select w."personId", w.role, w."organisationId", w."maySubmit", :at::timestamptz, :by::uuid from ${WANTED}
     order by 1, 2, 3 on conflict do nothing
     returning person_id as "personId", role, organisation_id as "organisationId", may_submit as "maySubmit"`,
    bindings,
  );
  return rows;
}

const WANTED = `jsonb_to_recordset(:grants::jsonb)
  as w("personId" uuid, role text, "organisationId" uuid, "maySubmit" boolean)`;

/**
 * Locks every SECAS grant in force, in one order, so that of two who end each other's at once one waits and then
 * finds the other gone. @returns their ids
 */
export async function lockSecasGrants(trx: Db): Promise<string[]> {
  const rows = await trx('role_grant')
    .where({ role: 'secas' })
    .whereNull('ended_at')
    .orderBy('id')
    .forUpdate()
    .select('id');
  return rows.map((row) => row.id);
}

/** Ends a grant. @returns what it was; undefined when the person has no such grant in force */
export async function updateGrantEnded(
  trx: Db,
  grant: { id: string; personId: string },
  by: string | null,
  at: Instant,
): Promise<{ role: string; organisationId: string | null } | undefined> {
  const [row] = await trx('role_grant')
    .where({ id: grant.id, person_id: grant.personId })
    .whereNull('ended_at')
    .update({ ended_at: at, ended_by: by })
    .returning(['role', 'organisation_id']);
  return row && { role: row.role, organisationId: row.organisation_id };
}

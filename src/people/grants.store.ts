import type { Db, Instant } from '../db/connection.js';
import type { Role } from './people.rules.js';

/** A grant to give, its organisation already a row. */
export interface GrantRow {
  personId: string;
  role: Role;
  organisationId: string | null;
  maySubmit: boolean;
  /** null: as it is */
  mayManage: boolean | null;
}

/**
 * Gives grants, however many, in two statements. One that differs from a grant in force by what it allows takes its
 * place; one that is in force already is left alone.
 * @returns those that were given now
 */
export async function insertGrants(
  trx: Db,
  grants: GrantRow[],
  by: string | null,
  at: Instant,
): Promise<(GrantRow & { mayManage: boolean })[]> {
  if (grants.length === 0) return [];
  const bindings = { grants: JSON.stringify(grants), by, at };
  await trx.raw(
    `update role_grant g set ended_at = :at, ended_by = :by
     from ${WANTED}
     where g.ended_at is null and g.person_id = w."personId" and g.role = w.role
       and g.organisation_id is not distinct from w."organisationId" and (g.may_submit <> w."maySubmit" or g.may_manage <> coalesce(w."mayManage", g.may_manage))`,
    bindings,
  );
  const { rows } = await trx.raw<{ rows: (GrantRow & { mayManage: boolean })[] }>(
    `insert into role_grant (person_id, role, organisation_id, may_submit, may_manage, granted_at, granted_by)
     select w."personId", w.role, w."organisationId", w."maySubmit", coalesce(w."mayManage", (
         select o.may_manage from role_grant o
         where o.person_id = w."personId" and o.role = w.role and o.organisation_id = w."organisationId"
           and o.ended_at = :at::timestamptz
         limit 1), false), :at::timestamptz, :by::uuid
     from ${WANTED}
     order by 1, 2, 3 on conflict do nothing
     returning person_id as "personId", role, organisation_id as "organisationId", may_submit as "maySubmit",
       may_manage as "mayManage"`,
    bindings,
  );
  return rows;
}

const WANTED = `jsonb_to_recordset(:grants::jsonb)
  as w("personId" uuid, role text, "organisationId" uuid, "maySubmit" boolean, "mayManage" boolean)`;

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

/** Locks a grant: who changes and who ends it at the same moment do so one after the other. */
export async function lockGrant(trx: Db, id: string): Promise<void> {
  await trx('role_grant').where({ id }).forUpdate().select('id');
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

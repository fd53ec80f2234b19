import { recordAudit } from '../audit/audit.store.js';
import type { Db, Instant } from '../db/connection.js';
import { Conflict, Invalid } from '../errors.js';
import { londonDate } from '../londonTime.js';
import { ensureOrganisations, listOrganisations } from '../people/organisations.store.js';
import { organisationKey } from '../people/people.rules.js';
import { listRegistered } from './parties.store.js';
import { countChanges, planRegister, type RegisterPlan, type RegisterRow } from './register.rules.js';
import { planMark } from './planMark.js';
import { lockRegister, writeParties } from './register.store.js';

/** The register has changed since the preview was shown: what would be done is no longer what was agreed to. */
export class StalePreview extends Conflict {
  constructor() {
    super('The register has changed since this was shown. Look again at what would change.');
  }
}

/** What an import of these rows would change at that instant; it does nothing. */
export async function previewRegister(db: Db, rows: RegisterRow[], at: Instant): Promise<RegisterPlan> {
  const day = londonDate(at);
  const [registered, organisations] = await Promise.all([listRegistered(db, day), listOrganisations(db)]);
  return planRegister(
    rows,
    registered,
    organisations.map(({ name }) => name),
    day,
  );
}

/**
 * Brings the Party register's rows in, whole or not at all. New names, categories and organisations hold from the
 * London date of the import; Parties that the rows do not name stay as they are. Doing it twice changes nothing more.
 * @param by null: the portal itself, as for the sample
 * @param seen the mark of the preview that was agreed to (planMark); undefined when nobody was asked
 * @returns what was changed
 * @throws StalePreview when it would change something else than was seen; Invalid when the dates of a Party
 *   contradict each other
 */
export async function importRegister(
  db: Db,
  by: string | null,
  rows: RegisterRow[],
  at: Instant,
  seen?: string,
): Promise<RegisterPlan> {
  return db.transaction(async (trx) => {
    await lockRegister(trx);
    const plan = await previewRegister(trx, rows, at);
    if (seen !== undefined && planMark(plan) !== seen) throw new StalePreview();
    if (plan.problems.length > 0)
      throw new Invalid(plan.problems.map(({ text }) => ({ field: 'csv', text })));
    const changing = plan.parties.filter(({ changes }) => changes.length > 0);
    if (changing.length === 0) return plan;
    const organisations = await ensureOrganisations(trx, plan.newOrganisations, at);
    const ids = new Map(organisations.map(({ id, name }) => [organisationKey(name), id]));
    await writeParties(trx, changing, (name) => ids.get(organisationKey(name))!, londonDate(at), at);
    const { missing: _, ...counts } = countChanges(plan);
    const detail = { ...counts, newOrganisations: plan.newOrganisations.length };
    await recordAudit(trx, { action: 'register.imported', at, personId: by, detail });
    return plan;
  });
}

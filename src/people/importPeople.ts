import { recordAudit } from '../audit/audit.store.js';
import type { Db, Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { planImport, type ImportPlan } from './importPeople.rules.js';
import { invitePeople } from './invitePeople.js';
import { listOrganisations } from './organisations.store.js';
import { findPeopleByEmail } from './people.store.js';
import { readPeopleCsv, type PeopleCsv } from './readPeopleCsv.js';

export type Preview = Pick<PeopleCsv, 'maySubmitLeftOut' | 'ignored'> & ImportPlan;

/**
 * What an import of this file would do now; it does nothing.
 * @param addOrganisations whether organisations that the portal does not have are added, or are a problem
 */
export async function previewImport(db: Db, csv: string, addOrganisations: boolean): Promise<Preview> {
  const read = await readPeopleCsv(csv);
  const emails = [...new Set(read.rows.map(({ email }) => email))];
  const known = {
    organisations: await listOrganisations(db),
    people: await findPeopleByEmail(db, emails),
  };
  const plan = planImport(read.rows, known, addOrganisations);
  const problems = [...read.problems, ...plan.problems].toSorted((one, other) => one.line - other.line);
  return { ...plan, maySubmitLeftOut: read.maySubmitLeftOut, ignored: read.ignored, problems };
}

/**
 * Does what a preview without problems shows, whole or not at all. Nobody loses access by it, though the
 * file may say that somebody may only draft from now on; each change is audited, and nobody is told twice.
 * @returns how many people were given something
 */
export async function importPeople(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  by: string,
  { rows, newOrganisations }: Preview,
  at: Instant,
): Promise<number> {
  const invitations = rows.map(({ name, email, organisation, maySubmit }) => ({
    name,
    email,
    grants: [{ role: 'representative' as const, organisation: { name: organisation }, maySubmit }],
  }));
  return db.transaction(async (trx) => {
    const given = await invitePeople({ db: trx, config }, by, invitations, at);
    const detail = { rows: rows.length, given: given.size, newOrganisations: newOrganisations.length };
    await recordAudit(trx, { action: 'people.imported', at, personId: by, detail });
    return given.size;
  });
}

import { organisationKey, type Grant } from './people.rules.js';
import type { CsvPerson, LineProblem } from './readPeopleCsv.js';

/** What the portal has already. */
export interface Known {
  organisations: { id: string; name: string }[];
  people: { email: string; name: string; grants: Grant[] }[];
}

export type Effect = 'invite' | 'give' | 'may submit' | 'may not submit' | 'nothing';

export interface PlannedRow extends CsvPerson {
  effect: Effect;
  /** the name that a known person keeps, when the file has another */
  knownAs?: string;
}

export interface ImportPlan {
  rows: PlannedRow[];
  problems: LineProblem[];
  /** names in the file that are no organisation yet */
  newOrganisations: string[];
}

/** What an import would do with each row, and which rows contradict each other or name an unknown organisation. */
export function planImport(rows: CsvPerson[], known: Known, addOrganisations: boolean): ImportPlan {
  const organisations = new Map(known.organisations.map((one) => [organisationKey(one.name), one]));
  const people = new Map(known.people.map((one) => [one.email, one]));
  const plan: ImportPlan = { rows: [], problems: [], newOrganisations: [] };
  const newOrganisations = new Map<string, string>();
  const firsts = { people: new Map<string, CsvPerson>(), grants: new Map<string, CsvPerson>() };
  for (const row of rows) {
    const key = organisationKey(row.organisation);
    const organisation = organisations.get(key);
    const problem = contradiction(row, `${row.email}\n${key}`, firsts);
    if (problem) plan.problems.push({ line: row.line, text: problem });
    else if (!organisation && !addOrganisations) {
      const text = `There is no organisation called “${row.organisation}”`;
      plan.problems.push({ line: row.line, text });
    } else {
      if (!organisation && !newOrganisations.has(key)) newOrganisations.set(key, row.organisation);
      plan.rows.push({ ...row, ...effectOf(row, organisation?.id, people.get(row.email)) });
    }
  }
  plan.newOrganisations = [...newOrganisations.values()];
  return plan;
}

function contradiction(
  row: CsvPerson,
  grant: string,
  firsts: { people: Map<string, CsvPerson>; grants: Map<string, CsvPerson> },
): string | undefined {
  const person = firsts.people.get(row.email);
  const same = firsts.grants.get(grant);
  if (!person) firsts.people.set(row.email, row);
  if (!same) firsts.grants.set(grant, row);
  if (person && person.name.toLowerCase() !== row.name.toLowerCase()) {
    return `${row.email} is called “${person.name}” on line ${person.line} and “${row.name}” here`;
  }
  if (same && same.maySubmit !== row.maySubmit) {
    return `Line ${same.line} says the opposite about whether ${row.email} may submit`;
  }
  return undefined;
}

function effectOf(
  row: CsvPerson,
  organisationId: string | undefined,
  person: Known['people'][number] | undefined,
): { effect: Effect; knownAs?: string } {
  if (!person) return { effect: 'invite' };
  const knownAs = person.name === row.name ? undefined : person.name;
  const grant = person.grants.find(
    (one) => one.role === 'representative' && one.organisationId === organisationId,
  );
  if (!grant) return { effect: 'give', knownAs };
  if (grant.maySubmit === row.maySubmit) return { effect: 'nothing', knownAs };
  return { effect: row.maySubmit ? 'may submit' : 'may not submit', knownAs };
}

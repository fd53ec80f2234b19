import { Temporal } from 'temporal-polyfill';
import { paths } from '../../src/paths.js';
import { pageOf, type Browser, type Reply } from '../support/browse.js';
import {
  aConsultation,
  anOrganisation,
  aParty,
  aRepresentative,
  aSecasColleague,
  type BuiltParty,
  type BuiltPerson,
} from '../support/build.js';
import { startPortal } from '../support/portal.js';
import { signInAs } from '../support/signIn.js';
import { aSubmission } from '../support/submission.js';

/** The portal of one test file while a consultation is open, with a SECAS colleague at the desk. */
export const portal = await startPortal({ now: '2017-02-01T10:00:00Z' });
export const { db, clock } = portal;
export const sam = await aSecasColleague(db);
export const desk = await signInAs(portal, sam);

/** An organisation with one representative and as many Parties as asked for. */
export async function aCompany(parties = 1, options: { name?: string; category?: string } = {}) {
  const organisation = await anOrganisation(db, options.name);
  const by = await aRepresentative(db, organisation);
  const list: BuiltParty[] = [];
  for (let number = 0; number < parties; number += 1) {
    list.push(await aParty(db, { organisation, category: options.category }));
  }
  return { organisation, by, parties: list, party: list[0]! };
}
export type Company = Awaited<ReturnType<typeof aCompany>>;

/** A consultation that asks the Parties of these companies. */
export const aConsultationOf = (...companies: Company[]) =>
  aConsultation(db, {
    eligible: companies.flatMap(({ organisation, parties }) =>
      parties.map((party) => ({ party, organisation })),
    ),
  });

/** A submission of a company for all its Parties, put straight into the tables. */
export const submissionOf = (
  company: Company,
  consultation: Awaited<ReturnType<typeof aConsultation>>,
  options: Partial<Parameters<typeof aSubmission>[1]> = {},
) =>
  aSubmission(db, {
    consultation,
    organisation: company.organisation,
    by: company.by,
    parties: company.parties,
    ...options,
  });

export const LATE = { standing: 'late', receivedAt: '2017-02-08T17:04:00Z' } as const;

/** How many statements reach the database while something is done. */
export async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  const count = () => {
    statements += 1;
  };
  db.on('query', count);
  try {
    await work();
  } finally {
    db.off('query', count);
  }
  return statements;
}

/** What the cells of a table's row say, by the columns' headings; the row is found by its first cell. @param within a part of the page */
export function rowOf(reply: Reply, first: string, within = 'main'): Record<string, string> | undefined {
  for (const table of pageOf(reply).querySelectorAll(`${within} table`)) {
    const headings = [...table.querySelectorAll('thead th')].map(text);
    for (const row of table.querySelectorAll('tbody tr, tfoot tr')) {
      const cells = [...row.children].map(text);
      if (cells[0]?.startsWith(first))
        return Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? '']));
    }
  }
  return undefined;
}

/** Every row of the page's tables, by its first cell. */
export const firstCells = (reply: Reply): string[] =>
  [...pageOf(reply).querySelectorAll('main tbody tr')].map((row) => text(row.children[0]!));

const text = (node: Element): string => (node.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

export const instant = (iso: string) => Temporal.Instant.from(iso);

export const tokenOn = async (browser: Browser, url: string): Promise<string> =>
  pageOf(await browser.get(url))
    .querySelector('input[name="_csrf"]')
    ?.getAttribute('value') ?? '';

/** What the respondent's own page of it begins with. */
export async function headingFor(
  by: BuiltPerson,
  { responseId: id, reference }: { responseId: string; reference: string },
) {
  const browser = await signInAs(portal, by);
  return pageOf(await browser.get(paths.submission({ id, reference })))
    .querySelector('h1')!
    .textContent!.trim();
}

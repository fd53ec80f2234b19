import { recordAudits } from '../audit/audit.store.js';
import type { Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { Invalid } from '../errors.js';
import { paths } from '../paths.js';
import { insertGrants, type GrantRow } from './grants.store.js';
import { queueInvitations } from './invitations.store.js';
import { ensureOrganisations, type Organisation } from './organisations.store.js';
import { grantInWords, organisationKey, type NewGrant } from './people.rules.js';
import { ensurePeople } from './people.store.js';
import { CODE_MINUTES } from './signIn.rules.js';

/** Somebody to let in. Name and address have been read by readName and readEmail. */
export interface Invitation {
  name: string;
  email: string;
  grants: NewGrant[];
}

/**
 * Gives people their grants and tells each by mail how to sign in, all or none of them, in as many statements for
 * 20,000 as for one. People, organisations named and grants that are there already stay as they are; a grant that
 * differs in what it allows is replaced.
 * @param by null: the command line or the sample
 * @returns the ids of those who were given something
 * @throws Invalid when a grant is for an organisation that does not exist
 */
export async function invitePeople(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  by: string | null,
  invitations: Invitation[],
  at: Instant,
): Promise<Set<string>> {
  return db.transaction(async (trx) => {
    const organisations = await ensureOrganisations(trx, invitations.flatMap(organisationsNamed), at);
    const idOf = finder(organisations);
    const people = await ensurePeople(trx, invitations, at);
    const wanted = invitations.flatMap(({ email, grants }) =>
      grants.map((grant) => grantRow(people.get(email)!, grant, idOf)),
    );
    const given = await insertGrants(trx, wanted, by, at);
    await recordAudits(
      trx,
      given.map(({ personId, role, organisationId, maySubmit, mayManage }) => ({
        action: 'grant.given',
        at,
        personId: by,
        organisationId: organisationId ?? undefined,
        subjectId: personId,
        detail: { role, maySubmit, mayManage },
      })),
    );
    await queueInvitations(trx, mailsOf(given, people, organisations), wordingOf(config));
    return new Set(given.map(({ personId }) => personId));
  });
}

const organisationsNamed = ({ grants }: Invitation): string[] =>
  grants.flatMap((grant) => {
    const organisation = 'organisation' in grant ? grant.organisation : null;
    return organisation && 'name' in organisation ? [organisation.name] : [];
  });

type IdOf = (organisation: { id: string } | { name: string }) => string;

function finder(organisations: Organisation[]): IdOf {
  const ids = new Set(organisations.map(({ id }) => id));
  const byName = new Map(organisations.map(({ id, name }) => [organisationKey(name), id]));
  return (organisation) => {
    const id = 'id' in organisation ? organisation.id : byName.get(organisationKey(organisation.name));
    if (!id || !ids.has(id)) {
      throw new Invalid([{ field: 'organisation', text: 'Choose an organisation of the list' }]);
    }
    return id;
  };
}

function grantRow(personId: string, grant: NewGrant, idOf: IdOf): GrantRow {
  const organisation = 'organisation' in grant ? grant.organisation : null;
  return {
    personId,
    role: grant.role,
    organisationId: organisation && idOf(organisation),
    maySubmit: grant.role === 'representative' && grant.maySubmit,
    mayManage: grant.role === 'representative' ? (grant.mayManage ?? null) : null,
  };
}

/** One mail a person, whatever number of grants. */
function mailsOf(
  given: (GrantRow & { mayManage: boolean })[],
  people: Map<string, string>,
  organisations: Organisation[],
) {
  const addresses = new Map([...people].map(([email, id]) => [id, email]));
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const lines = new Map<string, string[]>();
  for (const grant of given) {
    const organisationName = grant.organisationId ? (names.get(grant.organisationId) ?? null) : null;
    const line = `- ${grantInWords({ ...grant, organisationName })}`;
    lines.set(grant.personId, [...(lines.get(grant.personId) ?? []), line]);
  }
  return [...lines].map(([personId, access]) => ({
    personId,
    to: addresses.get(personId)!,
    access: access.join('\n'),
  }));
}

const wordingOf = (config: Deps['config']) => ({
  subject: `You have been given access to ${config.serviceName}`,
  before: `You have been given access to ${config.serviceName}:\n\n`,
  after: `

To sign in, go to
${config.baseUrl}${paths.signIn()}
and enter the address that this mail was sent to. You will be sent a code, which works once and within
${CODE_MINUTES} minutes. There is no password to choose or to remember.

If this is a mistake, or you have a question, contact ${config.serviceContact}.
`,
});

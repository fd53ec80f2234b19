import { findOrganisationByName } from '../parties/parties.store.js';
import { importRegister } from '../parties/importRegister.js';
import { requireApproval } from '../people/colleagues/manageColleagues.js';
import { invitePeople } from '../people/invitePeople.js';
import { findPeopleByEmail } from '../people/people.store.js';
import { findViewer } from '../people/viewer.store.js';
import { personOf, type Person, type Viewer } from '../people/viewer.js';
import type { Instant } from '../db/connection.js';
import type { Happening, Replay } from './loadSample.js';
import type { SampleData, SampleOrganisation, SamplePerson } from './sampleData.js';
import type { SampleDates } from './sampleDates.js';

/** The register was imported and people were invited then; who acceded or left later did so on the day. */
const BEGINNING = '2016-10-03';

/** The Party register and the people, and how the register changed. */
export function registerOf(data: SampleData, dates: SampleDates): Happening[] {
  const parties = data.organisations.flatMap(({ name, parties }) =>
    parties.map((party) => ({ ...party, organisation: name })),
  );
  const later = [...new Set(parties.flatMap(({ accededOn, leftOn }) => [accededOn, leftOn ?? '']))].filter(
    (day) => day > BEGINNING,
  );
  const rowsOn = (day: string) =>
    parties
      .filter(({ accededOn, leftOn }) =>
        day === BEGINNING ? accededOn <= day : accededOn === day || leftOn === day,
      )
      .map(({ leftOn, howLeft, accededOn, ...party }) => ({
        ...party,
        accededOn: dates.date(accededOn),
        leftOn: leftOn && leftOn <= day ? dates.date(leftOn) : null,
        howLeft: leftOn && leftOn <= day ? howLeft : null,
      }));
  const imported = (day: string): Happening => ({
    at: dates.instant(day, '07:00'),
    happen: (replay, at) => importRegister(replay.deps.db, null, rowsOn(day), at),
  });
  return [
    imported(BEGINNING),
    { at: dates.instant(BEGINNING, '08:00'), happen: (replay, at) => inviteAll(replay, at) },
    ...later.map(imported),
    ...data.organisations.flatMap(approvalOf(dates)),
  ];
}

/** A person of the sample, with what they may do. */
export async function viewerIn(replay: Replay, key: string): Promise<Viewer> {
  const { email } = replay.data.people.find((person) => person.key === key)!;
  const [person] = await findPeopleByEmail(replay.deps.db, [email]);
  return findViewer(replay.deps.db, person!.id, new Date().toISOString());
}

export const personIn = async (replay: Replay, key: string): Promise<Person> =>
  personOf(await viewerIn(replay, key));

/** The id of an organisation of the sample. */
export async function organisationIn({ deps, data }: Replay, key: string): Promise<string> {
  const found = await findOrganisationByName(deps.db, nameOf(data.organisations, key));
  return found!.id;
}

/** That an organisation has what it submits approved, if it does. */
const approvalOf =
  (dates: SampleDates) =>
  ({ key, approval }: SampleOrganisation): Happening[] =>
    approval
      ? [
          {
            at: dates.instant(approval.at),
            happen: async (replay, at) => {
              const manager = await viewerIn(replay, approval.requiredBy);
              const { id } = await personIn(replay, approval.approver);
              await requireApproval(replay.deps, manager, await organisationIn(replay, key), id, at);
            },
          },
        ]
      : [];

async function inviteAll({ deps, data }: Replay, at: Instant): Promise<void> {
  const invitations = data.people.map(({ name, email, grants }) => ({
    name,
    email,
    grants: grants.map((grant) => grantOf(grant, data.organisations)),
  }));
  await invitePeople(deps, null, invitations, at);
}

function grantOf(grant: SamplePerson['grants'][number], organisations: SampleOrganisation[]) {
  const named = (key: string) => ({ name: nameOf(organisations, key) });
  if (grant.role === 'representative') return { ...grant, organisation: named(grant.organisation) };
  if (grant.role === 'panel')
    return { role: grant.role, organisation: grant.employer ? named(grant.employer) : null };
  return grant;
}

const nameOf = (organisations: SampleOrganisation[], key: string): string =>
  organisations.find((organisation) => organisation.key === key)!.name;

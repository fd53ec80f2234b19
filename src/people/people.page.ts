import type { Instant } from '../db/connection.js';
import type { Problem } from '../errors.js';
import { formatMoment } from '../londonTime.js';
import type { Unreached } from '../notices/bounces/bounces.store.js';
import { paths } from '../paths.js';
import type { AccessRequest } from './accessRequests.store.js';
import { grantInWords } from './people.rules.js';
import type { PeopleFilter, PersonAtDesk, PersonInFull } from './people.store.js';
import { unreachedLine, unreachedNote } from './unreached.page.js';

export const PAGE_SIZE = 50;

const ROLE_CHOICES = [
  { value: '', text: 'Everybody' },
  { value: 'representative', text: 'Representatives' },
  { value: 'panel', text: 'Panel members' },
  { value: 'secas', text: 'SECAS colleagues' },
  { value: 'confidential', text: 'May see confidential material' },
  { value: 'none', text: 'Without access' },
];

const peopleCrumb = { text: 'People', href: paths.deskPeople() };
const deskCrumb = { text: 'Desk', href: paths.desk() };

/** The desk's list of people. */
export function peoplePage(
  found: { people: PersonAtDesk[]; total: number },
  filter: PeopleFilter,
  pageNumber: number,
  { waiting, unreached }: { waiting: AccessRequest[]; unreached: Unreached[] },
) {
  const { people, total } = found;
  const filtered = filter.search !== '' || filter.role !== '';
  const count = `${total.toLocaleString('en-GB')} ${total === 1 ? 'person' : 'people'}`;
  return {
    title: 'People',
    breadcrumbs: [deskCrumb, { text: 'People' }],
    buttons: [
      { text: 'Invite somebody', href: paths.deskInvite() },
      { text: 'Invite many from a CSV file', href: paths.deskPeopleImport() },
    ],
    waiting: waiting.length > 0 && {
      caption: 'Waiting for access',
      columns: [{ text: 'Name' }, { text: 'Organisation' }, { text: 'E-mail' }, { text: 'Asked' }],
      rows: waiting.map((asked) => [
        { text: asked.name, href: paths.deskAccessRequest({ id: asked.id }) },
        asked.organisation,
        asked.email,
        moment(asked.askedAt),
      ]),
    },
    search: {
      action: paths.deskPeople(),
      text: {
        name: 'search',
        label: 'Name, e-mail or organisation',
        type: 'search',
        value: filter.search,
        spellcheck: false,
      },
      role: { name: 'role', label: 'Who', value: filter.role, items: ROLE_CHOICES },
      clear: filtered ? paths.deskPeople() : undefined,
    },
    table: people.length > 0 && {
      caption: filtered ? `${count} found` : count,
      columns: [{ text: 'Name' }, { text: 'E-mail' }, { text: 'May' }, { text: 'Last signed in' }],
      rows: people.map((person) => [
        { text: person.name, href: paths.deskPerson({ id: person.id }) },
        {
          text: person.email,
          note: unreachedLine(unreached.find(({ address }) => address === person.email)),
        },
        person.grants.length > 0
          ? { lines: person.grants.map(grantInWords) }
          : { tag: { text: 'No access', tone: 'neutral' } },
        person.lastSignedIn ? moment(person.lastSignedIn) : 'Never',
      ]),
    },
    empty: filtered
      ? { title: 'Nobody found', text: 'Try part of a name, of an address or of an organisation’s name.' }
      : { title: 'Nobody yet', text: 'People appear here once they have been invited.' },
    pagination: paginationOf(pageNumber, Math.ceil(total / PAGE_SIZE), filter),
  };
}

function paginationOf(current: number, last: number, filter: PeopleFilter) {
  if (last <= 1) return undefined;
  const href = (page: number) =>
    `${paths.deskPeople()}?${new URLSearchParams({ ...filter, page: String(page) }).toString()}`;
  const shown = [...new Set([1, current - 1, current, current + 1, last])].filter(
    (page) => page >= 1 && page <= last,
  );
  const pages = shown.flatMap((page, index) => {
    const skips = index > 0 && page - shown[index - 1]! > 1;
    return [...(skips ? [{ gap: true }] : []), { number: page, href: href(page), current: page === current }];
  });
  return {
    label: 'Pages of people',
    pages,
    previous: current > 1 ? { href: href(Math.min(current - 1, last)) } : undefined,
    next: current < last ? { href: href(current + 1) } : undefined,
  };
}

/** One person: what they may do, and what else SECAS can do for them. */
export function personPage(person: PersonInFull, unreached: Unreached | undefined, problems: Problem[] = []) {
  const { id } = person;
  return {
    title: person.name,
    errors: problems.map(({ field, text }) => ({ text, href: `#${field}` })),
    breadcrumbs: [deskCrumb, peopleCrumb, { text: person.name }],
    unreached: unreachedNote(id, unreached),
    facts: [
      { key: 'Name', value: person.name, actions: changeOf(id, 'the name') },
      { key: 'E-mail', value: person.email, actions: changeOf(id, 'the e-mail address') },
      { key: 'Added', value: formatMoment(person.createdAt), time: person.createdAt.toString() },
      {
        key: 'Last signed in',
        value: person.lastSignedIn ? formatMoment(person.lastSignedIn) : 'Never',
        time: person.lastSignedIn?.toString(),
      },
    ],
    grants: {
      caption: 'What they may do',
      columns: [{ text: 'May' }, { text: 'End', hidden: true }],
      rows: person.grants.map((grant) => [
        { text: grantInWords(grant) },
        { text: 'End', hidden: grantInWords(grant), href: paths.deskEndGrant({ id, grant: grant.id }) },
      ]),
      empty: 'Nothing: they can sign in, and are told to contact SECAS.',
    },
    give: [{ text: 'Give access', href: paths.deskGrant({ id }), kind: 'secondary' }],
    past: person.past.length > 0 && {
      caption: 'What they might do before',
      columns: [{ text: 'Might' }, { text: 'Ended' }, { text: 'By' }],
      rows: person.past.map((grant) => [
        grantInWords(grant),
        moment(grant.endedAt),
        grant.endedBy ?? 'The command line',
      ]),
    },
    readOut: {
      action: paths.deskReadCode({ id }),
      sure: {
        name: 'sure',
        error: problems.find((problem) => problem.field === 'sure')?.text,
        items: [
          {
            value: 'yes',
            text: `I am on the telephone to ${person.name}, and have made sure of it`,
            hint: 'For example by ringing back a number that you knew before',
          },
        ],
      },
    },
  };
}

const changeOf = (id: string, hidden: string) => [
  { text: 'Change', hidden, href: paths.deskEditPerson({ id }) },
];

/** The name and the address, to be put right. @param typed what was typed, when something is wrong with it */
export function editPersonPage(
  person: PersonInFull,
  typed: { name: string; email: string } = person,
  problems: Problem[] = [],
) {
  const { id } = person;
  const error = (field: string) => problems.find((problem) => problem.field === field)?.text;
  return {
    title: 'Change the name or address',
    errors: problems.map(({ field, text }) => ({ text, href: `#${field}` })),
    breadcrumbs: [
      deskCrumb,
      peopleCrumb,
      { text: person.name, href: paths.deskPerson({ id }) },
      { text: 'Change' },
    ],
    action: paths.deskEditPerson({ id }),
    fields: [
      { name: 'name', label: 'Name', value: typed.name, error: error('name'), spellcheck: false },
      {
        name: 'email',
        label: 'E-mail address',
        hint: 'Whoever reads its mail can sign in as this person. With a new one they are signed out everywhere, and both addresses are told.',
        type: 'email',
        value: typed.email,
        error: error('email'),
        spellcheck: false,
      },
    ],
    buttons: [{ text: 'Save' }, { text: 'Cancel', kind: 'link', href: paths.deskPerson({ id }) }],
  };
}

/** Asks whether a grant should really end. */
export function endGrantPage(person: PersonInFull, grantId: string, self: boolean) {
  const grant = person.grants.find(({ id }) => id === grantId);
  return (
    grant && {
      title: 'End this access?',
      back: { href: paths.deskPerson({ id: person.id }) },
      facts: [
        { key: 'Person', value: person.name, note: person.email },
        { key: 'Access', value: grantInWords(grant) },
      ],
      text: self
        ? 'This is your own. You will be signed out at once.'
        : 'They will be signed out everywhere at once, and told nothing. What they drafted and submitted stays with their organisation.',
      action: paths.deskEndGrant({ id: person.id, grant: grantId }),
      cancel: paths.deskPerson({ id: person.id }),
    }
  );
}

/** The code to read out. It is shown this once and kept nowhere. */
export const readOutPage = (person: PersonInFull, code: string, minutes: number) => ({
  title: 'Read this code out',
  back: { text: `Back to ${person.name}`, href: paths.deskPerson({ id: person.id }) },
  lead: `To ${person.name}, who types it on the page that asks for a code, after ${person.email}.`,
  code,
  spelt: code
    .replace('-', '')
    .replaceAll(/./g, (symbol) => `${SPELT[symbol] ?? symbol}, `)
    .slice(0, -2),
  text: `It works once, within ${minutes} minutes. It is not shown again: leaving this page loses it. That you read it out is on record, and ${person.name} is told by mail.`,
});

/** The spelling alphabet of ITU-T and ICAO, so that D and T are not mixed up on the telephone. */
const SPELT: Record<string, string> = Object.fromEntries(
  (
    'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec ' +
    'Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu'
  )
    .split(' ')
    .map((word) => [word[0]!, word]),
);

const moment = (at: Instant) => ({ text: formatMoment(at), time: at.toString() });

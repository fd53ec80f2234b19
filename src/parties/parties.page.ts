import { pagesOf } from '../consultations/pages.js';
import { formatDate } from '../londonTime.js';
import { paths } from '../paths.js';
import { PARTY_CATEGORIES } from './category.rules.js';
import type { countParties, ListedParty, PartyFilter } from './parties.store.js';
import type { Registered } from './register.rules.js';

export const PAGE_SIZE = 50;

const SHOW = [
  { value: 'current', text: 'Parties of today' },
  { value: 'left', text: 'Those that have left' },
  { value: 'all', text: 'All' },
];

/** The desk's view of the register. */
export function partiesPage(
  counts: Awaited<ReturnType<typeof countParties>>,
  { parties, total }: { parties: ListedParty[]; total: number },
  filter: PartyFilter,
  page: number,
  day: string,
) {
  const filtered = filter.search !== '' || filter.category !== '' || filter.show !== 'current';
  return {
    title: 'Parties',
    breadcrumbs: [{ text: 'Desk', href: paths.desk() }, { text: 'Parties' }],
    lead: `The Party register on ${formatDate(day)}: ${many(counts.parties, 'Party', 'Parties')} of ${many(counts.organisations, 'organisation', 'organisations')}.`,
    buttons: [
      { text: 'Import the register', href: paths.deskPartiesImport() },
      { text: 'Statistics for a period', kind: 'link', href: paths.deskPartiesStatistics() },
    ],
    stats: PARTY_CATEGORIES.map((category) => ({
      label: category,
      value: number(counts.byCategory.get(category) ?? 0),
      href: address({ search: '', category, show: 'current' }, 1),
    })),
    search: {
      action: paths.deskParties(),
      text: {
        name: 'search',
        label: 'Name, id or organisation',
        type: 'search',
        value: filter.search,
        spellcheck: false,
      },
      category: {
        name: 'category',
        label: 'Category',
        value: filter.category,
        items: [
          { value: '', text: 'All categories' },
          ...PARTY_CATEGORIES.map((category) => ({ value: category, text: category })),
        ],
      },
      show: { name: 'show', label: 'Show', value: filter.show, items: SHOW },
    },
    found: filtered && {
      text: `${total === 0 ? 'No Party' : many(total, 'Party', 'Parties')} found`,
      clear: paths.deskParties(),
    },
    table: parties.length > 0 && {
      caption: filtered ? 'Parties found' : 'Parties of today',
      captionHidden: true,
      columns: [
        { text: 'Party' },
        { text: 'Id' },
        { text: 'Category' },
        { text: 'Organisation' },
        { text: 'Since' },
      ],
      rows: parties.map((party) => [
        { text: party.name, href: paths.deskParty({ id: party.id }), tag: leftTag(party, day) },
        party.registerId,
        party.category,
        party.organisation,
        { text: party.accededOn ? formatDate(party.accededOn) : '', note: leaving(party, day) },
      ]),
    },
    empty: emptyOf(filtered),
    pagination: withLabel(pagesOf(page, Math.ceil(total / PAGE_SIZE), (to) => address(filter, to))),
  };
}

const address = (filter: PartyFilter, page: number): string =>
  `${paths.deskParties()}?${new URLSearchParams({ ...filter, page: String(page) }).toString()}`;

const leftTag = ({ leftOn }: Registered, day: string) =>
  leftOn && leftOn <= day ? { text: 'Left', tone: 'neutral' } : undefined;

const leaving = ({ leftOn, howLeft }: Registered, day: string): string | undefined =>
  leftOn
    ? `${leftOn <= day ? 'Left' : 'Leaves'} on ${formatDate(leftOn)}${howLeft ? ` (${howLeft})` : ''}`
    : undefined;

const emptyOf = (filtered: boolean) =>
  filtered
    ? {
        title: 'No Party found',
        text: 'Try part of a name or of an organisation’s, or look among those that have left.',
      }
    : {
        title: 'No Parties yet',
        text: 'Import the Party register from a CSV file. Consultations ask the Parties that it holds.',
        action: { text: 'Import the register', href: paths.deskPartiesImport() },
      };

const withLabel = (pagination: ReturnType<typeof pagesOf>) =>
  pagination && { ...pagination, label: 'Pages of Parties' };

const number = (value: number): string => value.toLocaleString('en-GB');

const many = (count: number, one: string, several: string): string =>
  `${number(count)} ${count === 1 ? one : several}`;

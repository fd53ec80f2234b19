import { CATEGORIES } from '../../consultations/consultations.rules.js';
import { COVERAGE, coverageOf, type Coverage } from './coverage.rules.js';
import type { CoveredParty } from './coverage.store.js';

/** What may be asked of the list; '' means all. */
export const SHOWN_STATES = ['', ...COVERAGE, 'not heard from', 'late', 'nobody to tell'] as const;
export const SORTS = ['party', 'organisation', 'category', 'state', 'received'] as const;

export interface CoverageFilter {
  category: '' | (typeof CATEGORIES)[number];
  state: (typeof SHOWN_STATES)[number];
  sort: (typeof SORTS)[number];
  page: number;
}

const ALL: CoverageFilter = { category: '', state: '', sort: 'party', page: 1 };

/** Those of the list who may be chased: not heard from. */
export const chasedOf = ({ category, state }: CoverageFilter): CoverageFilter => ({
  ...ALL,
  category,
  state: state === 'draft' || state === 'silent' ? state : 'not heard from',
});

/** The Parties of the list that were asked for, in the order that was asked for. */
export const listed = (parties: CoveredParty[], filter: CoverageFilter): CoveredParty[] =>
  parties.filter((party) => isShown(party, filter)).toSorted(ORDERS[filter.sort]);

function isShown(party: CoveredParty, { category, state }: CoverageFilter): boolean {
  if (category !== '' && party.category !== category) return false;
  if (state === '') return true;
  if (state === 'late') return party.late !== null && party.live === null;
  if (state === 'nobody to tell') return party.tell.length === 0;
  const coverage = coverageOf(party);
  return state === 'not heard from' ? coverage === 'draft' || coverage === 'silent' : coverage === state;
}

type Order = (one: CoveredParty, other: CoveredParty) => number;
/** As people order names and addresses. */
export const words = new Intl.Collator('en-GB', { sensitivity: 'base' });
const byName: Order = (one, other) => words.compare(one.name, other.name);
const stateRank = (party: CoveredParty): number => COVERAGE.indexOf(coverageOf(party));
const categoryRank = (party: CoveredParty): number =>
  CATEGORIES.indexOf(party.category as (typeof CATEGORIES)[number]);
const received = (party: CoveredParty): bigint => party.submission?.receivedAt.epochNanoseconds ?? -1n;

const ORDERS: Record<CoverageFilter['sort'], Order> = {
  party: byName,
  organisation: (one, other) =>
    words.compare(one.organisation.name, other.organisation.name) || byName(one, other),
  category: (one, other) => categoryRank(one) - categoryRank(other) || byName(one, other),
  // those to chase first
  state: (one, other) => stateRank(other) - stateRank(one) || byName(one, other),
  received: (one, other) =>
    received(one) === received(other) ? byName(one, other) : received(one) < received(other) ? 1 : -1,
};

const STATE_CHOICES: Record<CoverageFilter['state'], string> = {
  '': 'All states',
  responded: 'Responded',
  'nil return': 'Nil return',
  declined: 'Declined',
  draft: 'Draft',
  silent: 'Silent',
  'not heard from': 'Not heard from (draft or silent)',
  late: 'Late and not admitted',
  'nobody to tell': 'Nobody to tell',
} satisfies Record<'' | Coverage | 'not heard from' | 'late' | 'nobody to tell', string>;

const SORT_CHOICES: Record<CoverageFilter['sort'], string> = {
  party: 'Party',
  organisation: 'Organisation',
  category: 'Category',
  state: 'State, silent first',
  received: 'Time, newest first',
};

/** The fields that ask for it. */
export function filterFields(filter: CoverageFilter, action: string, filtered: boolean) {
  const items = (choices: Record<string, string>) =>
    Object.entries(choices).map(([value, text]) => ({ value, text }));
  return {
    action,
    fields: [
      {
        name: 'category',
        label: 'Category',
        value: filter.category,
        items: [
          { value: '', text: 'All categories' },
          ...CATEGORIES.map((one) => ({ value: one, text: one })),
        ],
      },
      { name: 'state', label: 'State', value: filter.state, items: items(STATE_CHOICES) },
      { name: 'sort', label: 'Sorted by', value: filter.sort, items: items(SORT_CHOICES) },
    ],
    clear: filtered ? action : undefined,
  };
}

import { confirmationWords } from '../../responses/confirming/confirming.rules.js';
import { CATEGORIES } from '../../consultations/consultations.rules.js';
import type { PublishedConsultation } from '../../consultations/consultations.store.js';
import { pagesOf } from '../../consultations/pages.js';
import type { Instant } from '../../db/connection.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { lastSent } from '../chasing/reminders.page.js';
import type { Reminder } from '../chasing/reminders.store.js';
import { COVERAGE, coverageOf, type Coverage } from './coverage.rules.js';
import { COVERAGE_WORDS } from './coverageWords.js';
import type { ConsultationCounts } from './counts.store.js';
import type { CoveredParty } from './coverage.store.js';
import { liveOf } from './live.page.js';
import { matrixOf } from './matrix.page.js';
import { overTime } from './overTime.page.js';
import type { Received } from './overTime.store.js';
import { placeOf } from '../place.js';

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

/** The register of January 2017 (202 Parties) stands on one page. */
export const PARTIES_PER_PAGE = 250;

interface CoverageShown {
  consultation: PublishedConsultation;
  parties: CoveredParty[];
  reminders: Reminder[];
  received: Received[];
  counts: ConsultationCounts;
}

/** Every eligible Party: counted by category and state, over time, and one by one: who answered, what was sent. */
export function coveragePage(facts: CoverageShown, filter: CoverageFilter, now: Instant) {
  const { consultation, parties, counts } = facts;
  const sent = byParty(facts.reminders);
  const { reference } = consultation;
  const shown = parties.filter((party) => isShown(party, filter)).toSorted(ORDERS[filter.sort]);
  const last = Math.max(1, Math.ceil(shown.length / PARTIES_PER_PAGE));
  const page = Math.min(filter.page, last);
  const filtered = filter.category !== '' || filter.state !== '';
  const { page: _, ...kept } = filter;
  const address = (number: number) =>
    `${paths.deskCoverage({ reference })}?${new URLSearchParams({ ...kept, page: String(number) }).toString()}#parties`;
  const pagination = pagesOf(page, last, address);
  return {
    ...placeOf(consultation, 'coverage'),
    title: `${reference}: coverage`,
    heading: { text: 'Coverage', caption: `${reference} · ${consultation.title}` },
    live: liveOf(reference, counts),
    matrix: parties.length > 0 ? matrixOf(reference, parties) : undefined,
    overTime: overTime(facts.received, consultation, now),
    remind: chaseLink(reference, parties, filter),
    download: { text: 'Download all as CSV', href: paths.deskCoverageCsv({ reference }) },
    addresses: addressesOf(parties.filter((party) => isShown(party, chasedOf(filter)))),
    filter: filterFields(filter, paths.deskCoverage({ reference }), filtered),
    table:
      shown.length > 0
        ? {
            caption: filtered
              ? `${shown.length} of ${parties.length} eligible Parties`
              : `${parties.length} eligible Parties`,
            columns: [
              { text: 'Party' },
              { text: 'Category' },
              { text: 'State' },
              { text: 'Answered by' },
              { text: 'To tell' },
              { text: 'Last sent' },
            ],
            rows: shown
              .slice((page - 1) * PARTIES_PER_PAGE, page * PARTIES_PER_PAGE)
              .map((party) => row(reference, party, sent.get(party.id) ?? [])),
          }
        : undefined,
    empty: filtered
      ? { title: 'No Party is like that', text: 'Choose another category or state.' }
      : {
          title: 'Nobody is eligible',
          text: 'The eligible Parties are frozen when the consultation is published.',
        },
    pagination: pagination && { ...pagination, label: 'Pages of eligible Parties' },
  };
}

/** Those of the list who may be chased: not heard from. */
const chasedOf = ({ category, state }: CoverageFilter): CoverageFilter => ({
  ...ALL,
  category,
  state: state === 'draft' || state === 'silent' ? state : 'not heard from',
});

/** The addresses of those who may answer for these Parties, each once, to be pasted into a mail. */
function addressesOf(parties: CoveredParty[]) {
  const addresses = [...new Set(parties.flatMap((party) => party.addresses))].toSorted(words.compare);
  if (addresses.length === 0) return undefined;
  return {
    summary: `Copy the addresses of those not heard from (${addresses.length})`,
    field: {
      name: 'addresses',
      label: 'Addresses',
      hint: 'Of everybody who may answer for a Party that is silent or has only a draft, as chosen above. Select all of it and copy it into the Bcc of a mail: nobody else should see who was asked.',
      rows: 4,
      value: addresses.join('; '),
      readonly: true,
      spellcheck: false,
    },
  };
}

/** To those shown, where there is somebody to remind. */
function chaseLink(reference: string, parties: CoveredParty[], filtered: CoverageFilter) {
  const chasing = chasedOf(filtered);
  const { category } = filtered;
  const chased = chasing.state === 'not heard from' ? '' : chasing.state;
  const filter = { category, state: chased };
  const query = category !== '' || chased !== '' ? `?${new URLSearchParams(filter).toString()}` : '';
  const some = parties.some((party) => isShown(party, chasing));
  return { text: some ? 'Remind those not heard from' : 'Reminders', href: paths.deskChase({ reference }) + query };
}

/** A reminder names several Parties; the latest stays first. */
function byParty(reminders: Reminder[]): Map<string, Reminder[]> {
  const sent = new Map<string, Reminder[]>();
  for (const one of reminders) {
    for (const id of one.partyIds) {
      const before = sent.get(id);
      if (before) before.push(one);
      else sent.set(id, [one]);
    }
  }
  return sent;
}

function row(reference: string, party: CoveredParty, sent: Reminder[]) {
  return [
    {
      text: party.name,
      href: paths.deskCoverageParty({ reference, party: party.id }),
      note: ownerOf(party),
    },
    party.category,
    { tag: COVERAGE_WORDS[coverageOf(party)], note: stateNote(party) },
    answered(party),
    toTell(party.tell),
    lastSent(sent) ?? '',
  ];
}

/** The organisation, unless it is called the same. */
function ownerOf({ name, organisation, movedTo }: CoveredParty): string | undefined {
  if (movedTo) return `${organisation.name}; now of ${movedTo}`;
  return organisation.name === name ? undefined : organisation.name;
}

/** What the state does not say: a late one, that SECAS is typing, why it declined. */
export function stateNote(party: CoveredParty): string | undefined {
  const notes = [
    ...(party.late && party.live === null ? [party.late.held ? 'late, held' : 'late, not admitted'] : []),
    ...(party.late?.held && party.live !== null ? ['a later one is held'] : []),
    ...(coverageOf(party) === 'draft' && party.entering ? ['SECAS is entering it'] : []),
    ...(party.addedBecause ? ['added after publication'] : []),
  ];
  return notes.length > 0 ? notes.join('; ') : undefined;
}

function answered({ submission, organisation }: CoveredParty) {
  if (!submission) return '';
  const elsewhere = submission.organisation === organisation.name ? [] : [`of ${submission.organisation}`];
  return {
    text: [
      submission.transcription
        ? `Entered by SECAS, ${confirmationWords(submission.transcription)}`
        : submission.submitter,
      ...elsewhere,
    ].join(' '),
    note: formatMoment(submission.receivedAt),
  };
}

function toTell(names: string[]) {
  if (names.length === 0) return { tag: { text: 'Nobody to tell', tone: 'bad' } };
  return names.length <= 2 ? names.join(', ') : `${names[0]} and ${names.length - 1} more`;
}

function isShown(party: CoveredParty, { category, state }: CoverageFilter): boolean {
  if (category !== '' && party.category !== category) return false;
  if (state === '') return true;
  if (state === 'late') return party.late !== null && party.live === null;
  if (state === 'nobody to tell') return party.tell.length === 0;
  const coverage = coverageOf(party);
  return state === 'not heard from' ? coverage === 'draft' || coverage === 'silent' : coverage === state;
}

type Order = (one: CoveredParty, other: CoveredParty) => number;
const words = new Intl.Collator('en-GB', { sensitivity: 'base' });
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

function filterFields(filter: CoverageFilter, action: string, filtered: boolean) {
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

import { confirmationWords } from '../../responses/confirming/confirming.rules.js';
import type { PublishedConsultation } from '../../consultations/consultations.store.js';
import { pagesOf } from '../../consultations/pages.js';
import type { Instant } from '../../db/connection.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { Reminder } from '../chasing/reminders.store.js';
import { byParty, lastSent } from '../chasing/sentReminders.js';
import { coverageOf } from './coverage.rules.js';
import { chasedOf, filterFields, listed, words, type CoverageFilter } from './coverageFilter.js';
import { COVERAGE_WORDS } from './coverageWords.js';
import type { ConsultationCounts } from './counts.store.js';
import type { CoveredParty } from './coverage.store.js';
import { liveOf } from './liveCounts.js';
import { matrixOf } from './matrix.page.js';
import { overTime } from './overTime.page.js';
import type { Received } from './overTime.store.js';
import { placeOf } from '../place.js';

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
  const shown = listed(parties, filter);
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
    addresses: addressesOf(listed(parties, chasedOf(filter))),
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
  const some = listed(parties, chasing).length > 0;
  return {
    text: some ? 'Remind those not heard from' : 'Reminders',
    href: paths.deskChase({ reference }) + query,
  };
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

import type { Instant } from '../db/connection.js';
import { formatDay } from '../londonTime.js';
import { paths } from '../paths.js';
import { CLOSED_PER_PAGE, type Listed, type Listing } from './consultationList.store.js';
import { closesFor, KINDS, stateAt, type Kind } from './consultations.rules.js';
import { shownDeadline } from './deadline.page.js';
import { decidedWords } from './outcome/decidedWords.js';
import { pagesOf } from './pages.js';

/** What the front page was asked for, as it stands in its form. */
export interface FrontQuery {
  q: string;
  kind: Kind | '';
  issuer: string;
  page: number;
}

/** The consultations that everybody may see: open ones first, the one that closes soonest at the top. */
export function frontPage(listing: Listing, query: FrontQuery, at: Instant) {
  const filtered = Boolean(query.q || query.kind || query.issuer);
  const of = (state: string) =>
    listing.current.filter((one) => stateFor(one, at) === state).map((one) => entry(one, at));
  const later = query.page > 1;
  const found = listing.current.length + listing.closedInAll;
  const sections = [
    { title: 'Open', id: 'open', entries: of('open'), none: 'Nothing is open for responses just now.' },
    { title: 'Opening soon', id: 'upcoming', entries: of('upcoming') },
    { title: 'Announced', id: 'announced', entries: of('announced') },
    { title: 'Withdrawn', id: 'withdrawn', entries: of('withdrawn') },
  ];
  return {
    title: later ? `Consultations, page ${query.page}` : 'Consultations',
    lead: 'What is asked, by when, and how to respond.',
    search: searchForm(listing, query),
    found: filtered ? { text: `${found} found`, clear: paths.front() } : undefined,
    empty: found === 0 ? nothing(filtered) : undefined,
    sections:
      later || found === 0 ? [] : sections.filter((one) => one.entries.length > 0 || (one.none && !filtered)),
    closed: {
      entries: listing.closed.map((one) => entry(one, at)),
      pagination: pagesOf(query.page, Math.ceil(listing.closedInAll / CLOSED_PER_PAGE), (page) =>
        address(query, page),
      ),
    },
  };
}

function searchForm(listing: Listing, { q, kind, issuer }: FrontQuery) {
  return {
    words: {
      name: 'q',
      label: 'Search',
      type: 'search',
      value: q,
      hint: undefined,
      maxlength: 200,
      spellcheck: false,
    },
    kind: {
      name: 'kind',
      label: 'Kind',
      value: kind,
      prompt: 'All kinds',
      items: Object.entries(KINDS).map(([value, text]) => ({ value, text })),
    },
    issuer: {
      name: 'issuer',
      label: 'Issued by',
      value: issuer,
      prompt: 'Anybody',
      items: listing.issuers.map((name) => ({ value: name, text: name })),
    },
  };
}

const nothing = (filtered: boolean) =>
  filtered
    ? {
        title: 'Nothing found',
        text: 'No consultation has all of these words in its title, its reference or its description. Try fewer or other words.',
        action: { text: 'Show all consultations', href: paths.front() },
      }
    : {
        title: 'No consultations yet',
        text: 'Consultations stand here from the day on which they are announced, with their deadline and how to respond.',
      };

/** As the viewer has it: with the longer time that their own organisation was given. */
const datesOf = (one: Listed) => ({
  ...one,
  closesAt: one.closesAt && closesFor(one.closesAt, one.ownExtension),
  decided: one.outcome !== null,
});

const stateFor = (one: Listed, at: Instant) => stateAt(datesOf(one), at);

/** One of a list of consultations, with its deadline and its outcome as the viewer has them. */
export function entry(one: Listed, at: Instant) {
  const dates = datesOf(one);
  const deadline = shownDeadline(dates, at);
  const extended = dates.closesAt !== one.closesAt;
  const over = deadline.state === 'closed';
  const outcome = over ? one.outcome : null;
  const summary = over && one.summaryAt ? `Summary published on ${formatDay(one.summaryAt)}` : undefined;
  return {
    title: one.title,
    href: paths.consultation({ reference: one.reference }),
    meta: [one.reference, KINDS[one.kind], one.issuedBy],
    ...deadline,
    text: outcome
      ? [decidedWords(outcome), summary].filter(Boolean).join('. ')
      : summary
        ? summary
        : extended
          ? 'Extended for your organisation'
          : deadline.state === 'upcoming'
            ? deadline.note
            : undefined,
    tag: outcome ? { text: 'Decided', tone: 'good' } : undefined,
  };
}

function address({ q, kind, issuer }: FrontQuery, page: number): string {
  const given = Object.entries({ q, kind, issuer, page: page > 1 ? String(page) : '' }).filter(
    ([, value]) => value,
  );
  return `${paths.front()}?${new URLSearchParams(given).toString()}#closed`;
}

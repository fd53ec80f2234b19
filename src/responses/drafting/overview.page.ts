import { closesFor, isClosingSoon, KINDS } from '../../consultations/consultations.rules.js';
import { decidedWords } from '../../consultations/outcome/decidedWords.js';
import { listed } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import { formatDeadline, formatTimeLeft } from '../../londonTime.js';
import { paths } from '../../paths.js';
import type { Looking } from '../awaited.page.js';
import { waitingNotes } from '../clarifying/waitingNotes.js';
import type { WaitingThread } from '../clarifying/clarifications.store.js';
import type { Unconfirmed } from '../confirming/confirming.store.js';
import { unconfirmedNotes } from '../confirming/unconfirmedNotes.js';
import { awaitedConsentNotes } from '../consenting/awaitedNotes.js';
import type { AwaitedConsent } from '../consenting/consenting.store.js';
import { threadOnPage, type ThreadOnPage } from './thread.page.js';
import type { Work } from './work.store.js';

export const CLOSED_ON_A_PAGE = 20;

export interface OverviewFacts {
  open: Work[];
  closed: Work[];
  /** what SECAS waits to have clarified */
  waiting: WaitingThread[];
  /** what SECAS asks to lift */
  consents: AwaitedConsent[];
  /** what SECAS typed and asks to confirm */
  unconfirmed: Unconfirmed[];
  /** of the closed ones, from 1 */
  page: number;
  more: boolean;
  organisations: { id: string; name: string }[];
  viewerId: string;
  now: Instant;
}

/** "Your responses": for each organisation what is open and who of its Parties has answered, and what was submitted. */
export function overviewPage(facts: OverviewFacts) {
  const { open, closed, page, more, organisations, now } = facts;
  const several = organisations.length > 1;
  const begun = (work: Work) => now.epochNanoseconds >= work.opensAt.epochNanoseconds;
  const upcoming = open.filter((work) => !begun(work));
  return {
    title: 'Your responses',
    heading: {
      text: 'Your responses',
      lead: `You act for ${organisations.map(({ name }) => name).join(' and ')}.`,
    },
    several,
    notes: [
      ...waitingNotes(facts.waiting),
      ...awaitedConsentNotes(facts.consents),
      ...unconfirmedNotes(facts.unconfirmed),
    ],
    organisations: organisations.map(({ id, name }) => ({
      text: several ? `${name}: colleagues and approval` : 'Colleagues and approval',
      href: paths.organisation({ id }),
    })),
    groups: organisations.map(({ id, name }) => ({
      name,
      open: open
        .filter((work) => work.organisation.id === id && begun(work))
        .map((work) => openEntry(work, facts)),
    })),
    empty: {
      title: 'No consultation is open',
      text: 'When one opens, it stands here with its deadline and with which of your Parties have answered. You are told by mail as well.',
      action: { text: 'See all consultations', href: paths.front() },
    },
    upcoming: uniqueByReference(upcoming).map(({ consultation, opensAt }) => ({
      title: consultation.title,
      href: paths.consultation({ reference: consultation.reference }),
      meta: [consultation.reference, KINDS[consultation.kind]],
      label: 'Opens',
      when: formatDeadline(opensAt),
      iso: opensAt.toString(),
      state: 'upcoming',
    })),
    closed: {
      caption: 'Closed consultations',
      captionHidden: true,
      columns: [
        { text: 'Consultation' },
        ...(several ? [{ text: 'Organisation' }] : []),
        { text: 'On behalf of' },
        { text: 'What became of it' },
      ],
      empty: 'Nothing yet. What you submit stays here, with its receipt, after a consultation has closed.',
      rows: closed.flatMap((work) =>
        work.threads.map((thread) => closedRow(work, threadOnPage(thread, work), several)),
      ),
    },
    pagination: pagination(page, more),
  };
}

function openEntry(work: Work, looking: Looking) {
  const { now } = looking;
  const { consultation } = work;
  const closesAt = closesFor(work.closesAt, work.ownExtension);
  const over = now.epochNanoseconds >= closesAt.epochNanoseconds;
  const state = over ? 'closed' : isClosingSoon(closesAt, now) ? 'closing' : 'open';
  return {
    title: consultation.title,
    href: respondTo(work),
    meta: [consultation.reference, KINDS[consultation.kind], consultation.issuedBy],
    label: over ? 'Closed' : 'Closes',
    when: formatDeadline(closesAt),
    iso: closesAt.toString(),
    left: over ? 'What is submitted now is late' : `${formatTimeLeft(now, closesAt)} left`,
    now: over ? undefined : now.toString(),
    state,
    who: whoStandsWhere(work, looking),
    action: action(work),
  };
}

/** As long as a Party that is asked has no response, one can be started from here. */
function action(work: Work) {
  const { threads, parties, consultation } = work;
  const left = parties.some((party) => party.asked && !party.spokenFor && !party.drafted);
  if (threads.length > 0 && !left) return undefined;
  const text = threads.length > 0 ? 'Start a response for the others' : 'Start a response';
  return { text, href: respondTo(work), hidden: `to ${consultation.reference}` };
}

const respondTo = ({ consultation, organisation }: Work): string =>
  `${paths.consultationResponse({ reference: consultation.reference })}?${new URLSearchParams({ organisation: organisation.id }).toString()}`;

/**
 * Who of the organisation stands where: each response with those that it is for, then the Parties for which there is
 * none; of an organisation without a Party, itself.
 */
function whoStandsWhere(work: Work, looking: Looking) {
  const { organisation, parties, itself, threads } = work;
  const left = parties.filter((party) => !party.spokenFor && !party.drafted);
  const byAnother = parties.filter((party) => party.spokenFor?.ours === false);
  const itselfSilent = parties.length === 0 && !itself && !threads.some((thread) => thread.forOrganisation);
  return [
    ...threads.map((thread) => threadOnPage(thread, work, looking)),
    ...named('Answered by another organisation', 'good', byAnother),
    ...named(
      'Not answered',
      'bad',
      left.filter(({ asked }) => asked),
    ),
    ...named(
      'Not asked',
      'neutral',
      left.filter(({ asked }) => !asked),
    ),
    ...named('Not answered', 'neutral', itselfSilent ? [{ name: `${organisation.name} itself` }] : []),
  ];
}

const named = (text: string, tone: string, parties: { name: string }[]) =>
  parties.length > 0 ? [{ tag: { text, tone }, names: parties.map(({ name }) => name) }] : [];

function closedRow({ consultation, organisation, outcome }: Work, thread: ThreadOnPage, several: boolean) {
  return [
    {
      text: consultation.title,
      href: paths.consultation({ reference: consultation.reference }),
      note: [consultation.reference, ...(outcome ? [decidedWords(outcome)] : [])].join(' · '),
    },
    ...(several ? [organisation.name] : []),
    { text: listed(thread.names), href: thread.href },
    { tag: thread.tag, note: [thread.note, ...thread.awaited].join('. ') },
  ];
}

function uniqueByReference(works: Work[]): Work[] {
  return [...new Map(works.map((work) => [work.consultation.reference, work])).values()];
}

function pagination(page: number, more: boolean) {
  if (page === 1 && !more) return undefined;
  const href = (number: number) =>
    `${paths.responses()}?${new URLSearchParams({ page: String(number) }).toString()}`;
  return {
    label: 'Pages of closed consultations',
    previous: page > 1 ? { href: href(page - 1) } : undefined,
    next: more ? { href: href(page + 1) } : undefined,
    pages: [{ number: page, href: href(page), current: true }],
  };
}

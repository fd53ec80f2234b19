import { placeOf } from '../collation/place.js';
import { liveOf } from '../collation/coverage/liveCounts.js';
import { standingOf } from '../collation/coverage/standing.js';
import { responseParts } from '../collation/coverage/ways.js';
import { counted } from '../counted.js';
import type { Instant } from '../db/connection.js';
import { formatDeadline } from '../londonTime.js';
import { copyOf, paths } from '../paths.js';
import { whyNotAdded } from './accession/addParty.js';
import { facts, outcomeRows } from './consultation.page.js';
import { KINDS, stateAt, STATE_WORDS, type State } from './consultations.rules.js';
import type { Consultation } from './consultations.store.js';
import { shownDeadline } from './deadline.page.js';
import type { DeskConsultation } from './deskConsultation.js';
import { historyTable } from './history.page.js';
import { outcomeOf } from './history.store.js';
import { summaryDueWords } from './outcome/outcome.rules.js';
import type { Audience } from './publishing/publication.store.js';
import { scheduleNote } from './publishing/schedule.page.js';
import { asksSomething } from './questions.js';

/** One consultation at the desk: where it stands, the next thing to do, and the ways to its parts. */
export function deskConsultationPage(all: DeskConsultation, at: Instant) {
  const { consultation, documents, history, audience, counts, schedule } = all;
  const { reference, kind, title, publishedAt } = consultation;
  const outcome = outcomeOf(history);
  const state = stateAt(consultation, at);
  const waits = schedule?.whyNot === null;
  return {
    title,
    breadcrumbs: [{ text: 'Desk', href: paths.desk() }, { text: reference }],
    tabs: counts ? placeOf(consultation, 'overview').tabs : [],
    heading: {
      caption: `${reference} · ${KINDS[kind]}`,
      text: title,
      tag: { text: STATE_WORDS[state], tone: TONES[state] },
    },
    deadline: deskDeadline(consultation, counts?.extended ?? 0, at),
    standing: counts && standingOf(reference, counts),
    live: counts && liveOf(reference, counts),
    schedule: schedule && scheduleNote(schedule, schedule.markNow),
    closure: closureNote(consultation, state),
    buttons: nextButtons(consultation, state, waits),
    announce:
      state === 'draft' && !waits
        ? { action: paths.deskAnnounce({ reference }), button: 'Announce without a deadline' }
        : undefined,
    responses: counts && responseParts(consultation, counts),
    parts: parts(all),
    publicPage: {
      text:
        state === 'draft' ? 'Preview the page that everybody will see' : 'See the page that everybody sees',
      href: paths.consultation({ reference }),
    },
    copy: { text: 'Begin a new consultation as a copy of this one', href: copyOf(reference) },
    facts: facts(consultation),
    outcome: outcome && outcomeRows(outcome),
    summaryDue: summaryDue(all, at),
    asked: askedStats(audience, publishedAt !== null),
    nobodyToTell: nobodyToTell(audience),
    addParty: whyNotAdded(consultation)
      ? undefined
      : { text: 'Add a Party that acceded later', href: paths.deskAddParty({ reference }) },
    history: historyTable(consultation, documents, history, at),
  };
}

const TONES: Record<State, string> = {
  draft: 'neutral',
  announced: 'neutral',
  upcoming: 'accent',
  open: 'accent',
  closed: 'neutral',
  decided: 'good',
  withdrawn: 'warn',
};

/** Before publication the dates that have been entered, which nobody else sees. */
function deskDeadline(consultation: Consultation, extended: number, at: Instant) {
  const { closesAt, publishedAt } = consultation;
  if (publishedAt || !closesAt) {
    const shown = shownDeadline(consultation, at);
    if (extended === 0) return shown;
    const longer = `${counted(extended, 'organisation has', 'organisations have')} longer.`;
    return { ...shown, note: [shown.note, longer].filter(Boolean).join(' ') };
  }
  return {
    label: 'Will close',
    when: formatDeadline(closesAt),
    iso: closesAt.toString(),
    state: 'announced' as const,
    note: 'Not published yet: nobody but SECAS sees this date.',
  };
}

function closureNote({ closed }: Consultation, state: State): string | undefined {
  if (state === 'withdrawn') {
    return 'It takes no more responses and is never closed: the Panel gets no report. What was submitted can be read here.';
  }
  if (state !== 'closed' && state !== 'decided') return undefined;
  return closed
    ? 'It is closed for good: its deadline cannot be moved any more, and the Panel may read the report.'
    : 'It is not closed for good yet: that takes a few seconds after the last deadline, extensions included.';
}

/** Until the summary is published: by when. */
function summaryDue({ consultation, history }: DeskConsultation, at: Instant): string | undefined {
  const { closed, closesAt, withdrawnAt } = consultation;
  if (!closed || !closesAt || withdrawnAt || history.summaries.length > 0) return undefined;
  return `${summaryDueWords(closesAt, at).text}.`;
}

function nextButtons({ reference, kind, closed }: Consultation, state: State, waits: boolean) {
  const publish = {
    text: waits ? 'See or take back the publication' : 'Check and publish',
    href: paths.deskPublish({ reference }),
  };
  const extend = {
    text: 'Change the deadline or close early',
    href: paths.deskExtend({ reference }),
    kind: 'secondary',
  };
  const withdraw = { text: 'Withdraw it', href: paths.deskWithdraw({ reference }), kind: 'link' };
  const outcome = {
    text: state === 'decided' ? 'Summary, or correct the outcome' : 'Write the summary, record the outcome',
    href: paths.deskOutcome({ reference }),
    kind: 'secondary',
  };
  if (state === 'draft' || state === 'announced') return [publish];
  if (state === 'withdrawn') return [];
  if (state === 'upcoming' || state === 'open') return [extend, withdraw];
  const pack = { text: 'The issuer’s pack', href: paths.deskIssuersPack({ reference }), kind: 'secondary' };
  return closed ? [outcome, ...(kind === 'external' ? [pack] : [])] : [extend, withdraw];
}

function parts({ consultation, questions, documents }: DeskConsultation) {
  const { reference, publishedAt } = consultation;
  const current = documents.filter((document) => !document.replacedAt).length;
  const part = (text: string, href: string, status: string) => ({
    text,
    href,
    status: { text: status, tone: 'plain' },
  });
  return [
    part(
      publishedAt ? 'Correct the wording' : 'Details, dates and who is asked',
      paths.deskEdit({ reference }),
      '',
    ),
    part(
      'Questions',
      paths.deskQuestions({ reference }),
      counted(questions.filter(asksSomething).length, 'question'),
    ),
    part('Preview of the form', paths.deskPreview({ reference }), ''),
    part('Documents', paths.deskDocuments({ reference }), counted(current, 'document')),
  ];
}

/** The numbers of who is asked. */
export const askedStats = (audience: Audience, published: boolean) => [
  { label: published ? 'Parties asked' : 'Parties that would be asked', value: audience.parties },
  { label: 'Organisations', value: audience.organisations },
  { label: 'Representatives', value: audience.representatives },
];

/** Parties that no mail reaches, so that SECAS can telephone; undefined when every one has somebody. */
export function nobodyToTell({ nobodyToTell: parties }: Audience) {
  if (parties.length === 0) return undefined;
  return {
    summary: `${counted(parties.length, 'Party', 'Parties')} with nobody to tell`,
    text: 'No representative of their organisation has access. Invite somebody, or tell them yourself.',
    list: parties.map(({ name, category, organisation }) =>
      name === organisation ? `${name} (${category})` : `${name} (${category}), of ${organisation}`,
    ),
  };
}

import { overWord } from '../submissions.rules.js';
import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { closesFor } from '../../consultations/consultations.rules.js';
import { counted, listed } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import type { Problem } from '../../errors.js';
import { formatDate, formatDeadline, formatMoment, formatTimeLeft, londonDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { deadlineBlock } from '../deadlineBlock.page.js';
import { likelyParties } from './parties.rules.js';
import { ITSELF, respondentFields } from './respondents.page.js';
import { issuerNote } from './taskList.page.js';
import type { EarlierAnswers } from './beginning.store.js';
import { threadOnPage } from './thread.page.js';
import type { Work } from './work.store.js';

export interface StartFacts {
  /** of each organisation that the viewer represents */
  works: Work[];
  /** the organisation to start for; undefined: still to be chosen among several */
  chosen: Work | undefined;
  /** what it may begin with, beside the organisation's other responses */
  earlier: EarlierAnswers[];
  /** what it is to begin with, when a link said so */
  begin: string;
  now: Instant;
}

export interface StartForm {
  key: string;
  ticked: string[];
  from: string;
  problems: Problem[];
}

/** The organisation's responses to a consultation, and the start of another. */
export function startPage(facts: StartFacts, form?: StartForm) {
  const { works, chosen, now } = facts;
  const first = chosen ?? works[0]!;
  const { reference, title } = first.consultation;
  const closesAt = closesFor(first.closesAt, first.ownExtension);
  const opened = now.epochNanoseconds >= first.opensAt.epochNanoseconds;
  const late = now.epochNanoseconds >= closesAt.epochNanoseconds;
  const several = works.length > 1;
  const shown = chosen ? [chosen] : works;
  const problems = form?.problems ?? [];
  return {
    title: `Respond to ${reference}`,
    heading: {
      text: title,
      caption: reference,
      lead: chosen ? `Responses of ${chosen.organisation.name}` : undefined,
    },
    breadcrumbs: [
      { text: 'Consultations', href: paths.front() },
      { text: reference, href: paths.consultation({ reference }) },
      { text: 'Responses' },
    ],
    deadline: opened
      ? deadlineBlock(first, now)
      : {
          label: 'Opens',
          when: formatDeadline(first.opensAt),
          iso: first.opensAt.toString(),
          left: `in ${formatTimeLeft(now, first.opensAt)}`,
          state: 'upcoming',
          slim: true,
        },
    errors: problems.map(({ field, text }) => ({ text, href: `#${field}` })),
    notes: [
      ...issuerNote(first),
      ...(late && !first.decided ? [lateStart(closesAt)] : []),
      ...(first.decided
        ? [
            {
              text: `This consultation has been ${overWord(first)}: no response can be started any more.`,
            },
          ]
        : []),
    ],
    threads: shown.map((work) => ({
      heading: several ? work.organisation.name : undefined,
      threads: work.threads.map((thread) => threadOnPage(thread, work)),
    })),
    discarded: shown.flatMap((work) => work.discarded.map((draft) => discardedOnPage(draft, work))),
    hasThreads: shown.some((work) => work.threads.length > 0),
    organisations: !chosen && opened && !first.decided ? organisationField(works) : undefined,
    form: chosen && opened && !first.decided ? startForm(chosen, facts, late, form) : undefined,
    noComment: opened && !first.decided ? paths.noComment({ reference }) : undefined,
    otherOrganisation: chosen && several ? paths.consultationResponse({ reference }) : undefined,
  };
}

/** A draft that was put aside, as it is listed with the way to bring it back. */
function discardedOnPage(draft: Work['discarded'][number], { organisation }: Work) {
  const names = [...draft.parties, ...(draft.forOrganisation ? [`${organisation.name} itself`] : [])];
  return {
    text: `Draft for ${listed(names) || 'nobody'}`,
    href: paths.response({ id: draft.id }),
    note: `discarded by ${draft.by} at ${formatMoment(Temporal.Instant.from(draft.at))}`,
  };
}

const lateStart = (closesAt: Instant) => ({
  warning: true,
  title: `The deadline was ${formatDeadline(closesAt)}`,
  text: 'You can still write and submit a response. It will be late: it is kept and held, and SECAS admits or refuses it.',
});

function startForm(work: Work, facts: StartFacts, late: boolean, form?: StartForm) {
  const another = work.threads.length > 0;
  const likely = work.parties.length > 0 ? likelyParties(work) : another ? [] : [ITSELF];
  return {
    heading: another ? 'Start another response' : 'Start a response',
    text: another
      ? 'Most organisations need one response. Start another where some of your Parties answer differently.'
      : undefined,
    action: paths.consultationResponse({ reference: work.consultation.reference }),
    key: form?.key ?? randomUUID(),
    organisationId: work.organisation.id,
    from: beginningField(work, facts, form?.from ?? facts.begin),
    ...respondentFields(work, form?.ticked ?? likely, form?.problems ?? []),
    buttons: [{ text: late ? 'Start a late response' : 'Start the response' }],
  };
}

/** What the answers may begin with; undefined: there is nothing. As views/partials/select.ejs takes it. */
function beginningField(work: Work, { earlier }: StartFacts, value: string) {
  const copies = work.threads
    .filter(({ enteredBySecas, latest }) => !enteredBySecas && !latest?.nil)
    .map((thread) => ({
      value: `draft:${thread.id}`,
      text: `A copy of the response for ${listed(threadOnPage(thread, work).names)}, with its files`,
    }));
  const answers = earlier.map((one) => ({
    value: `submission:${one.submissionId}`,
    text: earlierWords(one, work.organisation),
    group: 'Your answers to the same questions before',
  }));
  const items = [...copies, ...answers];
  if (items.length === 0) return undefined;
  return {
    name: 'from',
    label: 'What should the answers begin with?',
    labelSize: 's',
    hint: 'You can change everything before you submit.',
    prompt: 'Nothing: empty answers',
    value,
    items,
  };
}

/** For whom they were given, where and when; the reference is on the receipt. */
function earlierWords(earlier: EarlierAnswers, organisation: { name: string }): string {
  const { parties, forOrganisation, consultation, reference, receivedAt, answers } = earlier;
  const names = listed([...parties, ...(forOrganisation ? [`${organisation.name} itself`] : [])]);
  const when = formatDate(londonDate(receivedAt));
  return `For ${names}: ${counted(answers, 'answer')} in ${consultation.reference}, submitted on ${when} (${reference})`;
}

/** As views/partials/radios.ejs takes it. */
const organisationField = (works: Work[]) => ({
  name: 'organisation',
  label: 'For which organisation do you answer?',
  labelSize: 'm',
  value: works[0]?.organisation.id,
  items: works.map(({ organisation }) => ({ value: organisation.id, text: organisation.name })),
});

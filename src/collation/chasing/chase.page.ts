import { randomUUID } from 'node:crypto';
import type { Config } from '../../config.js';
import { CATEGORIES } from '../../consultations/consultations.rules.js';
import type { PublishedConsultation } from '../../consultations/consultations.store.js';
import { counted } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import { formatDeadline, formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { placeOf } from '../place.js';
import { occasionsOf, whyNotChased, type Chaseable, type Letter } from './chase.rules.js';
import { mayRemind, type Plan } from './remindByHand.js';
import { reminderMail } from './reminderMail.js';
import { timesTable } from './reminders.page.js';
import type { Reminder, Schedule } from './reminders.store.js';

/** More people than this stand behind a line that opens, so that the text and the buttons are at hand. */
const SHOWN_AT_ONCE = 12;

export const CHASED_STATES = ['', 'silent', 'draft'] as const;

/** Which Parties are chased by hand; '' all that have not responded. */
export interface ChaseFilter {
  category: '' | (typeof CATEGORIES)[number];
  state: (typeof CHASED_STATES)[number];
  /** the id of one, '' any */
  party: string;
}

export interface ChaseFacts {
  consultation: PublishedConsultation;
  plan: Plan;
  schedule: Schedule;
  reminders: Reminder[];
}

/** What is added to the text, and what was wrong with it, or with sending. */
export interface Typed {
  words: string;
  problem?: string;
}

/** Reminders of one consultation: by schedule, by hand with all that will happen shown first, and what was sent. */
export function chasePage(
  facts: ChaseFacts,
  filter: ChaseFilter,
  typed: Typed,
  config: Config,
  now: Instant,
) {
  const { consultation, plan, reminders } = facts;
  const { reference } = consultation;
  const letters = plan.letters.filter(({ parties }) => parties.some((party) => isChosen(party, filter)));
  const open = mayRemind(consultation, now);
  const wrong = typed.problem !== undefined;
  return {
    ...placeOf(consultation, 'coverage', 'Reminders'),
    title: `${reference}: reminders`,
    heading: { text: 'Reminders', caption: `${reference} · ${consultation.title}` },
    errors: wrong ? [{ text: typed.problem, href: letters.length > 0 ? '#words' : undefined }] : [],
    schedule: scheduleShown(facts, now),
    filter: filterShown(reference, filter, plan.parties),
    preview: open && letters.length > 0 ? preview(facts, letters, filter, typed, config) : undefined,
    nobody: open
      ? { title: 'Nobody to remind', text: nobodyWhy(plan) }
      : { title: 'No reminders now', text: closedWhy(consultation) },
    leftOut: open ? leftOut(plan, letters, filter, now) : [],
    sent: timesTable(reminders),
    back: { text: 'All eligible Parties', href: paths.deskCoverage({ reference }) },
  };
}

function scheduleShown({ consultation, schedule }: ChaseFacts, now: Instant) {
  const { reference, opensAt, closesAt } = consultation;
  const over = consultation.closed || consultation.withdrawnAt !== null;
  const since =
    schedule.changedAt && schedule.changedAt.epochNanoseconds > opensAt.epochNanoseconds
      ? schedule.changedAt
      : opensAt;
  const next = over
    ? undefined
    : occasionsOf(closesAt, since).find(({ at }) => at.epochNanoseconds > now.epochNanoseconds);
  const changed = schedule.changedAt
    ? ` ${schedule.changedBy} switched them ${schedule.on ? 'on' : 'off'} at ${formatMoment(schedule.changedAt)}.`
    : '';
  return {
    tag: schedule.on ? { text: 'On', tone: 'good' } : { text: 'Off', tone: 'neutral' },
    text: `5 and 1 Working Days before its organisation’s own deadline, everybody who acts for a Party that has not responded is reminded. Holders of a draft are warned of it at the same times, and 2 hours before, whether this is on or off: nobody gets two mails for one day.${changed}`,
    next:
      next && schedule.on
        ? `Next, for those without a deadline of their own: ${formatDeadline(next.at)}, ${next.occasion} before.`
        : undefined,
    form: over
      ? undefined
      : {
          action: paths.deskChaseSchedule({ reference }),
          to: schedule.on ? 'off' : 'on',
          button: schedule.on ? 'Switch reminders by schedule off' : 'Switch reminders by schedule on',
        },
  };
}

function preview(
  { consultation }: ChaseFacts,
  letters: Letter[],
  filter: ChaseFilter,
  typed: Typed,
  config: Config,
) {
  const { reference } = consultation;
  const mail = reminderMail(config, { consultation, letter: letters[0]!, words: typed.words });
  const parties = new Set(letters.flatMap((letter) => letter.parties.map(({ id }) => id)));
  return {
    action: paths.deskChase({ reference }),
    hidden: { ...filter, key: randomUUID(), people: letters.map(({ to }) => to.id).join(',') },
    who: {
      title: `${counted(letters.length, 'person gets', 'people get')} a reminder, about ${counted(parties.size, 'Party', 'Parties')}`,
      open: letters.length <= SHOWN_AT_ONCE,
      table: {
        caption: 'Who gets a reminder',
        captionHidden: true,
        columns: [{ text: 'To' }, { text: 'Parties named' }],
        rows: letters.map(({ to, parties: own }) => [
          { text: to.name, note: to.email },
          { lines: own.map(({ name, begun }) => `${name}${begun ? ' (draft)' : ''}`) },
        ]),
      },
    },
    words: {
      name: 'words',
      label: 'A sentence of your own',
      optional: true,
      rows: 3,
      hint: 'Stands at the top of every mail. At most 500 characters.',
      value: typed.words,
      error: typed.problem && typed.words.length > 0 ? typed.problem : undefined,
    },
    mail: {
      title:
        letters.length > 1
          ? `What ${letters[0]!.to.name} reads; each mail names its reader’s Parties`
          : 'The mail',
      subject: mail.subject,
      body: mail.body,
    },
    buttons: [
      { text: `Send ${counted(letters.length, 'reminder')}`, name: 'step', value: 'send' },
      { text: 'Show the text with my sentence', kind: 'secondary', name: 'step', value: 'preview' },
    ],
  };
}

/** Who gets none, by the reason. A Party that was not chosen is named all the same where its reader gets a mail. */
function leftOut(plan: Plan, letters: Letter[], filter: ChaseFilter, now: Instant) {
  const named = new Set(letters.flatMap((letter) => letter.parties.map(({ id }) => id)));
  const reasons = new Map<string, string[]>();
  for (const party of plan.parties.filter(({ id }) => !named.has(id))) {
    const why = isChosen(party, filter) ? whyNotChased(party, now) : 'Not among those chosen above';
    if (why) reasons.set(why, [...(reasons.get(why) ?? []), party.name]);
  }
  const parties = [...reasons].map(([why, names]) => ({
    summary: `${why}: ${counted(names.length, 'Party', 'Parties')}`,
    list: names,
  }));
  if (plan.hadToday.length === 0) return parties;
  const people = {
    summary: `Had a mail about it today: ${counted(plan.hadToday.length, 'person', 'people')}`,
    text: 'Nobody gets two mails about one consultation on one day.',
    list: plan.hadToday.map(
      ({ to, parties: own }) => `${to.name} (${to.email}), for ${own.map(({ name }) => name).join(', ')}`,
    ),
  };
  return [people, ...parties];
}

function isChosen({ id, category, state }: Chaseable, filter: ChaseFilter): boolean {
  return (
    (filter.category === '' || filter.category === category) &&
    (filter.state === '' || filter.state === state) &&
    (filter.party === '' || filter.party === id)
  );
}

const nobodyWhy = ({ hadToday }: Plan): string =>
  hadToday.length > 0
    ? 'Everybody concerned has had a mail about it today.'
    : 'No Party chosen is silent or has a draft and somebody to tell.';

function closedWhy({ closed, withdrawnAt, opensAt }: PublishedConsultation): string {
  if (withdrawnAt) return 'The consultation has been withdrawn.';
  return closed ? 'The consultation has been closed.' : `It opens at ${formatDeadline(opensAt)}.`;
}

function filterShown(reference: string, filter: ChaseFilter, parties: Chaseable[]) {
  const one = parties.find(({ id }) => id === filter.party);
  const action = paths.deskChase({ reference });
  return {
    action,
    only: one && { text: `Only those who act for ${one.name}.`, href: action, link: 'Choose from all' },
    fields: [
      {
        name: 'category',
        label: 'Category',
        value: filter.category,
        items: [
          { value: '', text: 'All categories' },
          ...CATEGORIES.map((each) => ({ value: each, text: each })),
        ],
      },
      {
        name: 'state',
        label: 'State',
        value: filter.state,
        items: [
          { value: '', text: 'Silent and draft' },
          { value: 'silent', text: 'Silent' },
          { value: 'draft', text: 'Draft' },
        ],
      },
    ],
  };
}

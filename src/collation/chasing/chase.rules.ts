import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../db/connection.js';
import { londonDate } from '../../londonTime.js';
import { workingDaysBefore } from '../../workingDays.js';
import type { Coverage } from '../coverage/coverage.rules.js';

/** When reminders go by themselves, before the deadline of the organisation that is reminded. */
const SCHEDULE = [
  { occasion: '5 Working Days', before: 5 },
  { occasion: '1 Working Day', before: 1 },
] as const;
export type Scheduled = (typeof SCHEDULE)[number]['occasion'];

/** A worker that was down for longer than this leaves a reminder to the next occasion. */
const COMES_LATE_BY = Temporal.Duration.from({ hours: 24 });

export interface Addressee {
  id: string;
  name: string;
  email: string;
}

/** An eligible Party as reminders see it. */
export interface Chaseable {
  id: string;
  name: string;
  category: string;
  state: Coverage;
  /** who may answer for it today: the register's organisation, not the one of when it was asked */
  organisation: { id: string; name: string };
  /** that organisation's own deadline */
  closesAt: Instant;
  /** it is no longer a Party to the Code */
  left: boolean;
  /** SECAS is entering its response */
  entering: boolean;
  /** a draft of that organisation's own is for it: of somebody else's draft its representatives learn nothing */
  begun: boolean;
  people: Addressee[];
}

/** One mail: a person, and the Parties that it names. */
export interface Letter {
  to: Addressee;
  parties: Chaseable[];
}

/** Why a Party is not chased; undefined: it is. Only those are that have not responded and still may, in time. */
export function whyNotChased(party: Chaseable, now: Instant): string | undefined {
  if (party.state === 'responded') return 'It has responded';
  if (party.state === 'nil return') return 'It has said “no comment”';
  if (party.state === 'declined') return 'It has told you that it will not answer';
  if (party.left) return 'It is no longer a Party to the Code';
  if (party.entering) return 'You are entering its response';
  if (!isBefore(now, party.closesAt)) return 'Its deadline has passed';
  if (party.people.length === 0) return 'It has nobody to tell';
  return undefined;
}

/** The Parties that are chased, by the people who act for them: one letter each, however many Parties. */
export function lettersTo(parties: Chaseable[], now: Instant): Letter[] {
  const letters = new Map<string, Letter>();
  for (const party of parties) {
    if (whyNotChased(party, now) !== undefined) continue;
    for (const to of party.people) {
      const letter = letters.get(to.id) ?? { to, parties: [] };
      letter.parties.push(party);
      letters.set(to.id, letter);
    }
  }
  return [...letters.values()];
}

/** The occasions of the schedule for one deadline. @param since none is made up for that lay before: it opened, or the schedule was switched on */
export const occasionsOf = (closesAt: Instant, since: Instant) =>
  SCHEDULE.map(({ occasion, before }) => ({ occasion, at: workingDaysBefore(closesAt, before) }))
    .filter(({ at }) => !isBefore(at, since))
    .map((one) => ({ ...one, day: londonDate(one.at) }));

/** Whether an occasion has come, and not so long ago that it is better left. */
export const isDue = (at: Instant, now: Instant): boolean =>
  !isBefore(now, at) && isBefore(now, at.add(COMES_LATE_BY));

/** A letter that goes by schedule, for one London day. */
export interface DueLetter extends Letter {
  occasion: Scheduled;
  day: string;
}

/**
 * The letters that are due by schedule: to everybody with a Party of which nothing has been heard and whose occasion
 * has come. It names the Parties whose occasion falls on the same day, also later, so that nobody gets two in a day.
 * Holders of a draft are warned of it (warnUnsubmitted), so that their own draft's Parties are not named here.
 */
export function dueLetters(parties: Chaseable[], since: Instant, now: Instant): DueLetter[] {
  return lettersTo(
    parties.filter((party) => !party.begun),
    now,
  ).flatMap((letter) => {
    const all = letter.parties.flatMap((party) =>
      occasionsOf(party.closesAt, since).map((one) => ({ ...one, party })),
    );
    const due = all.filter(({ at }) => isDue(at, now)).toSorted((one, other) => order(one.day, other.day));
    const last = due.at(-1);
    if (!last) return [];
    const named = all.filter(({ day }) => day === last.day);
    const nearest = named.some(({ occasion }) => occasion === '1 Working Day');
    return [
      {
        to: letter.to,
        parties: named.map(({ party }) => party),
        occasion: nearest ? ('1 Working Day' as const) : ('5 Working Days' as const),
        day: last.day,
      },
    ];
  });
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const isBefore = (one: Instant, other: Instant): boolean => Temporal.Instant.compare(one, other) < 0;

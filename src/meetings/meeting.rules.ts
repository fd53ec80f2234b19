import { Temporal } from 'temporal-polyfill';
import { formatDay, formatDeadline, instantFromLondon, londonDate } from '../londonTime.js';
import { workingDaysBefore } from '../workingDays.js';

type Instant = Temporal.Instant;

/** Panel papers are sent so many Working Days before the meeting. */
export const PAPERS_BEFORE = 5;

/** When a meeting is, as far as it is known. */
export interface MeetingTime {
  /** while its time is not known: midnight in London, as the day begins */
  startsAt: Instant;
  timeKnown: boolean;
}

/** `10am on Friday 10 February 2017 (GMT)`, or the day alone. */
export const whenOf = ({ startsAt, timeKnown }: MeetingTime): string =>
  timeKnown ? formatDeadline(startsAt) : `${formatDay(startsAt)}, time to be confirmed`;

/** When the papers of a meeting are due unless somebody says otherwise: at 17:00 in London, 5 Working Days before. */
export const usualPapersDue = (startsAt: Instant): Instant =>
  atTime(londonDate(workingDaysBefore(startsAt, PAPERS_BEFORE)), '17:00');

/** Meetings from then on lie ahead: on its day one is still looked for. */
export const fromToday = (at: Instant): Instant => atTime(londonDate(at), '00:00');

/** What is wrong with the times of a meeting that is being entered, at an instant. */
export function timeProblems(
  { startsAt, papersDueAt }: { startsAt: Instant; papersDueAt: Instant },
  at: Instant,
): { field: string; text: string }[] {
  const before = (one: Instant, other: Instant) => Temporal.Instant.compare(one, other) < 0;
  return [
    ...(before(startsAt, fromToday(at))
      ? [{ field: 'starts', text: 'The meeting must lie ahead: check the month and the year' }]
      : []),
    ...(before(startsAt, papersDueAt)
      ? [{ field: 'papers', text: 'The papers must be due before the meeting' }]
      : []),
  ];
}

/** A consultation that closes too late for a meeting, in words; undefined: in time. */
export function closesTooLate(
  closesAt: Instant,
  { startsAt, papersDueAt }: { startsAt: Instant; papersDueAt: Instant },
): string | undefined {
  if (Temporal.Instant.compare(closesAt, startsAt) >= 0) return 'After the meeting';
  return Temporal.Instant.compare(closesAt, papersDueAt) > 0 ? 'After the papers are due' : undefined;
}

/** Neither midnight nor five in the afternoon is skipped or repeated in London. */
function atTime(date: string, time: string): Instant {
  const found = instantFromLondon(date, time);
  if ('problem' in found) throw new Error(found.problem);
  return found.instant;
}

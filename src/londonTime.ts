import { Temporal } from 'temporal-polyfill';
import type { Instant } from './db/connection.js';

const LONDON = 'Europe/London';
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A deadline as people read it: `5pm on Tuesday 14 February 2017 (GMT)`, noon as `12 noon`. */
export function formatDeadline(instant: Instant): string {
  const local = inLondon(instant);
  return `${clockTime(local)} on ${weekdayDate(local)} (${zoneName(local)})`;
}

/** A moment without its zone: `2:03pm on 18 January 2017`. */
export function formatMoment(instant: Instant): string {
  const local = inLondon(instant);
  return `${clockTime(local)} on ${plainDate(local)}`;
}

/** The time of day alone, for what has just happened: `4:41pm`. */
export const formatTime = (instant: Instant): string => clockTime(inLondon(instant));

/** A moment as evidence, to the millisecond: `16:59:59.999 on Tuesday 14 February 2017 (GMT)`. Never rounded up. */
export function formatExact(instant: Instant): string {
  const local = wallClock(instant);
  const [date = '', time = ''] = local.toISOString().slice(0, -1).split('T');
  const [year, , day] = date.split('-').map(Number);
  const weekday = WEEKDAYS[(local.getUTCDay() + 6) % 7];
  const zone = local.getTime() === instant.epochMilliseconds ? 'GMT' : 'BST';
  return `${time} on ${weekday} ${day} ${MONTHS[local.getUTCMonth()]} ${year} (${zone})`;
}

/** From one change of the clocks to the next London is as far from UTC; to ask each time takes longer than the rest. */
let steady = { from: Infinity, until: -Infinity, offset: 0 };

/** What the clocks in London show, to the millisecond and never rounded up: the UTC fields of the Date. */
export function wallClock(instant: Instant): Date {
  const at = instant.epochMilliseconds;
  if (at < steady.from || at >= steady.until) {
    const local = inLondon(instant);
    steady = {
      from: local.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ?? -Infinity,
      until: local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
      offset: local.offsetNanoseconds / 1e6,
    };
  }
  return new Date(at + steady.offset);
}

/** `Tuesday 14 February 2017` in London. */
export const formatDay = (instant: Instant): string => weekdayDate(inLondon(instant));

/** `14 February 2017` of a date kept as `2017-02-14`. */
export const formatDate = (date: string): string => plainDate(Temporal.PlainDate.from(date));

/** `Tuesday 2 May 2017` of a date kept as `2017-05-02`. */
export function formatWeekday(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return `${WEEKDAYS[day.dayOfWeek - 1]} ${plainDate(day)}`;
}

/** The London date of an instant as `2017-02-14`. */
export const londonDate = (instant: Instant): string => inLondon(instant).toPlainDate().toString();

/** The London date and time of an instant as date and time inputs hold them. */
export function localFields(instant: Instant): { date: string; time: string } {
  const local = inLondon(instant);
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
}

/** From when on the hours say nothing. */
const FORTNIGHT = 14;

/** How long is left, in its two largest units: `8 days 3 hours`, `41 minutes`, `less than a minute`; from 14 days on in days. */
export function formatTimeLeft(now: Instant, end: Instant): string {
  const minutes = Math.floor(Number(end.epochNanoseconds - now.epochNanoseconds) / 60e9);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts =
    days > 0
      ? [count(days, 'day'), count(days < FORTNIGHT ? hours : 0, 'hour')]
      : [count(hours, 'hour'), count(rest, 'minute')];
  return parts.filter(Boolean).join(' ') || 'less than a minute';
}

/**
 * The instant of a London wall-clock time, or why there is none: the form's fields hold `2017-02-14` and `17:00`.
 * A time that a clock change skips or repeats is refused, because nobody could say which instant was meant.
 */
export function instantFromLondon(date: string, time: string): { instant: Instant } | { problem: string } {
  let local: Temporal.PlainDateTime;
  try {
    local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  } catch {
    return { problem: 'Enter a real date and time, such as 14 February 2017 at 17:00' };
  }
  try {
    return { instant: local.toZonedDateTime(LONDON, { disambiguation: 'reject' }).toInstant() };
  } catch {
    const nearest = local.toZonedDateTime(LONDON, { disambiguation: 'later' }).toPlainDateTime();
    const repeats = nearest.equals(local);
    return {
      problem: repeats
        ? 'The clocks go back that night and this time happens twice: choose a time before 1am or from 2am'
        : 'The clocks go forward that night and this time does not exist: choose a time before 1am or from 2am',
    };
  }
}

/** A day as it is typed here, `30/1/2017`, or `2017-01-30`; undefined for what is none. */
export function readDay(text: string): Temporal.PlainDate | undefined {
  const [, day, month, year] = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text) ?? [];
  const date = day ? { day: Number(day), month: Number(month), year: Number(year) } : text;
  try {
    return Temporal.PlainDate.from(date, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** Whether a wall clock in London shows the time of an instant twice, because the clocks go back that night. */
export function isRepeatedInLondon(instant: Instant): boolean {
  const local = inLondon(instant).toPlainDateTime();
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(LONDON, { disambiguation }),
  );
  return !first!.equals(second!);
}

type Local = Temporal.ZonedDateTime;

const inLondon = (instant: Instant): Local => instant.toZonedDateTimeISO(LONDON);

const zoneName = (local: Local): string => (local.offsetNanoseconds === 0 ? 'GMT' : 'BST');

const weekdayDate = (local: Local): string => formatWeekday(local.toPlainDate().toString());

const plainDate = (date: { day: number; month: number; year: number }): string =>
  `${date.day} ${MONTHS[date.month - 1]} ${date.year}`;

function clockTime({ hour, minute }: Local): string {
  if (hour === 12 && minute === 0) return '12 noon';
  if (hour === 0 && minute === 0) return '12 midnight';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

const count = (number: number, noun: string): string =>
  number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;

import { Temporal } from 'temporal-polyfill';
import type { Instant } from './db/connection.js';

type Day = Temporal.PlainDate;

const LONDON = 'Europe/London';

/** Days that Parliament or a proclamation moved or added: the usual one falls away where one of the same season is moved. */
const MOVED: Record<number, { instead: string[]; of?: string }[]> = {
  2011: [{ instead: ['2011-04-29'] }],
  2012: [{ instead: ['2012-06-04', '2012-06-05'], of: '2012-05-28' }],
  2020: [{ instead: ['2020-05-08'], of: '2020-05-04' }],
  2022: [{ instead: ['2022-06-02', '2022-06-03'], of: '2022-05-30' }, { instead: ['2022-09-19'] }],
  2023: [{ instead: ['2023-05-08'] }],
};

/** A Working Day: not a Saturday, a Sunday or a bank holiday in England and Wales (DOMAIN.md). */
export const isWorkingDay = (day: Day): boolean =>
  day.dayOfWeek < 6 && !bankHolidays(day.year).has(day.toString());

/** The same time of day in London so many Working Days before an instant. */
export function workingDaysBefore(instant: Instant, count: number): Instant {
  const from = instant.toZonedDateTimeISO(LONDON);
  let day = from.toPlainDate();
  for (let left = count; left > 0;) {
    day = day.subtract({ days: 1 });
    if (isWorkingDay(day)) left -= 1;
  }
  return day.toZonedDateTime({ timeZone: LONDON, plainTime: from.toPlainTime() }).toInstant();
}

/** The same time of day in London so many Working Days after an instant. */
export function workingDaysAfter(instant: Instant, count: number): Instant {
  const from = instant.toZonedDateTimeISO(LONDON);
  let day = from.toPlainDate();
  for (let left = count; left > 0;) {
    day = day.add({ days: 1 });
    if (isWorkingDay(day)) left -= 1;
  }
  return day.toZonedDateTime({ timeZone: LONDON, plainTime: from.toPlainTime() }).toInstant();
}

/** How many Working Days one has between two instants: those after the day of the first, the last one's included. */
export function workingDaysBetween(from: Instant, to: Instant): number {
  const dayOf = (instant: Instant) => instant.toZonedDateTimeISO(LONDON).toPlainDate();
  const last = dayOf(to);
  let count = 0;
  for (
    let day = dayOf(from).add({ days: 1 });
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (isWorkingDay(day)) count += 1;
  }
  return count;
}

/** Whether an instant falls on a Working Day in London. */
export const isOnWorkingDay = (instant: Instant): boolean =>
  isWorkingDay(instant.toZonedDateTimeISO(LONDON).toPlainDate());

/** Reckoned once for each year: pages ask for a week of days. */
const reckoned = new Map<number, Set<string>>();

/** The bank holidays of a year, as `2017-04-14` (Banking and Financial Dealings Act 1971, and proclamations since). */
export function bankHolidays(year: number): Set<string> {
  const known = reckoned.get(year) ?? reckon(year);
  reckoned.set(year, known);
  return known;
}

function reckon(year: number): Set<string> {
  const day = (month: number, date: number) => Temporal.PlainDate.from({ year, month, day: date });
  const easter = easterSunday(year);
  const usual = [
    afterWeekend(day(1, 1)),
    easter.subtract({ days: 2 }),
    easter.add({ days: 1 }),
    mondayFrom(day(5, 1)),
    mondayFrom(day(5, 25)),
    mondayFrom(day(8, 25)),
    ...christmas(day(12, 25)),
  ].map(String);
  const moved = MOVED[year] ?? [];
  const gone = new Set(moved.map(({ of }) => of));
  return new Set([...usual.filter((one) => !gone.has(one)), ...moved.flatMap(({ instead }) => instead)]);
}

/** The first Monday from a day on. */
const mondayFrom = (day: Day): Day => day.add({ days: (8 - day.dayOfWeek) % 7 });

const afterWeekend = (day: Day): Day => (day.dayOfWeek < 6 ? day : mondayFrom(day));

/** Christmas Day and Boxing Day, or the weekdays that take their place. */
function christmas(day: Day): Day[] {
  if (day.dayOfWeek === 5) return [day, day.add({ days: 3 })];
  if (day.dayOfWeek === 6) return [day.add({ days: 2 }), day.add({ days: 3 })];
  if (day.dayOfWeek === 7) return [day.add({ days: 1 }), day.add({ days: 2 })];
  return [day, day.add({ days: 1 })];
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm, as in the Calendar (New Style) Act 1750's tables). */
function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const epact =
    (century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15) % 30;
  const moon =
    epact - Math.floor(epact / 28) * (1 - Math.floor(29 / (epact + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  const offset = moon - weekday;
  const month = 3 + Math.floor((offset + 40) / 44);
  return Temporal.PlainDate.from({ year, month, day: offset + 28 - 31 * Math.floor(month / 4) });
}

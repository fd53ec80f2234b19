import type { Instant } from '../db/connection.js';
import { instantFromLondon, localFields } from '../londonTime.js';

type Part = 'day' | 'month' | 'year' | 'time';

/** A London date and time as it was typed, in the parts of views/partials/date-time. */
export type Typed = Record<Part, string>;

/** What was typed means, or what is wrong with it. */
export type Entry = { instant: Instant } | { problem: string };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Reads a London date and time. A date alone means `defaultTime`: for a deadline 17:00 (DOMAIN.md, The deadline). A
 * time that a clock change skips or repeats is refused with an explanation.
 * @param label the field's on its form: what is wrong begins with it, since a form has several dates
 * @returns undefined when nothing was typed
 */
export function readEntry(label: string, typed: Typed, defaultTime: string): Entry | undefined {
  const { day, month, year, time } = typed;
  if (![day, month, year, time].some((part) => part.trim())) return undefined;
  const date = { day: readNumber(day, 1, 31), month: readMonth(month), year: readNumber(year, 2000, 2999) };
  if (Object.values(date).includes(undefined)) {
    return { problem: `${label}: Enter a day, a month and a year, such as 14 2 2017` };
  }
  const clock = time.trim() === '' ? defaultTime : readTime(time);
  if (!clock) return { problem: `${label}: Enter the time as 17:00, 5pm or 12 noon` };
  const entry = instantFromLondon(`${date.year}-${twoDigits(date.month!)}-${twoDigits(date.day!)}`, clock);
  return 'instant' in entry ? entry : { problem: `${label}: ${entry.problem}` };
}

/** The parts of an instant, for a form that is opened again. */
export function typedOf(instant: Instant | null): Typed {
  if (!instant) return { day: '', month: '', year: '', time: '' };
  const { date, time } = localFields(instant);
  const [year = '', month = '', day = ''] = date.split('-');
  return { day: String(Number(day)), month: String(Number(month)), year, time };
}

/** A date without a time, kept as `2017-02-14`. */
export function readDate(
  label: string,
  typed: Pick<Typed, 'day' | 'month' | 'year'>,
): { date: string } | Entry | undefined {
  const entry = readEntry(label, { ...typed, time: '' }, '12:00');
  return entry && 'instant' in entry ? { date: localFields(entry.instant).date } : entry;
}

function readNumber(text: string, least: number, most: number): number | undefined {
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}

function readMonth(text: string): number | undefined {
  const named = MONTHS.indexOf(text.trim().toLowerCase().slice(0, 3));
  return named >= 0 ? named + 1 : readNumber(text, 1, 12);
}

/** `17:00`, `17.00`, `5pm`, `5:30 pm`, `noon`, `12 noon`; 12pm is noon, as newsletters write it. */
function readTime(text: string): string | undefined {
  const said = text.trim().toLowerCase();
  if (/^(12 ?)?noon$/.test(said)) return '12:00';
  const [, hours = '', minutes = '00', half] = /^(\d{1,2})(?:[:.](\d{2}))? ?([ap]m)?$/.exec(said) ?? [];
  if (!hours || (!half && !/[:.]/.test(said))) return undefined;
  const hour = Number(hours);
  if (half && (hour < 1 || hour > 12)) return undefined;
  const of24 = half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour;
  return of24 < 24 && Number(minutes) < 60 ? `${twoDigits(of24)}:${minutes}` : undefined;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Problem } from '../../errors.js';
import { formatDate } from '../../londonTime.js';
import { answerType } from './answerType.js';

const part = z.string().catch('');
const stored = z
  .object({ date: part, day: part, month: part, year: part })
  .catch({ date: '', day: '', month: '', year: '' });

/** A date in the parts in which it is typed. */
export interface TypedDate {
  day: string;
  month: string;
  year: string;
}

/** What a spreadsheet can hold as a date, and nobody types by mistake. */
const [EARLIEST, LATEST] = [1901, 2199];

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);

/**
 * A day, typed as `KEY-day`, `KEY-month` (a number or a name) and `KEY-year`. A draft keeps what was typed; a submission
 * keeps the date, `{ date: '2017-02-14' }` (ISO 8601). The day's field has the question's key as its id, so a problem of
 * the whole is the question's.
 */
export const date = answerType<TypedDate>({
  read: (value) => {
    const { date: iso, day, month, year } = stored.parse(value);
    const [, y, m, d] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso) ?? [];
    return y && m && d ? { day: String(Number(d)), month: String(Number(m)), year: y } : { day, month, year };
  },
  parse: (posted, { key }) => ({
    day: posted.take(`${key}-day`),
    month: posted.take(`${key}-month`),
    year: posted.take(`${key}-year`),
  }),
  isEmpty: (typed) => partsOf(typed).every((text) => text === ''),
  problems: ({ key }, typed) => {
    const wrong = partsOf(typed).some(Boolean) ? whatIsWrong(key, typed) : undefined;
    return wrong ? [wrong] : [];
  },
  missing: ({ key }, typed) => (partsOf(typed).some(Boolean) ? [] : [{ field: key, text: 'Enter a date' }]),
  freeze: (_question, typed) => {
    const iso = isoDate(typed);
    const [day, month, year] = partsOf(typed);
    return iso ? { date: iso } : { day, month, year };
  },
  cells: (_question, typed) => {
    const iso = isoDate(typed);
    return [{ heading: '', text: dateAsText(typed), ...(iso && { date: iso }) }];
  },
});

/** `14 February 2017`; of what is no date, the parts as they were typed. */
export function dateAsText(typed: TypedDate): string {
  const iso = isoDate(typed);
  return iso ? formatDate(iso) : partsOf(typed).filter(Boolean).join(' ');
}

/** A date as people write it in one line, in its parts; what is written in another way stands as the day, whole. */
export function dateFromText(text: string): TypedDate {
  const written = text.replaceAll(/\s+/g, ' ').trim();
  const [, y, m, d] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(written) ?? [];
  if (y && m && d) return { day: d, month: m, year: y };
  const british = /^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?[ ./-]+(?:of )?([a-z]+|\d{1,2})[ .,/-]+(\d{4})$/i;
  const [, day, month, year] = british.exec(written) ?? [];
  if (!day || !month || !year) return { day: written, month: '', year: '' };
  return { day, month: String(monthNumber(month) ?? month), year };
}

const partsOf = ({ day, month, year }: TypedDate): [string, string, string] => [
  day.trim(),
  month.trim(),
  year.trim(),
];

function isoDate(typed: TypedDate): string | undefined {
  const [day, month, year] = partsOf(typed);
  const number = monthNumber(month);
  if (!/^\d{1,2}$/.test(day) || !number || !/^\d{4}$/.test(year)) return undefined;
  if (Number(year) < EARLIEST || Number(year) > LATEST) return undefined;
  try {
    const fields = { year: Number(year), month: number, day: Number(day) };
    return Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** Of `2`, `02`, `Feb` and `February`. */
function monthNumber(typed: string): number | undefined {
  if (/^\d{1,2}$/.test(typed)) return Number(typed) || undefined;
  const name = typed.toLowerCase().replace(/\.$/, '');
  const index = name.length < 3 ? -1 : MONTHS.findIndex((month) => month.startsWith(name));
  return index < 0 ? undefined : index + 1;
}

function whatIsWrong(key: string, typed: TypedDate): Problem | undefined {
  if (isoDate(typed)) return undefined;
  const [day, month, year] = partsOf(typed);
  const fields = [key, `${key}-month`, `${key}-year`] as const;
  const lacks = ['day', 'month', 'year'].filter((_, index) => ![day, month, year][index]);
  if (lacks.length > 0) {
    const field = [day, month, year].findIndex((text) => text === '');
    return { field: fields[field]!, text: `Enter the ${lacks.join(' and the ')} too, like 14 2 2017` };
  }
  if (!/^\d{4}$/.test(year)) return { field: fields[2], text: 'Enter the year in four figures, like 2017' };
  if (Number(year) < EARLIEST || Number(year) > LATEST) {
    return { field: fields[2], text: `Enter a year between ${EARLIEST} and ${LATEST}` };
  }
  if (!monthNumber(month) || monthNumber(month)! > 12) {
    return { field: fields[1], text: 'Enter the month as a number from 1 to 12, or by its name' };
  }
  return { field: fields[0], text: 'Enter a date that exists, like 14 2 2017' };
}

import { Temporal } from 'temporal-polyfill';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** RFC 5322, 4.3: the names that mean what they say; the others, such as "EST", are not trusted. */
const ZULU = new Set(['GMT', 'UT', 'UTC', 'Z']);
const FORM =
  /^(?:[a-z]{3},\s*)?(\d{1,2})\s+([a-z]{3})\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[a-z]{1,3})$/i;

/**
 * The instant of a date in a mail's header (RFC 5322, 3.3), in ISO 8601; undefined for what is no date, or says no
 * zone: a time that could be another is worse than none.
 */
export function headerTime(written: string | undefined): string | undefined {
  const plain = (written ?? '')
    .slice(0, 200)
    .replaceAll(/\([^()]*\)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const [, day, month = '', year, hour, minute, second = '0', zone = ''] = FORM.exec(plain) ?? [];
  const place = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (place === 0) return undefined;
  const offset = ZULU.has(zone.toUpperCase()) ? '+00:00' : zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2');
  if (!/^[+-](?:0\d|1[0-4]):[0-5]\d$/.test(offset)) return undefined;
  const fields = [day, hour, minute, second].map(Number) as [number, number, number, number];
  try {
    return Temporal.PlainDateTime.from(
      {
        year: Number(year),
        month: place,
        day: fields[0],
        hour: fields[1],
        minute: fields[2],
        second: Math.min(fields[3], 59),
      },
      { overflow: 'reject' },
    )
      .toZonedDateTime(offset)
      .toInstant()
      .toString();
  } catch {
    return undefined;
  }
}

/** What the last server says of when it had the mail: behind the last semicolon of the first Received (RFC 5321, 4.4). */
export function deliveredAt(received: string[]): string | undefined {
  const [last] = received;
  return last === undefined ? undefined : headerTime(last.slice(last.lastIndexOf(';') + 1));
}

/** When a mail came, and from where that is known; undefined: it does not say, or says a time that has not come. */
export function arrivalOf(
  mail: { deliveredAt: Temporal.Instant | null; headerAt: Temporal.Instant | null },
  now: Temporal.Instant,
): { at: Temporal.Instant; from: 'server' | 'header' } | undefined {
  const past = (at: Temporal.Instant | null): at is Temporal.Instant =>
    at !== null && Temporal.Instant.compare(at, now) <= 0;
  if (past(mail.deliveredAt)) return { at: mail.deliveredAt, from: 'server' };
  if (past(mail.headerAt)) return { at: mail.headerAt, from: 'header' };
  return undefined;
}

import type { Instant } from '../db/connection.js';

/** An instant as typst's `datetime` takes it: UTC, to the second. */
export function datetimeOf(instant: Instant) {
  const { year, month, day, hour, minute, second } = instant.toZonedDateTimeISO('UTC');
  return { year, month, day, hour, minute, second };
}

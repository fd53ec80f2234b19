import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../db/connection.js';
import { londonDate } from '../../londonTime.js';
import { workingDaysBefore } from '../../workingDays.js';

/** When those who hold a draft that is not submitted are warned of its deadline. */
export type Warning = '5 Working Days' | '1 Working Day' | '2 hours';

/** The longest that 5 Working Days can take, over Christmas or Easter. */
export const EARLIEST_WARNING = Temporal.Duration.from({ hours: 24 * 14 });

const warningsOf = (closesAt: Instant): { warning: Warning; at: Instant }[] => [
  { warning: '5 Working Days', at: workingDaysBefore(closesAt, 5) },
  { warning: '1 Working Day', at: workingDaysBefore(closesAt, 1) },
  { warning: '2 hours', at: closesAt.subtract({ hours: 2 }) },
];

/**
 * The warning that is due now: the last whose time has come since the draft was begun, so that nobody is sent two at
 * once or one of before they began. Undefined: none is, or the deadline has passed.
 */
export function dueWarning(
  closesAt: Instant,
  startedAt: Instant,
  now: Instant,
): { warning: Warning; at: Instant } | undefined {
  if (Temporal.Instant.compare(now, closesAt) >= 0) return undefined;
  return warningsOf(closesAt).findLast(
    ({ at }) => Temporal.Instant.compare(at, now) <= 0 && Temporal.Instant.compare(at, startedAt) >= 0,
  );
}

/** Whether a draft that stays as it is has a warning for this London day, before or after now. */
export const isWarnedOn = (draft: { closesAt: Instant; startedAt: Instant }, day: string): boolean =>
  warningsOf(draft.closesAt).some(
    ({ at }) => londonDate(at) === day && Temporal.Instant.compare(at, draft.startedAt) >= 0,
  );

/** Fewer than 5 Working Days, which always hold a weekend, can take. */
const SURELY_CLOSING = Temporal.Duration.from({ hours: 24 * 6 });

/** Whether every page says so: from 5 Working Days before the deadline until it has passed. */
export const isClosing = (closesAt: Instant, now: Instant): boolean =>
  Temporal.Instant.compare(now, closesAt) < 0 &&
  (Temporal.Instant.compare(closesAt, now.add(SURELY_CLOSING)) <= 0 ||
    Temporal.Instant.compare(workingDaysBefore(closesAt, 5), now) <= 0);

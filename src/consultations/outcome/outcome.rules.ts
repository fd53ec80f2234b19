import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../db/connection.js';
import { formatDate, formatWeekday, londonDate } from '../../londonTime.js';
import type { NewOutcome } from './outcome.store.js';

const WEEKS_TO_PUBLISH = 12;
/** From this many days before it is due SECAS is reminded of a summary. */
const REMIND_DAYS = 14;

/**
 * The London day on which the summary is due: 12 weeks after the day on which the consultation closed for all
 * (DOMAIN.md, What follows). An organisation's own extension does not move it. @returns `2017-05-02`
 */
export const summaryDueOn = (closesAt: Instant): string =>
  Temporal.PlainDate.from(londonDate(closesAt)).add({ weeks: WEEKS_TO_PUBLISH }).toString();

/** Days until the summary is due; negative: overdue. */
const daysUntilDue = (closesAt: Instant, at: Instant): number =>
  Temporal.PlainDate.from(londonDate(at)).until(summaryDueOn(closesAt)).days;

/** When a summary is due, as the desk says it: reminded from two weeks before, and when it is overdue. */
export function summaryDueWords(closesAt: Instant, at: Instant): { text: string; warn: boolean } {
  const day = formatWeekday(summaryDueOn(closesAt));
  const days = daysUntilDue(closesAt, at);
  if (days < 0) return { text: `Summary overdue by ${dayCount(-days)}: it was due ${day}`, warn: true };
  const left = days === 0 ? ', today' : days <= REMIND_DAYS ? `, in ${dayCount(days)}` : '';
  return { text: `Summary due ${day}${left}`, warn: days <= REMIND_DAYS };
}

const dayCount = (days: number): string => (days === 1 ? 'one day' : `${days} days`);

/** What had closed before is due within two weeks, or overdue, at an instant: from midnight in London on. */
export const remindedBefore = (at: Instant): Instant =>
  Temporal.PlainDate.from(londonDate(at))
    .subtract({ days: WEEKS_TO_PUBLISH * 7 - REMIND_DAYS })
    .add({ days: 1 })
    .toZonedDateTime('Europe/London')
    .toInstant();

/** What everybody reads of a summary that is still to come; undefined: nothing is promised any more. */
export function summaryPromise(
  { closesAt, decided }: { closesAt: Instant; decided: boolean },
  at: Instant,
): string | undefined {
  const day = summaryDueOn(closesAt);
  if (daysUntilDue(closesAt, at) >= 0) return `We will publish a summary by ${formatWeekday(day)}.`;
  return decided ? undefined : `A summary was due by ${formatDate(day)}. It has not been published yet.`;
}

/** Why nothing of an outcome can be written yet; undefined: it can. It waits for the closure, never for the clock. */
export function whyNoOutcome(consultation: {
  publishedAt: Instant | null;
  withdrawnAt: Instant | null;
  closed: boolean;
}): string | undefined {
  if (!consultation.publishedAt) return 'It has not been published, so nobody was asked anything.';
  if (consultation.withdrawnAt) return 'It was withdrawn, so it has no outcome.';
  if (!consultation.closed) {
    return 'The outcome can be written once the consultation is closed for good: a few seconds after the last deadline, extensions included.';
  }
  return undefined;
}

/** Nothing that anybody reads would change. */
export const isSameOutcome = (one: NewOutcome, other: NewOutcome): boolean =>
  (['recommendation', 'decision', 'decidedBy', 'decidedOn', 'implementsOn'] as const).every(
    (fact) => one[fact] === other[fact],
  );

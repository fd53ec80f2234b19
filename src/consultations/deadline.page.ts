import type { Instant } from '../db/connection.js';
import { formatDay, formatDeadline, formatTimeLeft } from '../londonTime.js';
import { isOnWorkingDay } from '../workingDays.js';
import { isClosingSoon, stateAt, type Dates } from './consultations.rules.js';

/** A deadline as views/partials/deadline and entries show it. */
export interface ShownDeadline {
  label: string;
  when: string;
  iso?: string;
  left?: string;
  now?: string;
  state: 'open' | 'closing' | 'closed' | 'upcoming' | 'announced';
  note?: string;
}

/** What a page says first: when it closes and how long that is, when it opens, when it closed, or that nobody knows. */
export function shownDeadline(dates: Dates, at: Instant): ShownDeadline {
  const { opensAt, closesAt } = dates;
  const state = stateAt(dates, at);
  if (state === 'withdrawn' && dates.withdrawnAt) {
    return {
      label: 'Withdrawn',
      when: formatDeadline(dates.withdrawnAt),
      iso: dates.withdrawnAt.toString(),
      state: 'closed',
      note: 'It takes no more responses.',
    };
  }
  if (state === 'draft' && closesAt) {
    return {
      label: 'Will close',
      when: formatDeadline(closesAt),
      iso: closesAt.toString(),
      state: 'announced',
      note: 'It is not published yet: only SECAS sees this page.',
    };
  }
  if (!opensAt || !closesAt || state === 'announced' || state === 'draft') {
    return {
      label: 'Deadline',
      when: 'Still to be confirmed',
      state: 'announced',
      note: 'It takes no responses until its deadline is set.',
    };
  }
  const closing = { when: formatDeadline(closesAt), iso: closesAt.toString() };
  if (state === 'upcoming') {
    return {
      label: 'Opens',
      when: formatDeadline(opensAt),
      iso: opensAt.toString(),
      left: `in ${formatTimeLeft(at, opensAt)}`,
      state: 'upcoming',
      note: `It will close at ${closing.when}.`,
    };
  }
  if (state === 'open') {
    return {
      label: 'Closes',
      ...closing,
      left: `${formatTimeLeft(at, closesAt)} left`,
      now: at.toString(),
      state: isClosingSoon(closesAt, at) ? 'closing' : 'open',
    };
  }
  return { label: 'Closed', ...closing, left: `${formatTimeLeft(closesAt, at)} ago`, state: 'closed' };
}

/** What may be a slip in a deadline that is being set, though it prevents nothing. */
export const workingDayWarning = (closesAt: Instant) =>
  isOnWorkingDay(closesAt)
    ? []
    : [
        {
          warning: true,
          title: `${formatDay(closesAt)} is not a Working Day`,
          text: 'Is the deadline right?',
        },
      ];

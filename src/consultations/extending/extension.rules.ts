import { Temporal } from 'temporal-polyfill';
import { formatDeadline } from '../../londonTime.js';
import { workingDaysAfter } from '../../workingDays.js';

type Instant = Temporal.Instant;

/** A change of the deadline that is asked for, and what holds until then. */
export interface Change {
  /** it is for one organisation only */
  forOne: boolean;
  closesAt: Instant;
  reason: string;
  /** what holds now: for one organisation its own deadline */
  previous: Instant;
  general: Instant;
  opensAt: Instant;
}

/**
 * How many Working Days must be left when a consultation is closed early (docs/decisions/0027-closing-early.md): nobody
 * who has read the mail in the morning is cut off before the next day's end of work.
 */
export const NOTICE = 1;

/**
 * What is wrong with a changed deadline at an instant. It may be later, or earlier with notice; for
 * one organisation it is always later than the deadline for all (DOMAIN.md, The deadline).
 */
export function changeProblems(change: Change, at: Instant): { field: string; text: string }[] {
  const { forOne, closesAt, previous, general, opensAt, reason } = change;
  const found = [];
  const earliest = workingDaysAfter(isAfter(opensAt, at) ? opensAt : at, NOTICE);
  if (!isAfter(closesAt, at))
    found.push({ field: 'closes', text: 'The new deadline must lie in the future' });
  else if (!isAfter(closesAt, opensAt)) {
    found.push({ field: 'closes', text: 'The new deadline must be later than the opening' });
  } else if (forOne && !isAfter(closesAt, general)) {
    found.push({ field: 'closes', text: 'For one organisation it must be later than the deadline for all' });
  } else if (closesAt.equals(previous)) found.push({ field: 'closes', text: 'This is the deadline already' });
  else if (isAfter(previous, closesAt) && isAfter(earliest, closesAt)) {
    found.push({
      field: 'closes',
      text: `To close early, leave at least one Working Day: not before ${formatDeadline(earliest)}`,
    });
  }
  if (reason.trim() === '') found.push({ field: 'reason', text: 'Enter the reason: it is kept and shown' });
  return found;
}

const isAfter = (one: Instant, other: Instant): boolean => Temporal.Instant.compare(one, other) > 0;

import { Temporal } from 'temporal-polyfill';

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
 * What is wrong with a changed deadline at an instant. For all it may be later or earlier, but never in the past; for
 * one organisation it is always later than the deadline for all (DOMAIN.md, The deadline).
 */
export function changeProblems(change: Change, at: Instant): { field: string; text: string }[] {
  const { forOne, closesAt, previous, general, opensAt, reason } = change;
  const found = [];
  if (!isAfter(closesAt, at))
    found.push({ field: 'closes', text: 'The new deadline must lie in the future' });
  else if (!isAfter(closesAt, opensAt)) {
    found.push({ field: 'closes', text: 'The new deadline must be later than the opening' });
  } else if (forOne && !isAfter(closesAt, general)) {
    found.push({ field: 'closes', text: 'For one organisation it must be later than the deadline for all' });
  } else if (closesAt.equals(previous)) found.push({ field: 'closes', text: 'This is the deadline already' });
  if (reason.trim() === '') found.push({ field: 'reason', text: 'Enter the reason: it is kept and shown' });
  return found;
}

const isAfter = (one: Instant, other: Instant): boolean => Temporal.Instant.compare(one, other) > 0;

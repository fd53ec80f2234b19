import { Temporal } from 'temporal-polyfill';

type Instant = Temporal.Instant;

export const CATEGORIES = [
  'Large Supplier',
  'Small Supplier',
  'Electricity Network',
  'Gas Network',
  'Other SEC Party',
] as const;

export const KINDS = {
  'draft-budget': 'Draft budget',
  'working-group': 'Working group consultation',
  'modification-report': 'Modification report consultation',
  external: 'External consultation',
} as const;
export type Kind = keyof typeof KINDS;

/** Derived from facts and an instant, never stored (DESIGN: States). */
export type State = 'draft' | 'announced' | 'upcoming' | 'open' | 'closed' | 'decided' | 'withdrawn';

export interface Dates {
  announcedAt: Instant | null;
  publishedAt: Instant | null;
  opensAt: Instant | null;
  closesAt: Instant | null;
  decided: boolean;
  withdrawnAt: Instant | null;
}

/** The state of a consultation at an instant, as everybody sees it. Intervals are half-open. */
export function stateAt(dates: Dates, at: Instant): State {
  const { announcedAt, publishedAt, opensAt, closesAt } = dates;
  if (dates.withdrawnAt && !isBefore(at, dates.withdrawnAt)) return 'withdrawn';
  if (publishedAt && opensAt && closesAt) {
    if (isBefore(at, opensAt)) return 'upcoming';
    if (isBefore(at, closesAt)) return 'open';
    return dates.decided ? 'decided' : 'closed';
  }
  return announcedAt && !isBefore(at, announcedAt) ? 'announced' : 'draft';
}

export const STATE_WORDS: Record<State, string> = {
  draft: 'Not announced',
  announced: 'Announced',
  upcoming: 'Opens soon',
  open: 'Open',
  closed: 'Closed',
  decided: 'Decided',
  withdrawn: 'Withdrawn',
};

/**
 * The closing instant for one organisation: the consultation's, or its own extension where that is later. An
 * extension for one never ends before the deadline for all.
 */
export function closesFor(closesAt: Instant, ownExtension: Instant | null): Instant {
  return ownExtension && isBefore(closesAt, ownExtension) ? ownExtension : closesAt;
}

/** A response may be started, saved and submitted as being in time: `opensAt <= at && at < closesAt`. */
export const isOpen = (opensAt: Instant, closesAt: Instant, at: Instant): boolean =>
  !isBefore(at, opensAt) && isBefore(at, closesAt);

/** Less than a day is left: said in another colour, and found first by who looks for what to do. */
export const isClosingSoon = (closesAt: Instant, at: Instant): boolean =>
  isBefore(at, closesAt) && closesAt.epochNanoseconds - at.epochNanoseconds < 86_400_000_000_000n;

const REFERENCE = /^[A-Z0-9][A-Z0-9-]{2,39}$/;

/** A reference as it is kept, whatever the case it was typed in; undefined for what cannot be one. */
export function asReference(text: string): string | undefined {
  const reference = text.trim().toUpperCase();
  return REFERENCE.test(reference) ? reference : undefined;
}

const isBefore = (one: Instant, other: Instant): boolean => Temporal.Instant.compare(one, other) < 0;

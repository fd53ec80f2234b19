import { Temporal } from 'temporal-polyfill';
import type { Problem } from '../../errors.js';
import { formatDeadline } from '../../londonTime.js';

/** How something reaches SECAS without the portal; each completes "it came by …". */
export const WAYS = {
  'e-mail': 'E-mail',
  letter: 'Letter',
  hand: 'Delivered by hand',
  telephone: 'Telephone',
} as const;
export type Way = keyof typeof WAYS;

export const WAY_NAMES = Object.keys(WAYS) as [Way, ...Way[]];

/** What SECAS says of a response that came by e-mail or on paper. */
export interface Arrival {
  arrivedAt: Temporal.Instant;
  partyIds: string[];
  /** the organisation itself */
  forOrganisation: boolean;
}

/**
 * It came when the consultation was open or after it closed (then it is late, and decided on like any other), not
 * before it opened and not in the future; and it is on behalf of somebody.
 * @param ours the organisation's Parties
 */
export function arrivalProblems(
  { arrivedAt, partyIds, forOrganisation }: Arrival,
  opensAt: Temporal.Instant,
  ours: { id: string }[],
  now: Temporal.Instant,
): Problem[] {
  const problems: Problem[] = [];
  if (partyIds.length === 0 && !forOrganisation) {
    problems.push({ field: 'parties', text: 'Choose at least one Party, or the organisation itself' });
  } else if (partyIds.some((id) => !ours.some((party) => party.id === id))) {
    problems.push({
      field: 'parties',
      text: 'One of these is not a Party of this organisation now: choose again',
    });
  }
  if (Temporal.Instant.compare(arrivedAt, now) > 0) {
    problems.push({
      field: 'arrived',
      text: 'It cannot have arrived in the future: check the date and the time',
    });
  } else if (Temporal.Instant.compare(arrivedAt, opensAt) < 0) {
    const text = `The consultation opened at ${formatDeadline(opensAt)}: nothing can have arrived before`;
    problems.push({ field: 'arrived', text });
  }
  return problems;
}

import { closesFor, stateAt } from '../consultations/consultations.rules.js';
import type { Instant } from '../db/connection.js';
import { formatDeadline, formatTimeLeft } from '../londonTime.js';
import type { SubmitFacts } from './submit.store.js';

/** The deadline as it holds for this organisation, for the block at the top of a page. */
export function deadlineBlock(
  draft: Pick<SubmitFacts, 'opensAt' | 'closesAt' | 'ownExtension'>,
  now: Instant,
): {
  label: string;
  when: string;
  iso: string;
  left?: string;
  now: string;
  state: string;
  slim: boolean;
  note?: string;
} {
  const closesAt = closesFor(draft.closesAt, draft.ownExtension);
  const dates = {
    announcedAt: draft.opensAt,
    publishedAt: draft.opensAt,
    opensAt: draft.opensAt,
    closesAt,
    decided: false,
  };
  const open = stateAt(dates, now) === 'open';
  const soon = open && closesAt.epochNanoseconds - now.epochNanoseconds < 86_400_000_000_000n;
  return {
    label: open ? 'Closes' : 'Closed',
    when: formatDeadline(closesAt),
    iso: closesAt.toString(),
    left: open ? `${formatTimeLeft(now, closesAt)} left` : undefined,
    now: now.toString(),
    state: open ? (soon ? 'closing' : 'open') : 'closed',
    slim: true,
    note:
      draft.ownExtension && closesAt.equals(draft.ownExtension)
        ? 'Extended for your organisation'
        : undefined,
  };
}

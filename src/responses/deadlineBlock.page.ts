import { closesFor, stateAt } from '../consultations/consultations.rules.js';
import type { Instant } from '../db/connection.js';
import { formatDeadline, formatTimeLeft } from '../londonTime.js';
import type { SubmitFacts } from './submit.store.js';

/** The deadline as it holds for this organisation, for the block at the top of a page. */
export function deadlineBlock(
  draft: Pick<SubmitFacts, 'opensAt' | 'closesAt' | 'ownExtension'> & { withdrawnAt?: Instant | null },
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
  const { withdrawnAt } = draft;
  if (withdrawnAt) {
    return {
      label: 'Withdrawn',
      when: formatDeadline(withdrawnAt),
      iso: withdrawnAt.toString(),
      now: now.toString(),
      state: 'closed',
      slim: true,
      note: 'It takes no more responses. What was written can still be read.',
    };
  }
  const closesAt = closesFor(draft.closesAt, draft.ownExtension);
  const dates = {
    announcedAt: draft.opensAt,
    publishedAt: draft.opensAt,
    opensAt: draft.opensAt,
    closesAt,
    decided: false,
    withdrawnAt: null,
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

/** Said of a draft whose deadline has passed: until the outcome is recorded a late response may be sent. */
export function lateNote(
  draft: Pick<SubmitFacts, 'closesAt' | 'ownExtension' | 'enteredBySecas' | 'decided'>,
  now: Instant,
) {
  const closesAt = closesFor(draft.closesAt, draft.ownExtension);
  const late = now.epochNanoseconds >= closesAt.epochNanoseconds;
  if (!late || draft.enteredBySecas || draft.decided) return [];
  return [
    {
      warning: true,
      title: `This consultation closed at ${formatDeadline(closesAt)}`,
      text: `That was ${formatTimeLeft(closesAt, now)} ago. A response submitted now is late: it is kept and held, and SECAS admits or refuses it.`,
    },
  ];
}

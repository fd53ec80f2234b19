import { Temporal } from 'temporal-polyfill';
import { closesFor } from '../../consultations/consultations.rules.js';
import { formatDeadline } from '../../londonTime.js';
import { fateOfSubmission } from '../submissions.rules.js';
import type { Submission } from '../submissions.store.js';

/**
 * Why a submission cannot be withdrawn at an instant; undefined when it can: while it counts, and its organisation may
 * still answer.
 */
export function whyNotWithdrawn(
  submission: Pick<
    Submission,
    | 'standing'
    | 'decision'
    | 'withdrawal'
    | 'organisationLive'
    | 'parties'
    | 'closed'
    | 'closesAt'
    | 'ownExtension'
  >,
  at: Temporal.Instant,
): string | undefined {
  const closesAt = closesFor(submission.closesAt, submission.ownExtension);
  if (fateOfSubmission(submission) !== 'counts') {
    return 'This does not count any more, so there is nothing to withdraw.';
  }
  if (submission.closed || Temporal.Instant.compare(at, closesAt) >= 0) {
    return `The deadline was ${formatDeadline(closesAt)}: what counted then counts as it was submitted.`;
  }
  return undefined;
}

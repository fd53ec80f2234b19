import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../db/connection.js';
import type { Person } from '../../people/viewer.js';

/** That an organisation requires approval, and where one of its drafts stands. Absent: nothing has to be approved. */
export interface SignOff {
  approver: Person;
  /** the last request; `at` in ISO 8601 */
  asked: { version: number; at: string; by: { id: string; name: string } } | null;
  /** the last decision */
  decision: { version: number; approved: boolean; note: string; at: string } | null;
}

export type SignOffState = 'not asked' | 'asked' | 'approved' | 'returned' | 'changed since';

/** Where a draft's approval stands: a decision holds for the very version that was decided on, and any change voids it. */
export function signOffState({ asked, decision }: SignOff, version: number): SignOffState {
  if (decision?.version === version) return decision.approved ? 'approved' : 'returned';
  if (asked?.version === version) return 'asked';
  return decision?.approved ? 'changed since' : 'not asked';
}

/** When it was approved, of what was changed since; undefined: nothing that was approved has been changed. */
export const approvalVoidedSince = ({
  signOff,
  version,
}: {
  signOff: SignOff | null;
  version: number;
}): Instant | undefined =>
  signOff?.decision && signOffState(signOff, version) === 'changed since'
    ? Temporal.Instant.from(signOff.decision.at)
    : undefined;

/**
 * Who approved what would be submitted now: the approver before, or by submitting it.
 * @returns null: nothing has to be approved; undefined: it has not been
 */
export function approvedBy(
  signOff: SignOff | null,
  version: number,
  submitterId: string,
): Person | null | undefined {
  if (!signOff) return null;
  const isApproved = signOff.approver.id === submitterId || signOffState(signOff, version) === 'approved';
  return isApproved ? signOff.approver : undefined;
}

import { signOffState, type SignOff } from './approving/approving.rules.js';

/** What becomes of a draft beside somebody's submitting it: a colleague's approval, and what is left for the deadline. */
export interface Awaiting {
  version: number;
  /** the version that was last submitted; null: never, or it was withdrawn */
  submittedVersion: number | null;
  /** null: nothing has to be approved */
  signOff: SignOff | null;
  /** that what is saved when it closes be submitted; null: none stands */
  instruction: { leftBy: { id: string; name: string } } | null;
}

/** The same with what is behind it. */
export interface Awaited extends Awaiting {
  /** why the instruction submitted nothing when it closed; null: it did, or none was left */
  whyNot: string | null;
}

/** Who has not approved what stands, so that the instruction would submit nothing of it; undefined: nobody. */
export const keptBackBy = ({
  version,
  signOff,
  instruction,
}: Awaiting): { id: string; name: string } | undefined =>
  signOff && instruction && signOffState(signOff, version) !== 'approved' ? signOff.approver : undefined;

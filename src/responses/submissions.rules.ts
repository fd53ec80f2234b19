import { randomInt } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';

type Instant = Temporal.Instant;

export type Standing = 'in time' | 'late' | 'after closure';

/**
 * A response is in time when it reached the portal before the closing instant (DOMAIN.md, The deadline): at
 * 16:59:59.999 it counts, at 17:00:00.000 it is late. One that was in time but met the closure is held for SECAS.
 */
export function standingAt(deadline: Instant, receivedAt: Instant, closed: boolean): Standing {
  if (Temporal.Instant.compare(receivedAt, deadline) >= 0) return 'late';
  return closed ? 'after closure' : 'in time';
}

/** Why a submit that arrived then is not even kept; undefined: it is, in time or held. */
export function whyNotTaken(
  { opensAt, decided, withdrawnAt }: { opensAt: Instant; decided: boolean; withdrawnAt: Instant | null },
  receivedAt: Instant,
  standing: Standing,
): string | undefined {
  if (Temporal.Instant.compare(receivedAt, opensAt) < 0) {
    return 'This consultation has not opened yet, so nothing can be submitted to it.';
  }
  // One that reached the portal before it was withdrawn was sent to a consultation that took it.
  if (withdrawnAt && Temporal.Instant.compare(receivedAt, withdrawnAt) >= 0)
    return nothingTaken({ withdrawnAt });
  return decided && standing === 'late' ? nothingTaken({ withdrawnAt }) : undefined;
}

/** A late one could not be admitted any more (docs/decisions/0001-late-is-never-lost.md). */
export const nothingTaken = (over: Over): string =>
  `This consultation has been ${overWord(over)}, so nothing can be submitted to it any more. To say something to SECAS, contact them.`;

/** Of a consultation that is over. */
type Over = { withdrawnAt: Instant | null };

/** What became of a consultation that is over. */
export const overWord = ({ withdrawnAt }: Over): string => (withdrawnAt ? 'withdrawn' : 'decided');

/** How long what could not be stored may be sent again as if it had been: an outage, not a way to wait and see. */
const SENT_AGAIN_WITHIN = Temporal.Duration.from({ hours: 1 });

/**
 * From when a submit counts that reached the portal before and could not be stored: from then, if nothing has been
 * saved in its draft since, or else it would not be what was sent then. One that is sent again after more than an hour
 * is held for SECAS with both instants, as one that met the closure is.
 * @param savedAt when the draft was last saved
 */
export function countedFrom(
  { at, first }: { at: Instant; first: Instant },
  savedAt: Instant,
): { receivedAt: Instant; held: boolean } {
  if (Temporal.Instant.compare(savedAt, first) > 0) return { receivedAt: at, held: false };
  return { receivedAt: first, held: Temporal.Instant.compare(first.add(SENT_AGAIN_WITHIN), at) < 0 };
}

/** Submits in flight are cut off here, so that a closure written 20 s after the last closing instant meets none. */
export const CUT_OFF = Temporal.Duration.from({ seconds: 15 });

/** Whether a submit that arrived then has been under way for too long to be acknowledged now. */
export const isCutOff = (receivedAt: Instant, now: Instant): boolean =>
  Temporal.Instant.compare(receivedAt.add(CUT_OFF), now) < 0;

/** Nothing that can be taken for another when read aloud or typed: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const ALPHABET = '34679ACDEFGHJKMNPQRTWXY';

/** A submission's reference, as `KX4-97QM-HTD`: 23¹⁰ of them, chosen at random. */
export function newReference(): string {
  const letters = Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`;
}

/** What a submission is worth now, in the words of its page. */
export type Fate = 'counts' | 'replaced' | 'withdrawn' | 'held' | 'refused';

export interface FateFacts {
  standing: Standing;
  /** SECAS's decision on one that was late or met the closure */
  admitted: boolean | null;
  withdrawn: boolean;
  /** it speaks for at least one Party, or for the organisation itself */
  represents: boolean;
}

/** As fateOf, of a submission as it is loaded. */
export const fateOfSubmission = (submission: {
  standing: Standing;
  decision: { admitted: boolean } | null;
  withdrawal: object | null;
  organisationLive: boolean;
  parties: { live: boolean }[];
}): Fate =>
  fateOf({
    standing: submission.standing,
    admitted: submission.decision?.admitted ?? null,
    withdrawn: submission.withdrawal !== null,
    represents: submission.organisationLive || submission.parties.some((party) => party.live),
  });

export function fateOf(facts: FateFacts): Fate {
  if (facts.withdrawn) return 'withdrawn';
  if (facts.represents) return 'counts';
  if (facts.standing !== 'in time' && facts.admitted === null) return 'held';
  return facts.admitted === false ? 'refused' : 'replaced';
}

/**
 * That a submission was left to be submitted when it closed, as its record tells it.
 * @returns `leftAt` undefined: somebody submitted it; `missing`: the required questions that it leaves unanswered;
 *   `leftOut`: the names of those whom it left out
 */
export function byInstruction({ record, asked }: { record: string; asked: { key: string; ask: string }[] }): {
  leftAt: Instant | undefined;
  missing: string[];
  leftOut: string[];
} {
  const { instruction, missing, leftOut } = JSON.parse(record) as {
    instruction?: string | null;
    missing?: string[];
    leftOut?: string[];
  };
  return {
    leftAt: instruction ? Temporal.Instant.from(instruction) : undefined,
    missing: (missing ?? []).map((key) => asked.find((one) => one.key === key)?.ask ?? key),
    leftOut: leftOut ?? [],
  };
}

import type { Standing } from '../../responses/submissions.rules.js';

/** What a decision on a late submission, or on one that met the closure, depends on. */
export interface LateFacts {
  standing: Standing;
  withdrawn: boolean;
  responseId: string;
  /** a later submission of the same response that is in time, or admitted, and not withdrawn */
  newer: { reference: string } | null;
  /** for whom it was submitted, and who speaks for each now */
  named: Named[];
  /** whom an earlier submission of the same response speaks for now, and this one does not name */
  dropped: string[];
}

export interface Named {
  name: string;
  spokenFor: { reference: string; responseId: string; organisation: string } | null;
}

/** What admitting it does. */
export interface Effect {
  /** it becomes the live one: the latest of its response that is in time or admitted, and not withdrawn */
  becomesLive: boolean;
  /** whom it takes over from another response: to be confirmed */
  takesOver: Named[];
  /** whom it takes over from an earlier submission of the same response */
  replaces: Named[];
  /** whom nobody speaks for any more */
  dropped: string[];
}

/**
 * An admitted submission speaks for its Parties from then on, unless a newer one of the same response counts already:
 * then it is admitted for the record, and changes nothing (DESIGN.md, What is what).
 */
export function effectOfAdmitting(facts: LateFacts): Effect {
  if (facts.newer) return { becomesLive: false, takesOver: [], replaces: [], dropped: [] };
  const spokenFor = facts.named.filter((one) => one.spokenFor !== null);
  const isOurs = (one: Named) => one.spokenFor?.responseId === facts.responseId;
  return {
    becomesLive: true,
    takesOver: spokenFor.filter((one) => !isOurs(one)),
    replaces: spokenFor.filter(isOurs),
    dropped: facts.dropped,
  };
}

/** The submissions that speak for these now. */
export const referencesOf = (named: Named[]): string[] => [
  ...new Set(named.flatMap(({ spokenFor }) => spokenFor?.reference ?? [])),
];

/** Only what was late, or met the closure, waits for a decision. */
export const needsDecision = ({ standing, withdrawn }: Pick<LateFacts, 'standing' | 'withdrawn'>): boolean =>
  standing !== 'in time' && !withdrawn;

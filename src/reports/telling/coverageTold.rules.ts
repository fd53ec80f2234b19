import { CATEGORIES } from '../../consultations/consultations.rules.js';
import { COVERAGE, coverageOf } from '../../collation/coverage/coverage.rules.js';
import type { CountedParties } from '../../collation/coverage/coverage.store.js';

/**
 * The states of coverage that a report tells. Where a name is withheld, its Parties are counted with the silent ones:
 * otherwise what is missing from both lists would give the name away.
 */
export interface CoverageTold {
  /** a respondent's name is withheld, so that "silent" may also mean that */
  folded: boolean;
  states: string[];
  categories: { category: string; eligible: number; counts: Record<string, number> }[];
  total: { eligible: number; counts: Record<string, number> };
  /** who did not respond, by category and name */
  silent: { category: string; parties: string[] }[];
}

export const FOLDED = 'silent, or name withheld';

/**
 * What was read of the name with each decides, and nothing that was read before it: a response may be admitted, or a
 * consent taken back, while the report is written.
 * @param inFull its reader may see the names
 * @param nameless the name of some response is confidential, be it of one that speaks for no Party: that is not told either
 */
export function coverageTold(all: CountedParties[], inFull: boolean, nameless: boolean): CoverageTold {
  const isWithheld = ({ nameConfidential }: CountedParties) => !inFull && nameConfidential;
  const folded = !inFull && (nameless || all.some(isWithheld));
  const stateOf = (one: CountedParties): string => {
    if (isWithheld(one)) return FOLDED;
    const state = coverageOf(one);
    return folded && state === 'silent' ? FOLDED : state;
  };
  const states = [...COVERAGE.slice(0, -1), folded ? FOLDED : 'silent'];
  const sum = (some: CountedParties[]) => some.reduce((total, { parties }) => total + parties, 0);
  const count = (some: CountedParties[]) => ({
    eligible: sum(some),
    counts: Object.fromEntries(
      states.map((state) => [state, sum(some.filter((one) => stateOf(one) === state))]),
    ),
  });
  const of = (category: string) => all.filter((one) => one.category === category);
  const asked = CATEGORIES.filter((category) => of(category).length > 0);
  const answered = new Set(['responded', 'nil return']);
  return {
    folded,
    states,
    categories: asked.map((category) => ({ category, ...count(of(category)) })),
    total: count(all),
    silent: asked
      .map((category) => ({
        category,
        parties: of(category)
          .filter((one) => !answered.has(stateOf(one)))
          .flatMap(({ named }) => named)
          .toSorted(([one], [other]) => one - other)
          .map(([, name]) => name),
      }))
      .filter((one) => one.parties.length > 0),
  };
}

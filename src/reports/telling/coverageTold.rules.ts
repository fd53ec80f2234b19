import { CATEGORIES } from '../../consultations/consultations.rules.js';
import { COVERAGE, coverageOf } from '../../collation/coverage/coverage.rules.js';
import type { CountedParty } from '../../collation/coverage/coverage.store.js';

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
 * What a row says of the name decides, and nothing that was read before it: a response may be admitted, or a consent
 * taken back, while the report is written.
 * @param inFull its reader may see the names
 * @param nameless the name of some response is confidential, be it of one that speaks for no Party: that is not told either
 */
export function coverageTold(parties: CountedParty[], inFull: boolean, nameless: boolean): CoverageTold {
  const isWithheld = ({ nameConfidential }: CountedParty) => !inFull && nameConfidential;
  const folded = !inFull && (nameless || parties.some(isWithheld));
  const stateOf = (party: CountedParty): string => {
    if (isWithheld(party)) return FOLDED;
    const state = coverageOf(party);
    return folded && state === 'silent' ? FOLDED : state;
  };
  const states = [...COVERAGE.slice(0, -1), folded ? FOLDED : 'silent'];
  const count = (some: CountedParty[]) =>
    Object.fromEntries(
      states.map((state) => [state, some.filter((party) => stateOf(party) === state).length]),
    );
  const of = (category: string) => parties.filter((party) => party.category === category);
  const asked = CATEGORIES.filter((category) => of(category).length > 0);
  const answered = new Set(['responded', 'nil return']);
  return {
    folded,
    states,
    categories: asked.map((category) => ({
      category,
      eligible: of(category).length,
      counts: count(of(category)),
    })),
    total: { eligible: parties.length, counts: count(parties) },
    silent: asked
      .map((category) => ({
        category,
        parties: of(category)
          .filter((party) => !answered.has(stateOf(party)))
          .map(({ name }) => name),
      }))
      .filter((one) => one.parties.length > 0),
  };
}

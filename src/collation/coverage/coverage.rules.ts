/** Where an eligible Party stands: the first of these that holds (DOMAIN.md, Counting). */
export const COVERAGE = ['responded', 'nil return', 'declined', 'draft', 'silent'] as const;
export type Coverage = (typeof COVERAGE)[number];

export interface CoverageFacts {
  /** the kind of the live submission that speaks for the Party; null: none does */
  live: 'response' | 'nil' | null;
  /** SECAS has noted that it will not answer */
  declined: boolean;
  /** a response of somebody intends to speak for it and is not submitted as it stands */
  drafted: boolean;
}

/** One state for each Party, always, so that the five add up to the eligible. A late submission that has not been
 * admitted speaks for nobody: its Parties have not responded. */
export function coverageOf({ live, declined, drafted }: CoverageFacts): Coverage {
  if (live === 'response') return 'responded';
  if (live === 'nil') return 'nil return';
  if (declined) return 'declined';
  return drafted ? 'draft' : 'silent';
}

/** Parties that have the same facts, counted. */
export interface CoverageGroup extends CoverageFacts {
  category: string;
  /** a submission for them was late and has not been admitted */
  late: boolean;
  parties: number;
}

export type CoverageCounts = Record<Coverage, number> & {
  eligible: number;
  /** of those that have not responded: late and not admitted */
  late: number;
};

/** The five states counted over groups of Parties, of one category or of all. */
export function countCoverage(groups: CoverageGroup[]): CoverageCounts {
  const counts: CoverageCounts = {
    eligible: 0,
    late: 0,
    responded: 0,
    'nil return': 0,
    declined: 0,
    draft: 0,
    silent: 0,
  };
  for (const group of groups) {
    counts.eligible += group.parties;
    counts[coverageOf(group)] += group.parties;
    if (group.late && group.live === null) counts.late += group.parties;
  }
  return counts;
}

/** Those that answered, by a response or a nil return, to the nearest per cent; 0 and 100 only for none and for all. */
export function shareAnswered(counts: CoverageCounts): string {
  if (counts.eligible === 0) return '–';
  const answered = counts.responded + counts['nil return'];
  if (answered === 0 || answered === counts.eligible) return answered === 0 ? '0%' : '100%';
  return `${Math.min(99, Math.max(1, Math.round((answered / counts.eligible) * 100)))}%`;
}

import { CATEGORIES } from '../../consultations/consultations.rules.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { barOf } from './coverageBar.js';
import { countCoverage, COVERAGE, shareAnswered, type CoverageCounts } from './coverage.rules.js';
import type { CoveredParty } from './coverage.store.js';
import { CATEGORY_COLUMNS } from './coverageWords.js';

/** Parties by category and state; each figure leads to the Parties that it counts. */
export function matrixOf(reference: string, parties: CoveredParty[]) {
  const counted = countsOf(parties);
  return {
    bar: barOf(counted),
    table: {
      caption: 'Eligible Parties by category and state',
      captionHidden: true,
      onPhone: 'scroll',
      columns: [...CATEGORY_COLUMNS, { text: 'Late, apart', numeric: true }],
      rows: CATEGORIES.map((category) => [
        category,
        ...cells(reference, category, countsOf(parties.filter((party) => party.category === category))),
      ]),
      foot: ['All', ...cells(reference, '', counted)],
    },
    late: lateTable(reference, parties),
  };
}

const countsOf = (parties: CoveredParty[]): CoverageCounts =>
  countCoverage(parties.map((party) => ({ ...party, late: party.late !== null, parties: 1 })));

function cells(reference: string, category: string, counts: CoverageCounts) {
  const named = category === '' ? 'of all' : `of ${category}`;
  const cell = (state: string, count: number) =>
    count === 0
      ? 0
      : {
          text: count,
          href: `${paths.deskCoverage({ reference })}?${new URLSearchParams({ category, state }).toString()}#parties`,
          hidden: `${state} ${named}`,
        };
  return [
    cell('', counts.eligible),
    ...COVERAGE.map((state) => cell(state, counts[state])),
    shareAnswered(counts),
    cell('late', counts.late),
  ];
}

/** Those whose response was late and has not been admitted: they count as not having responded. */
function lateTable(reference: string, parties: CoveredParty[]) {
  const rows = parties.flatMap(({ name, category, late, live }) =>
    late && live === null
      ? [
          [
            name,
            category,
            { text: formatMoment(late.receivedAt), time: late.receivedAt.toString() },
            {
              text: late.held ? 'Held: decide' : 'Refused',
              href: paths.deskLateDecision({ reference, submission: late.id }),
              hidden: `on ${late.reference}`,
            },
          ],
        ]
      : [],
  );
  if (rows.length === 0) return undefined;
  return {
    caption: 'Late and not admitted, counted apart',
    columns: [{ text: 'Party' }, { text: 'Category' }, { text: 'Received' }, { text: 'Decision' }],
    rows,
  };
}

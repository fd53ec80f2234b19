import { CATEGORIES } from '../../consultations/consultations.rules.js';
import { paths } from '../../paths.js';
import { barOf } from './coverageBar.js';
import { countCoverage, COVERAGE, shareAnswered, type CoverageCounts } from './coverage.rules.js';
import { CATEGORY_COLUMNS } from './coverageWords.js';
import type { ConsultationCounts } from './counts.store.js';

/** How a published consultation stands, for its overview at the desk: what waits, how many have answered, by category. */
export function standingOf(reference: string, counts: ConsultationCounts) {
  const total = countCoverage(counts.groups);
  return {
    waiting: counts.awaiting > 0 ? waitingNote(reference, counts.awaiting) : undefined,
    stats: stats(reference, counts, total),
    bar: barOf(total),
    table: categoryTable(counts, total),
    apart: apart(counts),
  };
}

const waitingNote = (reference: string, awaiting: number) => ({
  warning: true,
  title: `${plural(awaiting, 'late response waits', 'late responses wait')} for your decision`,
  text: 'Until it is admitted, a late response speaks for nobody.',
  link: { text: 'See what was late, and decide', href: `${paths.deskResponses({ reference })}#held` },
});

function stats(reference: string, counts: ConsultationCounts, total: CoverageCounts) {
  return [
    {
      label: 'Responses',
      value: counts.responses + counts.nilReturns,
      note: counts.nilReturns > 0 ? `${counts.nilReturns} of them “no comment”` : undefined,
      href: paths.deskResponses({ reference }),
    },
    {
      label: 'Parties represented',
      value: counts.partiesRepresented,
      note: `${total.responded + total['nil return']} of ${total.eligible} eligible`,
      href: paths.deskCoverage({ reference }),
    },
    {
      label: 'Late, to decide',
      value: counts.awaiting,
      note: total.late > 0 ? `${plural(total.late, 'Party', 'Parties')} late, not admitted` : undefined,
    },
    { label: 'Of eligible Parties have answered', value: shareAnswered(total) },
  ];
}

function categoryTable(counts: ConsultationCounts, total: CoverageCounts) {
  const submitted = counts.responses + counts.nilReturns;
  const cells = (of: CoverageCounts) => [
    of.eligible,
    ...COVERAGE.map((state) => of[state]),
    shareAnswered(of),
  ];
  const named = (category: string) => counts.groups.filter((group) => group.category === category);
  return {
    caption: 'Eligible Parties by category',
    onPhone: 'scroll',
    columns: [...CATEGORY_COLUMNS, { text: 'Responses', numeric: true }],
    rows: CATEGORIES.map((category) => [
      category,
      ...cells(countCoverage(named(category))),
      counts.byCategory[category] ?? 0,
    ]),
    foot: ['All', ...cells(total), submitted],
  };
}

/** Rows of their own, outside the five categories and outside coverage (DOMAIN.md, Counting). */
function apart(counts: ConsultationCounts) {
  return [
    { key: 'DCC', value: plural(counts.byCategory['DCC'] ?? 0, 'response', 'responses') },
    {
      key: 'Organisations themselves',
      value: plural(counts.bodies, 'response', 'responses'),
      note: 'Bodies without a Party, and groups in their own name',
    },
    ...(counts.notAsked > 0
      ? [{ key: 'Parties not among those asked', value: `${counts.notAsked} represented` }]
      : []),
  ];
}

const plural = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

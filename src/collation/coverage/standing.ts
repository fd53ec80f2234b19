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

/** What there is to do about the responses, for the overview's list of parts. */
export function responseParts(
  { reference, closed }: { reference: string; closed: boolean },
  counts: ConsultationCounts,
) {
  const total = countCoverage(counts.groups);
  const submitted = counts.responses + counts.nilReturns;
  const part = (id: string, text: string, href: string, hint: string, status: string) => ({
    id,
    text,
    href,
    hint,
    status: { text: status, tone: 'plain' },
  });
  return [
    part(
      'read',
      'Read the responses',
      paths.deskResponses({ reference }),
      'One by one, with your comments beside them',
      `${counts.commented} of ${submitted} commented`,
    ),
    ...(counts.clarificationsAsked + counts.clarificationsReplied > 0 ? [clarifications(reference, counts)] : []),
    part(
      'who',
      'See who has answered',
      paths.deskCoverage({ reference }),
      'Every eligible Party, and whom to tell',
      `${total.draft + total.silent} not heard from`,
    ),
    part(
      'late',
      'Late responses',
      paths.deskLate({ reference }),
      'The register: both instants, what was decided and why',
      counts.awaiting > 0 ? `${counts.awaiting} waiting for a decision` : '',
    ),
    part(
      'on-questions',
      'Comment on questions',
      paths.deskComments({ reference }),
      'What the report says on a question as a whole',
      `${counts.questionsCommented} commented`,
    ),
    part(
      'enter',
      'Enter a response',
      paths.deskEnter({ reference }),
      'That came by e-mail, on paper or by telephone',
      '',
    ),
    ...(closed
      ? [
          part(
            'report',
            'Read the collated report',
            paths.panelConsultation({ reference }),
            'As the Panel reads it, with its workbook and its files',
            '',
          ),
        ]
      : []),
  ];
}

/** Those with a reply to be read first. */
function clarifications(
  reference: string,
  { clarificationsAsked: asked, clarificationsReplied: replied }: ConsultationCounts,
) {
  const query = new URLSearchParams({ clarification: replied > 0 ? 'replied' : 'asked' }).toString();
  return {
    id: 'clarifications',
    text: 'Clarifications',
    href: `${paths.deskResponses({ reference })}?${query}`,
    hint: 'What you asked about answers',
    status: { text: `${replied} replied to, ${asked} waiting`, tone: 'plain' },
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
  const cells = (of: CoverageCounts) => [of.eligible, ...COVERAGE.map((state) => of[state]), shareAnswered(of)];
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

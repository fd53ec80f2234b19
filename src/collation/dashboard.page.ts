import { CATEGORIES, KINDS, STATE_WORDS, stateAt } from '../consultations/consultations.rules.js';
import type { Consultation } from '../consultations/consultations.store.js';
import { shownDeadline } from '../consultations/deadline.page.js';
import type { Instant } from '../db/connection.js';
import { paths } from '../paths.js';
import { barOf } from './coverageBar.page.js';
import { countCoverage, COVERAGE, heardFrom, type CoverageCounts } from './coverage.rules.js';
import { COVERAGE_WORDS } from './coverageWords.js';
import type { ConsultationCounts } from './coverage.store.js';
import { placeOf } from './place.page.js';

/** A consultation as SECAS sees it: until when, how many have answered, what waits, and where to go on. */
export function dashboardPage(consultation: Consultation, counts: ConsultationCounts, at: Instant) {
  const { reference, title, kind, issuedBy } = consultation;
  const published = consultation.publishedAt !== null;
  const total = countCoverage(counts.groups);
  const place = placeOf(consultation, 'overview');
  return {
    ...place,
    title: `${reference}: overview`,
    heading: {
      text: title,
      caption: `${reference} · ${KINDS[kind]} · ${issuedBy}`,
    },
    tabs: published ? place.tabs : [],
    deadline: {
      ...shownDeadline(consultation, at),
      note: [
        STATE_WORDS[stateAt(consultation, at)],
        ...(counts.extended > 0 ? [`${plural(counts.extended, 'organisation has', 'organisations have')} longer`] : []),
        ...(consultation.closed ? ['closed for good: late admissions only'] : []),
      ].join(' · '),
    },
    waiting: counts.awaiting > 0 ? waitingNote(reference, counts.awaiting) : undefined,
    standing: published ? standing(reference, counts, total) : undefined,
    ways: [
      ...(published ? [responseWays(reference, counts, total)] : []),
      consultationWays(consultation, at),
    ],
  };
}

const waitingNote = (reference: string, awaiting: number) => ({
  warning: true,
  title: `${plural(awaiting, 'late response waits', 'late responses wait')} for your decision`,
  text: 'Until it is admitted, a late response speaks for nobody.',
  link: { text: 'See what was late, and decide', href: `${paths.deskResponses({ reference })}#held` },
});

function standing(reference: string, counts: ConsultationCounts, total: CoverageCounts) {
  const submitted = counts.responses + counts.nilReturns;
  return {
    stats: [
      {
        label: 'Responses',
        value: submitted,
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
      { label: 'Of eligible Parties heard from', value: heardFrom(total) },
    ],
    bar: barOf(total),
    table: categoryTable(counts, total),
    apart: apart(counts),
  };
}

function categoryTable(counts: ConsultationCounts, total: CoverageCounts) {
  const submitted = counts.responses + counts.nilReturns;
  const cells = (of: CoverageCounts) => [of.eligible, ...COVERAGE.map((state) => of[state]), heardFrom(of)];
  const named = (category: string) => counts.groups.filter((group) => group.category === category);
  return {
    caption: 'Eligible Parties by category',
    onPhone: 'scroll',
    columns: [
      { text: 'Category' },
      { text: 'Eligible', numeric: true },
      ...COVERAGE.map((state) => ({ text: COVERAGE_WORDS[state].text, numeric: true })),
      { text: 'Heard from', numeric: true },
      { text: 'Responses', numeric: true },
    ],
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
      ? [{ key: 'Parties not among those asked', value: plural(counts.notAsked, 'represented', 'represented') }]
      : []),
  ];
}

function responseWays(reference: string, counts: ConsultationCounts, total: CoverageCounts) {
  const submitted = counts.responses + counts.nilReturns;
  const open = total.draft + total.silent;
  return {
    title: 'Responses',
    tasks: [
      {
        text: 'Read the responses',
        id: 'read',
        href: paths.deskResponses({ reference }),
        hint: 'One by one, with your comments beside them',
        status: plain(`${counts.commented} of ${submitted} commented`),
      },
      {
        text: 'See who has answered',
        id: 'coverage',
        href: paths.deskCoverage({ reference }),
        hint: 'Every eligible Party, and whom to tell',
        status: plain(`${open} not heard from`),
      },
      {
        text: 'Comment on questions',
        id: 'questions-commented',
        href: paths.deskComments({ reference }),
        hint: 'What the report says on a question as a whole',
        status: plain(`${counts.questionsCommented} commented`),
      },
      {
        text: 'Enter a response',
        id: 'enter',
        href: paths.deskEnter({ reference }),
        hint: 'That came by e-mail, on paper or by telephone',
        status: plain(''),
      },
    ],
  };
}

function consultationWays(consultation: Consultation, at: Instant) {
  const { reference, publishedAt } = consultation;
  const state = stateAt(consultation, at);
  const visible = state !== 'draft';
  const way = (id: string, text: string, href: string, hint?: string) => ({ id, text, href, hint, status: plain('') });
  return {
    title: 'The consultation',
    tasks: [
      way('edit', 'Details', paths.deskEdit({ reference }), 'Title, issuer, summary, how to respond'),
      way('questions', 'Questions', paths.deskQuestions({ reference }), publishedAt ? 'Correct a spelling' : 'Add, change and order them'),
      way('documents', 'Documents', paths.deskDocuments({ reference }), publishedAt ? 'Add or replace one' : undefined),
      publishedAt
        ? way('extend', 'Deadline', paths.deskExtend({ reference }), 'Extend it for all or for one organisation')
        : way('publish', 'Check and publish', paths.deskPublish({ reference }), 'Issues the questions, freezes who is eligible, tells everybody'),
      ...(visible ? [way('public', 'As everybody sees it', paths.consultation({ reference }))] : []),
    ],
  };
}

const plain = (text: string) => ({ text, tone: 'plain' });

const plural = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

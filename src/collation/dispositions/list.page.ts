import { sectionsOf, type Question } from '../../consultations/questions.js';
import { capital, counted } from '../../counted.js';
import { formatMoment } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { placeOf } from '../place.js';
import { shortened } from './newPoint.page.js';
import { statusOf, STATUSES, type PointStatus } from './points.rules.js';
import type { Point } from './points.store.js';
import type { Publication } from './published.store.js';

export interface Listed {
  points: Point[];
  questions: Question[];
  approvalWanted: boolean;
  /** answers in words that no point covers */
  uncovered: number;
  publications: Publication[];
  /** '' shows all */
  status: PointStatus | '';
}

/** All points of a consultation, question by question, and how far they are. */
export function listPage(consultation: { reference: string; title: string }, listed: Listed) {
  const { reference, title } = consultation;
  const { points, approvalWanted, uncovered, publications, status } = listed;
  const own = paths.deskDispositions({ reference });
  const by = (one: PointStatus) => points.filter((point) => statusOf(point, approvalWanted) === one);
  const shown = status ? by(status) : points;
  const [latest] = publications;
  return {
    ...placeOf(consultation, 'dispositions'),
    title: `${reference}: dispositions`,
    heading: {
      text: 'Dispositions',
      caption: `${reference} · ${title}`,
      lead: 'What was said, and what SECAS and the Panel reply, point by point. Respondents are told when you publish them.',
    },
    stats: [
      ...(Object.keys(STATUSES) as PointStatus[])
        .map((one) => ({ one, value: by(one).length }))
        .filter(({ value }) => value > 0)
        .map(({ one, value }) => ({
          label: STATUSES[one].text,
          value,
          href: `${own}?status=${encodeURIComponent(one)}`,
        })),
      { label: 'Answers without a point', value: uncovered, href: paths.deskUncovered({ reference }) },
    ],
    narrowed: status
      ? {
          text: `Only those that are: ${STATUSES[status].text.toLowerCase()}.`,
          link: { text: 'Show all points', href: own },
        }
      : undefined,
    buttons:
      points.length > 0
        ? [
            { text: 'Preview and publish', href: paths.deskPublishDispositions({ reference }) },
            { text: 'Answers without a point', kind: 'secondary', href: paths.deskUncovered({ reference }) },
          ]
        : [],
    published: latest && {
      text: `Version ${latest.number} was published at ${formatMoment(latest.publishedAt)}.`,
      link: { text: 'See what everybody reads', href: paths.dispositions({ reference }) },
    },
    tables: groupsOf(shown, listed).map(({ ask, points: group }) => ({
      caption: ask,
      columns: [
        { text: 'Point' },
        { text: 'Raised by', numeric: true },
        { text: 'Outcome' },
        { text: 'Status' },
        { text: 'Last changed' },
      ],
      rows: group.map((point) => row(reference, point, approvalWanted)),
    })),
    nothing: points.length > 0 && shown.length === 0 ? 'There are none of these.' : undefined,
    empty:
      points.length === 0
        ? {
            title: 'No points yet',
            text: 'A point is something that respondents said and that deserves a reply. Begin with an answer that nobody has replied to, or choose “Raise as a point” where you read a response, or at a theme.',
            action: {
              text:
                uncovered > 0 ? `See ${counted(uncovered, 'answer')} without a point` : 'Go to the responses',
              href: uncovered > 0 ? paths.deskUncovered({ reference }) : paths.deskResponses({ reference }),
            },
          }
        : undefined,
    approval: {
      action: own,
      text: approvalWanted
        ? 'Each point is approved by somebody else than who changed it last, before it can be published.'
        : 'A point can be published as soon as it is saved as finished. Nobody has to approve it.',
      buttons: [
        approvalWanted
          ? {
              text: 'Let points be published without approval',
              kind: 'secondary',
              name: 'approval',
              value: 'off',
            }
          : {
              text: 'Have each point approved by a colleague',
              kind: 'secondary',
              name: 'approval',
              value: 'on',
            },
      ],
    },
  };
}

/** By question, in the order of the question set; what is on the whole stands last. */
function groupsOf(points: Point[], { questions }: Listed): { ask: string; points: Point[] }[] {
  const inOrder = sectionsOf(questions).flatMap((section) => section.questions);
  const known = new Set(inOrder.map(({ key }) => key));
  return [
    ...inOrder.map(({ key, ask }) => ({ ask, points: points.filter((one) => one.questionKey === key) })),
    {
      ask: 'On the consultation as a whole',
      points: points.filter(({ questionKey }) => questionKey === null || !known.has(questionKey)),
    },
  ].filter((group) => group.points.length > 0);
}

function row(reference: string, point: Point, approvalWanted: boolean) {
  const { id, summary, line, theme, raised, outcome, editedBy, editedAt } = point;
  const status = statusOf(point, approvalWanted);
  const changed = point.publishedVersion !== null && status !== 'published';
  return [
    {
      text: shortened(summary, 140),
      href: paths.deskPoint({ reference, point: id }),
      note: [line, theme?.name].filter(Boolean).join(' · ') || undefined,
    },
    raised.open + raised.confidential,
    outcome ? capital(outcome) : '',
    { tag: STATUSES[status], note: changed ? 'changed since it was published' : undefined },
    { text: editedBy.name, note: formatMoment(editedAt) },
  ];
}

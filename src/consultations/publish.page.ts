import { counted } from '../counted.js';
import type { Instant } from '../db/connection.js';
import { formatDeadline } from '../londonTime.js';
import { paths } from '../paths.js';
import { workingDaysBetween } from '../workingDays.js';
import type { Consultation } from './consultations.store.js';
import { workingDayWarning } from './deadline.page.js';
import { nobodyToTell } from './deskConsultation.page.js';
import { openingOf, type Obstacle, type ToPublish } from './publication.rules.js';
import type { Audience } from './publication.store.js';
import { asksSomething } from './questions.js';
import { crumbs } from './questionsDesk.page.js';

/** What will happen when it is published, or what prevents it. */
export function publishPage(
  consultation: Consultation,
  check: {
    facts: ToPublish & { mark: string };
    audience: Audience;
    obstacles: Obstacle[];
    conflict?: string;
  },
  at: Instant,
) {
  const { reference, title } = consultation;
  const { facts, audience, obstacles, conflict } = check;
  const may = obstacles.length === 0;
  const toParts: Record<Obstacle['mendedIn'], string> = {
    details: paths.deskEdit({ reference }),
    questions: paths.deskQuestions({ reference }),
    register: paths.deskParties(),
  };
  return {
    title: 'Check and publish',
    breadcrumbs: crumbs(reference, { text: 'Publish' }),
    caption: `${reference} · ${title}`,
    errors: [
      ...(conflict ? [{ text: conflict }] : []),
      ...obstacles.map(({ text, mendedIn }) => ({ text, href: toParts[mendedIn] })),
    ],
    deadline: facts.closesAt && {
      label: 'Will close',
      when: formatDeadline(facts.closesAt),
      iso: facts.closesAt.toString(),
      state: 'open',
    },
    facts: may ? happening(consultation, facts, audience, at) : undefined,
    warnings: may ? warningsOf(consultation, facts) : [],
    nobodyToTell: may ? nobodyToTell(audience) : undefined,
    publish: may ? { action: paths.deskPublish({ reference }), checked: facts.mark } : undefined,
    buttons: [
      ...(may ? [{ text: 'Publish and tell them' }] : []),
      { text: 'Back to the consultation', kind: 'link', href: paths.deskConsultation({ reference }) },
    ],
  };
}

/** What may be a slip, though it prevents nothing. */
function warningsOf({ howToRespond, summary }: Consultation, { closesAt }: ToPublish) {
  return [
    ...(closesAt ? workingDayWarning(closesAt) : []),
    ...(summary.trim() === ''
      ? [{ warning: true, title: 'Nothing says what it is about', text: 'The page will have no summary.' }]
      : []),
    ...(howToRespond.trim() === '' ? [{ text: 'Nothing is said under “How to respond”.' }] : []),
  ];
}

/** Each thing that the one transaction does, with its number. */
function happening(consultation: Consultation, facts: ToPublish, audience: Audience, at: Instant) {
  const opensAt = openingOf(facts.opensAt, at);
  const now = opensAt.equals(at);
  const entered =
    facts.opensAt && now
      ? `The opening that was entered, ${formatDeadline(facts.opensAt)}, has passed`
      : undefined;
  return [
    ...(facts.closesAt
      ? [
          {
            key: 'Time to answer',
            value: counted(workingDaysBetween(opensAt, facts.closesAt), 'Working Day'),
          },
        ]
      : []),
    { key: 'Opens', value: now ? 'At once' : formatDeadline(opensAt), note: entered },
    {
      key: 'Questions',
      value: `${counted(facts.questions.filter(asksSomething).length, 'question')} issued`,
      note: 'Afterwards only their wording can be corrected',
    },
    {
      key: 'Parties asked',
      lines: [
        `${audience.parties} in all`,
        ...audience.byCategory.map(({ category, parties }) => `${category}: ${parties}`),
      ],
      note: 'As the register has them today; later changes do not alter who was asked',
    },
    {
      key: 'Told by mail',
      value: `${counted(audience.representatives, 'representative')}, once each`,
      note: `Of ${counted(audience.organisations, 'organisation')}`,
    },
    {
      key: 'Everybody sees',
      value: 'The page, its documents and its questions',
      note: consultation.announcedAt ? 'Announced already' : undefined,
    },
  ];
}

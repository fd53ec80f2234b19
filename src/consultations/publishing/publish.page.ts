import { counted } from '../../counted.js';
import type { Instant } from '../../db/connection.js';
import type { Problem } from '../../errors.js';
import { formatDeadline } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { workingDaysBetween } from '../../workingDays.js';
import type { Consultation } from '../consultations.store.js';
import type { Typed } from '../deadlineEntry.js';
import { nobodyToTell } from '../deskConsultation.page.js';
import { formProblems } from '../../http/formProblems.js';
import { asksSomething } from '../questions.js';
import { crumbs } from '../deskCrumbs.js';
import {
  obstaclesToPublish,
  openingOf,
  warningsOfTime,
  warningsToPublish,
  type Finding,
  type ToPublish,
} from './publication.rules.js';
import type { Audience } from './publication.store.js';
import { findingWords } from './publishConsultation.js';
import { scheduleNote } from './schedule.page.js';
import type { Schedule } from './schedule.store.js';

/** What was read for the check, and what was wrong with what was sent. */
export interface PublishCheck {
  facts: ToPublish & { mark: string; writtenMark: string };
  audience: Audience;
  /** the time that was set for it, or for which it came to nothing */
  schedule?: Schedule;
  /** what was typed for a time to publish at */
  typed?: Typed;
  problems?: Problem[];
  conflict?: string;
}

/** What will happen when it is published now, or what prevents it; and the way to set a time instead. */
export function publishPage(consultation: Consultation, check: PublishCheck, at: Instant) {
  const { reference } = consultation;
  const { facts, schedule, typed, problems = [], conflict } = check;
  const { errors, of } = formProblems(problems);
  const waits = stands(schedule);
  const page = checkedPage(consultation, check, waits ? schedule.publishAt : at, at);
  const may = page.may && !waits;
  return {
    ...page,
    errors: [...(conflict ? [{ text: conflict }] : []), ...errors, ...page.errors],
    schedule: schedule && scheduleNote(schedule, facts.writtenMark),
    action: paths.deskPublish({ reference }),
    hidden: may ? [{ name: 'checked', value: facts.mark }] : undefined,
    buttons: may ? [{ text: 'Publish and tell them' }] : [],
    takeBack: waits
      ? {
          action: paths.deskTakeBackPublication({ reference }),
          buttons: [{ text: 'Take it back', kind: 'secondary' }],
        }
      : undefined,
    later: may
      ? {
          action: paths.deskSetPublication({ reference }),
          field: {
            name: 'publish',
            label: 'When to publish',
            hint: 'London time; without a time, 09:00. If anything is changed before then, it is not published, and SECAS is told.',
            value: typed,
            error: of('publish'),
          },
          buttons: [{ text: 'Check it for that time', kind: 'secondary' }],
        }
      : undefined,
  };
}

/** What will happen at the time that was entered, to be confirmed. */
export function setPublicationPage(
  consultation: Consultation,
  check: PublishCheck & { typed: Typed },
  publishAt: Instant,
  at: Instant,
) {
  const { reference } = consultation;
  const { facts, typed, conflict } = check;
  const page = checkedPage(consultation, check, publishAt, at);
  const parts = Object.entries(typed).map(([part, value]) => ({ name: `publish-${part}`, value }));
  return {
    ...page,
    title: 'Check and set the time',
    errors: [...(conflict ? [{ text: conflict }] : []), ...page.errors],
    action: paths.deskSetPublication({ reference }),
    hidden: page.may ? [...parts, { name: 'checked', value: facts.mark }] : undefined,
    buttons: page.may
      ? [
          { text: 'Publish it then' },
          { text: 'Choose another time', kind: 'link', href: paths.deskPublish({ reference }) },
        ]
      : [{ text: 'Choose another time', href: paths.deskPublish({ reference }), kind: 'secondary' }],
  };
}

/** What both pages say: the findings, the deadline, and each thing that will happen at an instant. */
function checkedPage(
  consultation: Consultation,
  { facts, audience, schedule }: PublishCheck,
  publishAt: Instant,
  now: Instant,
) {
  const { reference, title } = consultation;
  const obstacles = obstaclesToPublish(facts, publishAt);
  const may = obstacles.length === 0;
  const later = publishAt.epochNanoseconds > now.epochNanoseconds;
  const href = ({ mendedIn }: Finding) => whereToMend(reference, mendedIn);
  return {
    may,
    title: 'Check and publish',
    breadcrumbs: crumbs(reference, { text: 'Publish' }),
    caption: `${reference} · ${title}`,
    errors: obstacles.map((obstacle) => ({ text: findingWords(obstacle), href: href(obstacle) })),
    deadline: facts.closesAt && {
      label: 'Will close',
      when: formatDeadline(facts.closesAt),
      iso: facts.closesAt.toString(),
      state: 'open',
    },
    warnings: [...(later ? warningsOfTime(publishAt) : []), ...warningsToPublish(facts, publishAt)].map(
      (warning) => ({
        text: warning.what,
        todo: warning.todo,
        // The time that stands is taken back by the button above.
        link:
          warning.mendedIn === 'time' && stands(schedule)
            ? undefined
            : { text: MENDED_IN[warning.mendedIn], href: href(warning) },
      }),
    ),
    facts: may ? happening(consultation, facts, audience, { publishAt, later }) : undefined,
    nobodyToTell: may ? nobodyToTell(audience) : undefined,
    preview: { text: 'Preview the form as a respondent sees it', href: paths.deskPreview({ reference }) },
    back: { text: 'Back to the consultation', href: paths.deskConsultation({ reference }) },
  };
}

const stands = (schedule: Schedule | undefined): schedule is Schedule => schedule?.whyNot === null;

const MENDED_IN: Record<Finding['mendedIn'], string> = {
  details: 'Change the details',
  deadline: 'Change the dates',
  questions: 'Change the questions',
  documents: 'See the documents',
  register: 'See the register',
  time: 'Choose another time',
};

function whereToMend(reference: string, part: Finding['mendedIn']): string {
  const hrefs: Record<Finding['mendedIn'], string> = {
    details: paths.deskEdit({ reference }),
    deadline: `${paths.deskEdit({ reference })}#closes`,
    questions: paths.deskQuestions({ reference }),
    documents: paths.deskDocuments({ reference }),
    register: paths.deskParties(),
    time: paths.deskPublish({ reference }),
  };
  return hrefs[part];
}

/** Each thing that the one transaction does, with its number. */
function happening(
  consultation: Consultation,
  facts: ToPublish,
  audience: Audience,
  { publishAt, later }: { publishAt: Instant; later: boolean },
) {
  const opensAt = openingOf(facts.opensAt, publishAt);
  const atOnce = opensAt.equals(publishAt);
  const entered =
    facts.opensAt && atOnce && !facts.opensAt.equals(publishAt)
      ? `The opening that was entered, ${formatDeadline(facts.opensAt)}, ${later ? 'will have' : 'has'} passed`
      : undefined;
  return [
    ...(later ? [{ key: 'Published', value: formatDeadline(publishAt), note: 'By itself' }] : []),
    ...(facts.closesAt
      ? [
          {
            key: 'Time to answer',
            value: counted(workingDaysBetween(opensAt, facts.closesAt), 'Working Day'),
          },
        ]
      : []),
    {
      key: 'Opens',
      value: !atOnce ? formatDeadline(opensAt) : later ? 'When it is published' : 'At once',
      note: atOnce ? entered : 'Those who are asked are mailed then once more',
    },
    {
      key: 'Questions',
      value: `${counted(facts.questions.filter(asksSomething).length, 'question')} issued`,
      note: 'Afterwards only their wording can be corrected',
    },
    {
      key: 'Parties asked',
      lines: [
        `${audience.parties} in all, of ${counted(audience.organisations, 'organisation')}`,
        ...audience.byCategory.map(({ category, parties }) => `${category}: ${parties}`),
      ],
      note: later
        ? 'As the register has them now for that day; those that it has then are asked'
        : 'As the register has them today; later changes do not alter who was asked',
    },
    {
      key: 'Told by mail',
      value: `${counted(audience.representatives, 'representative')}, once each`,
    },
    {
      key: 'Everybody sees',
      value: 'The page, its documents and its questions',
      note: consultation.announcedAt ? 'Announced already' : undefined,
    },
  ];
}

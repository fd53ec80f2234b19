import { Temporal } from 'temporal-polyfill';
import { counted } from '../../counted.js';
import { formatDay, formatDeadline, isRepeatedInLondon } from '../../londonTime.js';
import { isOnWorkingDay, workingDaysAfter, workingDaysBetween } from '../../workingDays.js';
import { KINDS, type Kind } from '../consultations.rules.js';
import { isTitledAsCopy } from '../details/copyTitle.js';
import { questionSetProblems } from '../questions/questionSet.rules.js';
import { asksSomething, type Question } from '../questions.js';

type Instant = Temporal.Instant;

/** What a publication depends on. */
export interface ToPublish {
  title: string;
  kind: Kind;
  opensAt: Instant | null;
  closesAt: Instant | null;
  questions: Question[];
  /** how many Parties would be asked */
  parties: number;
  /** those in force */
  documents: { title: string; scan: string }[];
  summary: string;
  howToRespond: string;
}

/** Something that the check before a publication found, what to do about it, and the part of the desk where. */
export interface Finding {
  what: string;
  todo: string;
  mendedIn: 'details' | 'deadline' | 'questions' | 'documents' | 'register' | 'time';
}

/** How many Working Days are customary (DOMAIN.md, The kinds); an external one's length is set by its issuer. */
const CUSTOMARY: Partial<Record<Kind, number>> = {
  'draft-budget': 20,
  'working-group': 15,
  'modification-report': 15,
};

/** What keeps a consultation from being published at an instant; nothing: it may be. */
export function obstaclesToPublish(
  { opensAt, closesAt, questions, parties, documents }: ToPublish,
  at: Instant,
): Finding[] {
  const deadline = (what: string, todo: string): Finding => ({ what, todo, mendedIn: 'deadline' });
  return [
    ...(closesAt
      ? []
      : [
          deadline('It has no deadline.', 'Set one; until then it can be announced, but takes no responses.'),
        ]),
    ...(closesAt && !isAfter(closesAt, at)
      ? [deadline('Its deadline would have passed.', 'Set a later one, or publish sooner.')]
      : []),
    ...(closesAt && opensAt && !isAfter(closesAt, opensAt)
      ? [deadline('It closes before it opens.', 'Set a later deadline or an earlier opening.')]
      : []),
    ...[opensAt, closesAt].flatMap((instant) =>
      instant && isRepeatedInLondon(instant) ? [deadline(...repeated(instant))] : [],
    ),
    ...questionObstacles(questions),
    ...(parties > 0
      ? []
      : [
          {
            what: 'The register has no Party in the categories that are asked.',
            todo: 'Bring the register up to date, or ask other categories in the details.',
            mendedIn: 'register' as const,
          },
        ]),
    ...documents
      .filter(({ scan }) => scan === 'infected')
      .map(({ title }) => ({
        what: `“${title}” holds a virus, so nobody can open it.`,
        todo: 'Remove or replace it.',
        mendedIn: 'documents' as const,
      })),
  ];
}

/** What may be a slip, though it prevents nothing. */
export function warningsToPublish(facts: ToPublish, at: Instant): Finding[] {
  const { closesAt, documents } = facts;
  const details = (what: string, todo: string): Finding => ({ what, todo, mendedIn: 'details' });
  const files = (what: string, todo: string): Finding => ({ what, todo, mendedIn: 'documents' });
  return [
    ...(isTitledAsCopy(facts.title)
      ? [details('Its title is still that of a copy.', 'Write its own title in the details.')]
      : []),
    ...(closesAt ? deadlineWarnings(facts, closesAt, at) : []),
    ...(documents.length > 0
      ? []
      : [files('It has no documents.', 'Add what is consulted on, if there is.')]),
    ...documents
      .filter(({ scan }) => scan === 'waiting')
      .map(({ title }) =>
        files(
          `“${title}” is still being checked for viruses.`,
          'Until then nobody can open it: wait a few minutes.',
        ),
      ),
    ...(facts.summary.trim() === ''
      ? [details('Nothing says what it is about.', 'Write a summary: the page will have none.')]
      : []),
    ...(facts.howToRespond.trim() === ''
      ? [
          facts.kind === 'external'
            ? details('Nothing says how to respond to the issuer.', 'Say it: answering here does not.')
            : details('Nothing is said under “How to respond”.', 'Say it, if there is more than the form.'),
        ]
      : []),
  ];
}

/** What may be a slip in a time that is set for the publication; one made now is no slip of a time. */
export function warningsOfTime(publishAt: Instant): Finding[] {
  if (isOnWorkingDay(publishAt)) return [];
  return [
    {
      what: `It would be published on ${formatDay(publishAt)}, which is not a Working Day.`,
      todo: `Is the time right? Those who are asked are mailed that day, and nobody at SECAS answers questions. The next Working Day is ${formatDay(workingDaysAfter(publishAt, 1))}.`,
      mendedIn: 'time',
    },
  ];
}

function deadlineWarnings({ kind, opensAt }: ToPublish, closesAt: Instant, at: Instant): Finding[] {
  const opening = openingOf(opensAt, at);
  const days = workingDaysBetween(opening, closesAt);
  const customary = CUSTOMARY[kind] ?? 0;
  const findings: Finding[] = [];
  if (!isOnWorkingDay(closesAt)) {
    findings.push({
      what: `${formatDay(closesAt)} is not a Working Day.`,
      todo: 'Is the deadline right? Nobody at SECAS answers questions that day.',
      mendedIn: 'deadline',
    });
  }
  if (isAfter(closesAt, opening) && days < customary) {
    findings.push({
      what: `It leaves ${counted(days, 'Working Day')} to answer; ${customary} are customary for a ${KINDS[kind].toLowerCase()}.`,
      todo: `Set the deadline to ${formatDay(workingDaysAfter(opening, customary))} or later, or say in the summary why it is urgent.`,
      mendedIn: 'deadline',
    });
  }
  return findings;
}

/** When it opens: as set, but never before its publication, since nobody could have answered. */
export const openingOf = (opensAt: Instant | null, at: Instant): Instant =>
  opensAt && isAfter(opensAt, at) ? opensAt : at;

/** Forms refuse such a time when it is typed; a consultation that came otherwise may still have one. */
const repeated = (instant: Instant): [string, string] => [
  `${formatDeadline(instant)} comes twice: the clocks go back that night.`,
  'Set a time before 1am or from 2am, so that nobody can mistake it.',
];

function questionObstacles(questions: Question[]): Finding[] {
  if (!questions.some(asksSomething)) {
    return [{ what: 'It asks no questions.', todo: 'Add at least one.', mendedIn: 'questions' }];
  }
  return questionSetProblems(questions).map(({ key, text }) => {
    const ask = questions.find((question) => question.key === key)!.ask;
    return { what: `“${ask}” cannot be asked as it is.`, todo: `${text}.`, mendedIn: 'questions' };
  });
}

const isAfter = (one: Instant, other: Instant): boolean => Temporal.Instant.compare(one, other) > 0;

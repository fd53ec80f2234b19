import { Temporal } from 'temporal-polyfill';
import { questionSetProblems } from './questionSet.rules.js';
import { asksSomething, type Question } from './questions.js';

type Instant = Temporal.Instant;

/** What a publication depends on. */
export interface ToPublish {
  opensAt: Instant | null;
  closesAt: Instant | null;
  questions: Question[];
  /** how many Parties would be asked */
  parties: number;
}

/** What prevents a publication, and the part of the desk where it is mended. */
export interface Obstacle {
  text: string;
  mendedIn: 'details' | 'questions' | 'register';
}

/** What keeps a consultation from being published at an instant; nothing: it may be. */
export function obstaclesToPublish(
  { opensAt, closesAt, questions, parties }: ToPublish,
  at: Instant,
): Obstacle[] {
  const details = (text: string): Obstacle => ({ text, mendedIn: 'details' });
  return [
    ...(closesAt
      ? []
      : [details('It has no deadline. Without one it can be announced, but takes no responses.')]),
    ...(closesAt && !isAfter(closesAt, at) ? [details('Its deadline has passed.')] : []),
    ...(closesAt && opensAt && !isAfter(closesAt, opensAt) ? [details('It closes before it opens.')] : []),
    ...questionObstacles(questions),
    ...(parties > 0
      ? []
      : [
          {
            text: 'The register has no Party in the categories that are asked.',
            mendedIn: 'register',
          } as const,
        ]),
  ];
}

/** When it opens: as set, but never before its publication, since nobody could have answered. */
export const openingOf = (opensAt: Instant | null, at: Instant): Instant =>
  opensAt && isAfter(opensAt, at) ? opensAt : at;

function questionObstacles(questions: Question[]): Obstacle[] {
  if (!questions.some(asksSomething)) return [{ text: 'It asks no questions.', mendedIn: 'questions' }];
  return questionSetProblems(questions).map(({ key, text }) => {
    const ask = questions.find((question) => question.key === key)!.ask;
    return { text: `“${ask}”: ${text}.`, mendedIn: 'questions' };
  });
}

const isAfter = (one: Instant, other: Instant): boolean => Temporal.Instant.compare(one, other) > 0;

import { isDeepStrictEqual } from 'node:util';
import type { Frame } from '../report.js';

/**
 * 0.1 and on: released before the closure; 1.0 at the closure; 1.1 and on: what changed since. What is public is 1.0,
 * 2.0 and on, as it was published.
 */
export interface EditionNumber {
  major: number;
  minor: number;
}

export const numberText = ({ major, minor }: EditionNumber): string => `${major}.${minor}`;

/** @returns undefined for what is no number of an edition */
export function numberIn(text: string): EditionNumber | undefined {
  const [, major, minor] = /^(\d{1,6})\.(\d{1,6})$/.exec(text) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

export function nextNumber(closed: boolean, latest: EditionNumber | undefined): EditionNumber {
  if (!closed) return { major: 0, minor: (latest?.minor ?? 0) + 1 };
  return latest?.major === 1 ? { major: 1, minor: latest.minor + 1 } : { major: 1, minor: 0 };
}

/** What changed since the edition before, in words that the readers of both may know. */
export interface Change {
  what: string;
  /** the first of those concerned, by the name that is told now */
  names: string[];
  /** so many more */
  more: number;
}

/** Of one response: the same submission in two editions that tell it differently, or in one of them only. */
export interface Difference {
  /** as it is told now, or was told last */
  name: string;
  /** in the later edition */
  nameWithheld: boolean;
  /** it is in the later alone */
  added: boolean;
  /** it is in the earlier alone */
  gone: boolean;
  /** which parts of it are told differently */
  answers: boolean;
  files: boolean;
  comments: boolean;
  clarifications: boolean;
  themes: boolean;
}

const NAMED = 20;

/**
 * The list of changes between two editions of one version. Who no longer counts is not named beside a new response
 * whose name is withheld: it may be the same, who has submitted again and asks for that.
 */
export function changesBetween(before: Frame, after: Frame, differences: Difference[]): Change[] {
  const named = new Map<string, string[]>(RESPONSES.map((what) => [what, []]));
  for (const difference of differences) {
    for (const what of whatOf(difference)) named.get(what)!.push(difference.name);
  }
  const veiled = differences.some(({ added, nameWithheld }) => added && nameWithheld);
  return [
    ...[...named]
      .filter(([, names]) => names.length > 0)
      .map(([what, names]) =>
        veiled && what === GONE ? { what, names: [], more: names.length } : listed(what, names),
      ),
    ...PARTS.filter(({ part }) => !isDeepStrictEqual(part(before), part(after))).map(({ what }) =>
      listed(what, []),
    ),
  ];
}

const listed = (what: string, names: string[]): Change => ({
  what,
  names: names.slice(0, NAMED),
  more: Math.max(names.length - NAMED, 0),
});

const [ADDED, GONE, ANSWERS, FILES, COMMENTS, CLARIFICATIONS, THEMES, OTHER] = [
  'Responses that now count',
  'Responses that no longer count',
  'Answers told differently: what is confidential has changed',
  'Files',
  'SECAS comments',
  'Clarifications',
  'Themes of answers',
  'Particulars of respondents',
] as const;
const RESPONSES = [ADDED, GONE, ANSWERS, FILES, COMMENTS, CLARIFICATIONS, THEMES, OTHER];

function whatOf({ added, gone, ...told }: Difference): string[] {
  if (added) return [ADDED];
  if (gone) return [GONE];
  const found = [
    ...(told.answers ? [ANSWERS] : []),
    ...(told.files ? [FILES] : []),
    ...(told.comments ? [COMMENTS] : []),
    ...(told.clarifications ? [CLARIFICATIONS] : []),
    ...(told.themes ? [THEMES] : []),
  ];
  return found.length > 0 ? found : [OTHER];
}

const PARTS: { what: string; part: (frame: Frame) => unknown }[] = [
  {
    what: 'The consultation’s particulars, or the wording of its questions',
    part: ({ consultation, closedAt, questions }) => [consultation, closedAt, questions],
  },
  { what: 'The documents of the consultation', part: ({ documents }) => documents },
  { what: 'SECAS comments on questions', part: ({ comments }) => comments },
  { what: 'SECAS comments on clauses and lines', part: ({ lineComments }) => lineComments },
  {
    what: 'The names of themes, or their order',
    part: ({ tallies }) => tallies.map(({ themes = [] }) => themes.map(({ theme, label }) => [theme, label])),
  },
  {
    what: 'Points and replies',
    // By the names of those who raised them: of the same response another submission may count now. That they stand
    // beside answers is new to an edition that was frozen before they did.
    part: ({ points }) =>
      points.map(({ questionKey: _, submissions, ...told }) => ({
        ...told,
        beside: submissions !== undefined,
      })),
  },
  { what: 'Who was asked and who answered', part: ({ coverage, added }) => [coverage, added] },
  { what: 'What was not admitted', part: ({ late }) => late },
];

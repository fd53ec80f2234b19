import type { Question, Section } from '../../consultations/questions.js';
import { asksSomething, sectionsOf } from '../../consultations/questions.js';
import type { Problem } from '../../errors.js';
import { answerProblems, missingProblems, type GivenAnswer } from '../answers/answerProblems.js';
import { isEmptyAnswer } from '../answers/answerTypes.js';
import { askedQuestions } from '../answers/showWhen.js';
import type { Draft } from './drafts.store.js';

/** What a draft says, as far as its rules go. */
export interface Said {
  answers: Record<string, GivenAnswer | undefined>;
  attachments: { questionKey: string }[];
}

/**
 * Where a section stands. Nothing of it is asked when other answers make all of its questions fall away; what has
 * guidance only is to be read.
 */
export type Progress = 'not started' | 'to correct' | 'in progress' | 'complete' | 'not asked' | 'to read';

/**
 * A section may be left as it is (complete) when something is answered in it, nothing required is missing and nothing that was begun is
 * half answered (a table of choices with a row left out). What is wrong in it comes before what is missing.
 */
export function progressOf(section: Section, questions: Question[], said: Said): Progress {
  const shown = askedIn(section, questions, said);
  if (shown.length === 0) return 'not asked';
  const asked = shown.filter(asksSomething);
  if (asked.length === 0) return 'to read';
  if (!asked.some((question) => isBegun(question, said))) return 'not started';
  if (sectionProblems(section, questions, said).length > 0) return 'to correct';
  const lacks = asked.some((question) => {
    const whole = { ...question, required: question.required || isBegun(question, said) };
    return missingProblems(whole, said.answers[question.key], filesOf(question, said)).length > 0;
  });
  return lacks ? 'in progress' : 'complete';
}

/** How many of the questions that are asked in a section are answered; a file that may be left out is not waited for. */
export function answeredIn(
  section: Section,
  questions: Question[],
  said: Said,
): { answered: number; of: number } {
  const waitedFor = askedIn(section, questions, said).filter(
    (question) => asksSomething(question) && (question.type !== 'file' || question.required),
  );
  return { answered: waitedFor.filter((question) => isBegun(question, said)).length, of: waitedFor.length };
}

const isBegun = (question: Question, said: Said): boolean =>
  filesOf(question, said) > 0 || !isEmptyAnswer(question, said.answers[question.key]?.value);

/** Whom a draft speaks for, by name. */
export const onBehalfOf = ({
  partyNames,
  forOrganisation,
  organisation,
}: Pick<Draft, 'partyNames' | 'forOrganisation' | 'organisation'>): string[] => [
  ...partyNames,
  ...(forOrganisation ? [`${organisation.name} itself`] : []),
];

/** The questions of a section that are asked, and its guidance that is shown, given all answers. */
export function askedIn(section: Section, questions: Question[], said: Said): Question[] {
  const asked = askedQuestions(questions, said.answers);
  return section.questions.filter((question) => asked.includes(question));
}

/** What was typed wrong in a section; what is merely missing is no fault of a draft. */
export function sectionProblems(
  section: Section,
  questions: Question[],
  said: Said,
): (Problem & { question: Question })[] {
  return askedIn(section, questions, said).flatMap((question) =>
    answerProblems(question, said.answers[question.key]).map((problem) => ({ ...problem, question })),
  );
}

/** The section after this one in which something is asked; undefined after the last. */
export function sectionAfter(section: Section, questions: Question[], said: Said): Section | undefined {
  const sections = sectionsOf(questions);
  const index = sections.findIndex(({ slug }) => slug === section.slug);
  return sections.slice(index + 1).find((next) => askedIn(next, questions, said).length > 0);
}

const filesOf = ({ key }: Question, { attachments }: Said): number =>
  attachments.filter(({ questionKey }) => questionKey === key).length;

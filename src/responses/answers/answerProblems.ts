import type { Question } from '../../consultations/questions.js';
import type { Problem } from '../../errors.js';
import { answerTypes } from './answerTypes.js';
import { tooLong } from './textLimit.js';

/** What is kept of one answer besides who saved it: as typed, right or wrong. */
export interface GivenAnswer {
  value: unknown;
  confidential: boolean;
  /** why it is confidential */
  reason: string;
}

/** The longest reason why an answer, a file, a response or a name is confidential, in characters. */
export const LONGEST_REASON = 2_000;

/** What is wrong with what was given, and must be put right before it can be submitted. */
export function answerProblems(question: Question, answer: GivenAnswer | undefined): Problem[] {
  if (!answer) return [];
  const type = answerTypes[question.type];
  const empty = type.isEmpty(answer.value);
  return [
    ...type.problems(question, answer.value),
    ...(answer.confidential && !empty ? reasonProblems(`${question.key}-reason`, answer.reason) : []),
  ];
}

/** What is not answered yet although an answer is required. @param files how many are attached to the question */
export function missingProblems(
  question: Question,
  answer: GivenAnswer | undefined,
  files: number,
): Problem[] {
  if (!question.required || (question.type === 'file' && files > 0)) return [];
  return answerTypes[question.type].missing(question, answer?.value);
}

/** Whatever is confidential says why. @param what is confidential, in words */
export function reasonProblems(field: string, reason: string, what = 'this'): Problem[] {
  if (reason.trim() === '') return [{ field, text: `Say why ${what} is confidential` }];
  return tooLong(field, reason, LONGEST_REASON);
}

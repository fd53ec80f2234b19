import type { Question } from '../../consultations/questions.js';
import { chosenOf } from './multipleChoice.js';
import { choiceOf } from './singleChoice.js';

/**
 * The questions that are asked, given the answers so far: one with `showWhen` only while the question that it depends
 * on is asked itself and answered so, or so among others. The answers of the others stay in the draft and are no part of a submission.
 */
export function askedQuestions(
  questions: Question[],
  answers: Record<string, { value: unknown } | undefined>,
): Question[] {
  const asked = new Set<string>();
  return questions.filter(({ key, showWhen }) => {
    const holds =
      !showWhen || (asked.has(showWhen.question) && saysSo(answers[showWhen.question]?.value, showWhen.is));
    if (holds) asked.add(key);
    return holds;
  });
}

const saysSo = (value: unknown, option: string): boolean =>
  choiceOf(value) === option || chosenOf(value).includes(option);

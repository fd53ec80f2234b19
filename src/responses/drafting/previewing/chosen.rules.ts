import type { Question } from '../../../consultations/questions.js';
import type { GivenAnswer } from '../../answers/answerProblems.js';
import { chosenOf } from '../../answers/multipleChoice.js';
import { choiceOf } from '../../answers/singleChoice.js';

/** What was chosen so far in a preview, as an address carries it: `position.1` for the first option of that question. */
export type Chosen = string[];

type Answers = Record<string, GivenAnswer | undefined>;

/** The questions on whose options others depend. */
const deciding = (questions: Question[]): Question[] =>
  questions.filter(({ key }) => questions.some(({ showWhen }) => showWhen?.question === key));

/** The answers that an address tells of; what is no option of a question that decides is left aside. */
export function answersChosen(questions: Question[], chosen: Chosen): Answers {
  const found = deciding(questions).flatMap(({ key, type, options = [] }) => {
    const said = options.filter((_, index) => chosen.includes(`${key}.${index + 1}`));
    const value = type === 'multiple-choice' ? { chosen: said } : { choice: said[0] ?? '' };
    return said.length > 0 ? [[key, { value, confidential: false, reason: '' }] as const] : [];
  });
  return Object.fromEntries(found);
}

/** What answers have chosen, of the questions that decide, for the next address. */
export const chosenIn = (questions: Question[], answers: Answers): Chosen =>
  deciding(questions).flatMap(({ key, options = [] }) => {
    const value = answers[key]?.value;
    const said = [choiceOf(value), ...chosenOf(value)];
    return options.flatMap((option, index) => (said.includes(option) ? [`${key}.${index + 1}`] : []));
  });

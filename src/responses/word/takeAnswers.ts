import type { Question } from '../../consultations/questions.js';
import { BadRequest } from '../../errors.js';
import { readAnswers, type PostedAnswer } from '../drafting/answerForm.js';

/** The name of the box beside an answer: no question's key has a colon, so no answer's field is called so. */
export const boxOf = ({ key }: Question): string => `word:${key}`;

export interface Taken {
  /** all that the page held */
  answers: PostedAnswer[];
  /** the keys of those that were ticked */
  ticked: Set<string>;
}

/** Reads the page on which one chooses. @throws BadRequest for what that page does not send */
export function readTaken(form: Record<string, string>, questions: Question[]): Taken {
  const boxes = new Map(questions.map((question) => [boxOf(question), question.key]));
  const ticked = new Set<string>();
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(form)) {
    const key = boxes.get(name);
    if (key === undefined) fields[name] = value;
    else if (value === 'yes') ticked.add(key);
    else throw new BadRequest();
  }
  if ('action' in fields) throw new BadRequest();
  const { answers, notes } = readAnswers(fields, questions);
  const held = new Set(answers.map(({ key }) => key));
  if (notes.length > 0 || answers.length === 0 || [...ticked].some((key) => !held.has(key)))
    throw new BadRequest();
  return { answers, ticked };
}

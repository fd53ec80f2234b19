import type { Question } from '../../../consultations/questions.js';
import type { Coding, EarlierCoding, NewCoding } from './codings.store.js';
import { findAgain, partsOf, type Passage } from './passages.rules.js';

/** An answer of the newer submission. */
export interface NewAnswer {
  question: Question;
  value: unknown;
}

export interface CarryPlan {
  carried: NewCoding[];
  /** how many stand there no longer, or more than once: they are left to the reader */
  left: number;
}

/**
 * Which codings of earlier submissions stand unchanged in the newer one: a passage by its words, a whole answer when it
 * is the same to the letter. One that is coded there already is neither carried nor left.
 */
export function carriedOver(earlier: EarlierCoding[], here: Coding[], answers: NewAnswer[]): CarryPlan {
  const plan: CarryPlan = { carried: [], left: 0 };
  for (const { id, questionKey, themeId, passage, words, same } of earlier) {
    const answer = answers.find(({ question }) => question.key === questionKey);
    const again =
      passage && answer ? findAgain(partsOf(answer.question, answer.value), passage, words ?? '') : null;
    if (passage ? !again : !same) plan.left += 1;
    else if (
      !here.some(
        (one) =>
          one.theme.id === themeId &&
          one.questionKey === questionKey &&
          samePassage(one.passage, again ?? null),
      )
    )
      plan.carried.push({ questionKey, themeId, passage: again ?? null, carriedFrom: id });
  }
  return plan;
}

const samePassage = (one: Passage | null, other: Passage | null): boolean =>
  one?.part === other?.part && one?.starts === other?.starts && one?.ends === other?.ends;

import type { Question, QuestionType } from '../../consultations/questions.js';
import type { AnswerType, Cell } from './answerType.js';
import { date } from './date.js';
import { file } from './file.js';
import { guidance } from './guidance.js';
import { longText } from './longText.js';
import { matrix } from './matrix.js';
import { money } from './money.js';
import { multipleChoice } from './multipleChoice.js';
import { number } from './number.js';
import { ranking } from './ranking.js';
import { rows } from './rows.js';
import { shortText } from './shortText.js';
import { singleChoice } from './singleChoice.js';

/** What each type of question can do: reading a form, judging, freezing, telling. Values may be drafts or frozen. */
export const answerTypes: Record<QuestionType, AnswerType> = {
  'single-choice': singleChoice,
  'multiple-choice': multipleChoice,
  ranking,
  'long-text': longText,
  'short-text': shortText,
  rows,
  matrix,
  money,
  number,
  date,
  file,
  guidance,
};

/** Nothing was typed or chosen. */
export const isEmptyAnswer = (question: Question, value: unknown): boolean =>
  answerTypes[question.type].isEmpty(value);

/** What an answer says, part by part, without the parts that say nothing. */
export const cells = (question: Question, value: unknown): Cell[] =>
  answerTypes[question.type].said(question, value).filter(({ text }) => text !== '');

/**
 * What an answer says to those who check it: as `cells`, and a row of a matrix that was left without a choice says so.
 * Empty when nothing was answered.
 */
export function checkedCells(question: Question, value: unknown): Cell[] {
  if (question.type !== 'matrix' || isEmptyAnswer(question, value)) return cells(question, value);
  return matrix
    .cells(question, value)
    .flatMap((cell, index) =>
      cell.text !== '' ? [cell] : index < (question.rows ?? []).length ? [{ ...cell, text: NO_CHOICE }] : [],
    );
}

const NO_CHOICE = 'Not answered';

/** An answer as plain text, for mail. */
export const answerText = (question: Question, value: unknown): string =>
  checkedCells(question, value)
    .map(({ heading, text }) => (heading ? `${heading}: ${text}` : text))
    .join('\n');

import type { Question, QuestionType } from '../../consultations/questions.js';
import type { AnswerType, Cell } from './answerType.js';
import { file } from './file.js';
import { longText } from './longText.js';
import { matrix } from './matrix.js';
import { money } from './money.js';
import { number } from './number.js';
import { rows } from './rows.js';
import { singleChoice } from './singleChoice.js';

/** What each type of question can do: reading a form, judging, freezing, telling. Values may be drafts or frozen. */
export const answerTypes: Record<QuestionType, AnswerType> = {
  'single-choice': singleChoice,
  'long-text': longText,
  rows,
  matrix,
  money,
  number,
  file,
};

/** Nothing was typed or chosen. */
export const isEmptyAnswer = (question: Question, value: unknown): boolean =>
  answerTypes[question.type].isEmpty(value);

/** What an answer says, part by part, without the parts that say nothing. */
export const cells = (question: Question, value: unknown): Cell[] =>
  answerTypes[question.type].cells(question, value).filter(({ text }) => text !== '');

/** An answer as plain text, for mail. */
export const answerText = (question: Question, value: unknown): string =>
  cells(question, value)
    .map(({ heading, text }) => (heading ? `${heading}: ${text}` : text))
    .join('\n');

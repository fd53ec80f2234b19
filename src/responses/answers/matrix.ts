import { z } from 'zod';
import type { Question } from '../../consultations/questions.js';
import { answerType } from './answerType.js';
import { textProblems } from './textLimit.js';

const stored = z
  .object({ choices: z.record(z.string(), z.string()).catch({}), rationale: z.string().catch('') })
  .catch({ choices: {}, rationale: '' });

type Matrix = z.infer<typeof stored>;

/** An option for each row, named `KEY-ROW`, and perhaps why: `KEY-rationale`. */
export const matrix = answerType<Matrix>({
  read: (value) => stored.parse(value),
  parse: (posted, question) => ({
    choices: Object.fromEntries(
      rowsOf(question)
        .map((row) => [row.key, posted.take(fieldOf(question, row))])
        .filter(([, choice]) => choice !== ''),
    ),
    rationale: question.rationale ? posted.take(`${question.key}-rationale`) : '',
  }),
  isEmpty: ({ choices, rationale }) => Object.keys(choices).length === 0 && rationale.trim() === '',
  problems: (question, { choices, rationale }) => [
    ...rowsOf(question)
      .filter(({ key }) => choices[key] && !question.options?.includes(choices[key]))
      .map((row) => ({ field: fieldOf(question, row), text: `Choose one of the options for “${row.text}”` })),
    ...textProblems(`${question.key}-rationale`, rationale, question.wordLimit),
  ],
  missing: (question, { choices }) =>
    rowsOf(question)
      .filter(({ key }) => !choices[key])
      .map((row) => ({ field: fieldOf(question, row), text: `Choose an option for “${row.text}”` })),
  freeze: (question, { choices, rationale }) => ({
    choices: Object.fromEntries(
      rowsOf(question).flatMap(({ key }) => (choices[key] ? [[key, choices[key]] as const] : [])),
    ),
    rationale: rationale.trim(),
  }),
  cells: (question, { choices, rationale }) => [
    ...rowsOf(question).map(({ key, text }) => ({ heading: text, text: choices[key] ?? '' })),
    ...(question.rationale ? [{ heading: 'Reasons', text: rationale.trim() }] : []),
  ],
});

const rowsOf = (question: Question) => question.rows ?? [];

const fieldOf = (question: Question, row: { key: string }): string => `${question.key}-${row.key}`;

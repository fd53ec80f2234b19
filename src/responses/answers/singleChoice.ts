import { z } from 'zod';
import { answerType } from './answerType.js';
import { textProblems } from './textLimit.js';

const stored = z
  .object({ choice: z.string().catch(''), rationale: z.string().catch('') })
  .catch({ choice: '', rationale: '' });

/** One of the options, named like the question, and perhaps why: `KEY-rationale`. Reasons alone are not an answer. */
export const singleChoice = answerType<z.infer<typeof stored>>({
  read: (value) => stored.parse(value),
  parse: (posted, question) => ({
    choice: posted.take(question.key),
    rationale: question.rationale ? posted.take(`${question.key}-rationale`) : '',
  }),
  isEmpty: ({ choice, rationale }) => choice === '' && rationale.trim() === '',
  problems: ({ key, wordLimit, options = [] }, { choice, rationale }) => [
    ...(choice === '' || options.includes(choice)
      ? []
      : [{ field: key, text: `“${choice.slice(0, 60)}” is not offered: choose one of the options` }]),
    ...textProblems(`${key}-rationale`, rationale, wordLimit),
  ],
  missing: ({ key }, { choice }) => (choice ? [] : [{ field: key, text: 'Choose one of the options' }]),
  freeze: (_question, { choice, rationale }) => ({ choice, rationale: rationale.trim() }),
  cells: (question, { choice, rationale }) => [
    { heading: '', text: choice },
    ...(question.rationale ? [{ heading: 'Reasons', text: rationale.trim() }] : []),
  ],
});

/** What was chosen, of a stored single choice; '' when nothing was. */
export const choiceOf = (value: unknown): string => stored.parse(value).choice;

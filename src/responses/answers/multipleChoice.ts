import { z } from 'zod';
import type { Question } from '../../consultations/questions.js';
import { answerType } from './answerType.js';
import type { PostedFields } from './postedFields.js';
import { textProblems } from './textLimit.js';

const stored = z
  .object({ chosen: z.array(z.string()).catch([]), rationale: z.string().catch('') })
  .catch({ chosen: [], rationale: '' });

/**
 * Any number of the options, each in a box of its own, `KEY-choice-1` with the option as its value, and perhaps why:
 * `KEY-rationale`. Kept in the order in which they are offered. Reasons alone are not an answer.
 */
export const multipleChoice = answerType<z.infer<typeof stored>>({
  read: (value) => stored.parse(value),
  parse: (posted, question) => ({
    chosen: inOrder(question, takeChosen(posted, question)),
    rationale: question.rationale ? posted.take(`${question.key}-rationale`) : '',
  }),
  isEmpty: ({ chosen, rationale }) => chosen.length === 0 && rationale.trim() === '',
  problems: (question, { chosen, rationale }) => [
    ...notOffered(question, chosen)
      .slice(0, 1)
      .map((option) => ({
        field: question.key,
        text: `“${option.slice(0, 60)}” is not offered: take it out, and choose from the options`,
      })),
    ...textProblems(`${question.key}-rationale`, rationale, question.wordLimit),
  ],
  missing: ({ key }, { chosen }) =>
    chosen.length > 0 ? [] : [{ field: key, text: 'Choose at least one of the options' }],
  freeze: (question, { chosen, rationale }) => ({
    chosen: inOrder(question, chosen),
    rationale: rationale.trim(),
  }),
  cells: (question, { chosen, rationale }) => [
    { heading: '', text: chosen.join('\n') },
    ...(question.rationale ? [{ heading: 'Reasons', text: rationale.trim() }] : []),
  ],
});

/** What was chosen, of a stored multiple choice. */
export const chosenOf = (value: unknown): string[] => stored.parse(value).chosen;

/** What was chosen and is no option: such as in an earlier consultation that offered others. */
export const notOffered = ({ options = [] }: Question, chosen: string[]): string[] =>
  chosen.filter((option) => !options.includes(option));

/** Once each, as they are offered, then whatever else. */
const inOrder = (question: Question, chosen: string[]): string[] => [
  ...(question.options ?? []).filter((option) => chosen.includes(option)),
  ...new Set(notOffered(question, chosen)),
];

function takeChosen(posted: PostedFields, { key }: Question): string[] {
  const start = `${key}-choice-`;
  return posted
    .names()
    .filter((name) => name.startsWith(start) && /^\d{1,2}$/.test(name.slice(start.length)))
    .map((name) => posted.take(name))
    .filter(Boolean);
}

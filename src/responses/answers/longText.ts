import { z } from 'zod';
import { answerType } from './answerType.js';
import { textProblems } from './textLimit.js';

const stored = z.object({ text: z.string().catch('') }).catch({ text: '' });

/** Free text in one field, named like the question. */
export const longText = answerType<z.infer<typeof stored>>({
  read: (value) => stored.parse(value),
  parse: (posted, { key }) => ({ text: posted.take(key) }),
  isEmpty: ({ text }) => text.trim() === '',
  problems: ({ key, wordLimit }, { text }) => textProblems(key, text, wordLimit),
  missing: ({ key }, { text }) => (text.trim() ? [] : [{ field: key, text: 'Enter an answer' }]),
  freeze: (_question, { text }) => ({ text: text.trim() }),
  cells: (_question, { text }) => [{ heading: '', text: text.trim() }],
});

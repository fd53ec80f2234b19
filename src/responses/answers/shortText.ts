import { z } from 'zod';
import { answerType } from './answerType.js';
import { textProblems, tooLong } from './textLimit.js';

/** The longest text that fits into one line of a form, in characters. */
export const LONGEST_SHORT_TEXT = 250;

const stored = z.object({ text: z.string().catch('') }).catch({ text: '' });

/** A few words in one line, in a field named like the question. */
export const shortText = answerType<z.infer<typeof stored>>({
  read: (value) => stored.parse(value),
  parse: (posted, { key }) => ({ text: posted.take(key) }),
  isEmpty: ({ text }) => text.trim() === '',
  problems: ({ key, wordLimit }, { text }) => [
    ...tooLong(key, oneLine(text), LONGEST_SHORT_TEXT),
    ...textProblems(key, text, wordLimit),
  ],
  missing: ({ key }, { text }) => (text.trim() ? [] : [{ field: key, text: 'Enter an answer' }]),
  freeze: (_question, { text }) => ({ text: oneLine(text) }),
  cells: (_question, { text }) => [{ heading: '', text: oneLine(text) }],
});

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

import { answerType } from './answerType.js';

/** Files only: they are attachments that carry the question's key, so that there is no value. */
export const file = answerType<Record<string, never>>({
  read: () => ({}),
  parse: () => ({}),
  isEmpty: () => true,
  problems: () => [],
  missing: ({ key }) => [{ field: key, text: 'Attach a file' }],
  freeze: () => ({}),
  cells: () => [],
});

import { answerType } from './answerType.js';

/** Text to be read between questions: there is nothing to answer, and so nothing to keep or to tell. */
export const guidance = answerType<Record<string, never>>({
  read: () => ({}),
  parse: () => ({}),
  isEmpty: () => true,
  problems: () => [],
  missing: () => [],
  freeze: () => ({}),
  cells: () => [],
});

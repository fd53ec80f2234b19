import type { Problem } from '../../errors.js';
import { countCharacters, countWords } from './counting.js';

/** The longest text that one field of a submission may hold, in characters. A draft keeps longer ones. */
export const LONGEST_TEXT = 200_000;

/** That a text is too long to be submitted, with by how much. */
export function tooLong(field: string, text: string, limit = LONGEST_TEXT): Problem[] {
  const over = text.length > limit ? countCharacters(text) - limit : 0;
  if (over <= 0) return [];
  const much = over === 1 ? '1 character' : `${over.toLocaleString('en-GB')} characters`;
  const orAttach = limit === LONGEST_TEXT ? ' or attach it as a file' : '';
  return [{ field, text: `Shorten this by ${much}${orAttach}: ${limit.toLocaleString('en-GB')} fit` }];
}

/** What keeps a text that is written freely from being submitted: its length, or more words than are asked for. */
export function textProblems(field: string, text: string, wordLimit?: number): Problem[] {
  return [...tooLong(field, text), ...tooManyWords(field, text, wordLimit)];
}

function tooManyWords(field: string, text: string, limit?: number): Problem[] {
  const words = limit === undefined ? 0 : countWords(text);
  if (limit === undefined || words <= limit) return [];
  const over = words - limit;
  const much = over === 1 ? '1 word' : `${over.toLocaleString('en-GB')} words`;
  return [
    {
      field,
      text: `Shorten this by ${much}: it has ${words.toLocaleString('en-GB')}, and at most ${limit.toLocaleString('en-GB')} are asked for`,
    },
  ];
}

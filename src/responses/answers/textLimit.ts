import type { Problem } from '../../errors.js';
import { countCharacters } from './counting.js';

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

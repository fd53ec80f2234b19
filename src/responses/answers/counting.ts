import { cleanText } from './cleanText.js';

/** What takes no room, and so parts no words: zero-width spaces and joiners, byte order marks, soft hyphens. */
const ZERO_WIDTH = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * How many words a text has: what stands between white space and holds a letter or a digit. So "well-known", "e.g." and
 * "£1,000" are one each, and a dash between spaces is none. This module is also served to the browser, so that the
 * figure beside a field and the portal's are one function's; it counts the text as it would be stored.
 */
export function countWords(typed: string): number {
  const text = cleanText(typed).text.replaceAll(ZERO_WIDTH, '');
  let words = 0;
  for (const piece of text.split(/\s+/)) if (LETTER_OR_DIGIT.test(piece)) words += 1;
  return words;
}

/** Characters as people count them: an emoji is one, though it takes two units in JavaScript; a line end is one. */
export function countCharacters(typed: string): number {
  let characters = 0;
  for (const _ of cleanText(typed).text) characters += 1;
  return characters;
}

/** "243 of 250 words", where so many are allowed; without a limit as wordsIn. */
export function wordsOf(typed: string, limit?: number): string {
  if (limit === undefined) return wordsIn(typed);
  const most = limit.toLocaleString('en-GB');
  return `${countWords(typed).toLocaleString('en-GB')} of ${most} ${limit === 1 ? 'word' : 'words'}`;
}

/** "1 word", "1,204 words"; '' where there are none. */
export function wordsIn(typed: string): string {
  const words = countWords(typed);
  if (words === 0) return '';
  return words === 1 ? '1 word' : `${words.toLocaleString('en-GB')} words`;
}

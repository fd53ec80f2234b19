/** Control characters but tab and line feed, what is left of half a surrogate pair, U+FFFD, its replacement, and what XML forbids. */
// eslint-disable-next-line no-control-regex
const CANNOT_BE_STORED = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFD-\uFFFF]|\p{Surrogate}/gu;

/**
 * Typed text as it can be stored and shown: line ends become LF; what Postgres or a spreadsheet refuses (NUL and other
 * control characters) and what arrived broken (half a surrogate pair, or U+FFFD in its place) is left out.
 * @returns the text, and whether something was left out, so that the page can say so
 */
export function cleanText(typed: string): { text: string; removed: boolean } {
  const lines = typed.includes('\r') ? typed.replaceAll(/\r\n?/g, '\n') : typed;
  const text = lines.replaceAll(CANNOT_BE_STORED, '');
  return { text, removed: text.length !== lines.length };
}

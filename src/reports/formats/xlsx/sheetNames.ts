/** The most that Excel takes, in UTF-16 units. */
const LONGEST = 31;

/**
 * A name that Excel takes for a sheet: at most 31 characters, none of `[ ] : * ? / \`, no apostrophe at either end.
 * @param part from 2 on where a sheet goes on in another: “Responses (2)”
 */
export function sheetName(wanted: string, part = 1): string {
  const end = part > 1 ? ` (${part})` : '';
  const plain = wanted
    .replaceAll(/[[\]:*?/\\\p{Cc}\p{Surrogate}\uFFFE\uFFFF]+/gu, ' ')
    .replaceAll(/\s+/g, ' ');
  const cut = plain
    .trim()
    .slice(0, LONGEST - end.length)
    .replace(/[\uD800-\uDBFF]$/, '');
  return `${cut.replaceAll(/^[' ]+|[' ]+$/g, '')}${end}`;
}

/** How many of something, as one says it: `1 Party`, `202 Parties`. */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** With a capital first letter, as a sentence or a label begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** As it stands within a sentence: its first letter small, a Party still with its own. */
export const inSentence = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Up to four names, and how many more. */
export const listed = (names: string[]): string =>
  names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;

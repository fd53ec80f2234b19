/** How many of something, as one says it: `1 Party`, `202 Parties`. */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

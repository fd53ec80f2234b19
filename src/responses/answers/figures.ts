/** A figure without its separators: `1234567` and `50`. */
export interface Figure {
  whole: string;
  decimals: string;
}

/**
 * A figure in plain British form: digits with a comma before each three, or without any, and perhaps a decimal point.
 * @returns undefined for whatever else was typed
 */
export function readFigure(typed: string): Figure | undefined {
  const parts = /^(\d+|\d{1,3}(?:,\d{3})+)?(?:\.(\d+))?$/.exec(typed);
  if (!parts || typed === '') return undefined;
  const [, whole = '', decimals = ''] = parts;
  return { whole: whole.replaceAll(',', '').replace(/^0+(?=\d)/, '') || '0', decimals };
}

const IN_FULL: Record<string, number> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  bn: 1e9,
  billion: 1e9,
};

/** The same figure written out, of one that was shortened as `1.5k` or `2 million`; undefined when it was not. */
export function writtenOut(typed: string): string | undefined {
  const [, digits = '', unit = ''] = /^([\d,.]+)\s*([a-z]+)$/i.exec(typed) ?? [];
  const times = IN_FULL[unit.toLowerCase()];
  const figure = readFigure(digits);
  if (!times || !figure) return undefined;
  return withCommas(Number(`${figure.whole}.${figure.decimals}`) * times);
}

export const withCommas = (figure: number): string =>
  figure.toLocaleString('en-GB', { maximumFractionDigits: 2 });

export const isNegative = (typed: string): boolean => /^[-–−(]/.test(typed);

/** Figures below this fit a spreadsheet's cell exactly, pence included. */
export const LARGEST = 10 ** 12;

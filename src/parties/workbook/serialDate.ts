const DAY_MS = 86_400_000;

/** The number formats that show a date, by the number that all programs give them (ECMA-376 part 1, 18.8.30). */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, ...numbers(27, 36), ...numbers(50, 58)]);

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Whether a cell with this format shows a date. @param code of a format that the workbook has made itself */
export function showsDate(format: number, code: string | undefined): boolean {
  if (code === undefined) return DATE_FORMATS.has(format);
  // Without what is written out, colours and conditions; `[h]` counts hours.
  const plain = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  return /[yd]/i.test(plain);
}

/**
 * The day of a serial number, as 2017-02-14. Counted from 1900, day 60 is a 29 February that never was: it stays no
 * date. @returns undefined where there is none
 */
export function serialDate(serial: number, from1904: boolean): string | undefined {
  const day = Math.floor(serial);
  if (!(day >= (from1904 ? 0 : 1)) || day > 2_958_465) return undefined;
  if (!from1904 && day === 60) return '1900-02-29';
  const first = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  return new Date(first + day * DAY_MS).toISOString().slice(0, 10);
}

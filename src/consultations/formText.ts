import type { Problem } from '../errors.js';

/** What Postgres cannot keep, or would keep as something else: NUL, and halves of a character. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
/** In one line also: controls, and marks that turn the direction of what follows. */
const UNREADABLE = /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u;

export const hasUnstorable = (text: string): boolean => UNSTORABLE.test(text);

/** Collects what is wrong with a form's texts while they are read. */
export interface TextReader {
  /** one line, with single spaces */
  line(field: string, text: string | undefined, label: string, longest: number): string;
  /** text of several lines, each ended by a line feed alone */
  text(field: string, text: string | undefined, label: string, longest: number): string;
  /** the lines of a field that takes one thing a line; empty ones are left out */
  lines(
    field: string,
    text: string | undefined,
    label: string,
    most: { lines: number; length: number },
  ): string[];
  problems: Problem[];
}

export function readTexts(): TextReader {
  const problems: Problem[] = [];
  const check = (field: string, text: string, label: string, longest: number, forbidden: RegExp): string => {
    if (text.length > longest) {
      problems.push({
        field,
        text: `${label}: shorten it to ${longest.toLocaleString('en-GB')} characters or fewer`,
      });
    } else if (forbidden.test(text)) {
      problems.push({ field, text: `${label}: retype it, it holds characters that cannot be kept` });
    }
    return text;
  };
  return {
    problems,
    line: (field, text = '', label, longest) =>
      check(field, text.trim().replaceAll(/\s+/g, ' '), label, longest, UNREADABLE),
    text: (field, text = '', label, longest) =>
      check(field, text.replaceAll(/\r\n?/g, '\n').trim(), label, longest, UNSTORABLE),
    lines: (field, text = '', label, most) => {
      const lines = text.split(/\r\n?|\n/).map((line) => line.trim().replaceAll(/\s+/g, ' '));
      const said = lines.filter(Boolean);
      if (said.length > most.lines) problems.push({ field, text: `${label}: at most ${most.lines} lines` });
      for (const line of said) check(field, line, label, most.length, UNREADABLE);
      return said;
    },
  };
}

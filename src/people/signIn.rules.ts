import { randomInt } from 'node:crypto';
import type { Config } from '../config.js';
import { sign } from '../keys.js';
import { paths } from '../paths.js';
import type { Viewer } from './viewer.js';

/** A code's life, in real time. */
export const CODE_MINUTES = 20;

/** Wrong codes that one browser may type for each code that it asked for. */
export const MOST_TRIES = 10;

/** No symbol looks like another on screen, on paper or in handwriting: no 0 O, 1 I L, 2 Z, 5 S, 8 B pairs. */
const SYMBOLS = '34679ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 8;
const A_CODE = new RegExp(`^[${SYMBOLS}]{${LENGTH}}$`);
/** Digits that are never issued, and the letter that was misread as one. */
const MISREAD: Record<string, string> = { '2': 'Z', '5': 'S', '8': 'B' };

/** A new code, eight symbols of 28: one of 378,000,000,000. */
export const makeCode = (): string =>
  Array.from({ length: LENGTH }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('');

/** As it is shown: `ABCD-EFGH`. */
export const showCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** The code that somebody typed, in capitals or not, with or without the dash; undefined when it cannot be one. */
export function readCode(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll(/[258]/g, (digit) => MISREAD[digit]!);
  return A_CODE.test(code) ? code : undefined;
}

/** What is kept of a code. The person is part of it, so that one person's code is nothing to another. */
export const hmacOfCode = (config: Pick<Config, 'signingKey'>, personId: string, code: string): string =>
  sign(config, 'sign-in code', `${personId}\n${code}`);

/**
 * Where to go after signing in, when it is a page of this portal. Browsers read `\` as `/` and drop tabs and line
 * breaks, so whatever could lead to another site by such a reading is no page of ours.
 */
export function readNext(next: string | undefined): string | undefined {
  if (!next || next.length > 2_000) return undefined;
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || next.includes('\\')) return undefined;
  return next;
}

/** The page on which each begins. Without any grant: the page that says whom to ask. */
export function homeOf(viewer: Viewer): string {
  if (viewer.represents.length > 0) return paths.responses();
  if (viewer.secas) return paths.desk();
  return viewer.panel ? paths.panel() : paths.askForAccess();
}

import { acceptedType } from './acceptedTypes.js';

const LONGEST = 255;
const LONGEST_EXTENSION = 20;

/** Controls (NUL, CR and LF among them), line separators, and marks that change a text's direction or hide in it. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const HALF_A_PAIR = /\p{Surrogate}/gu;

/**
 * The name of a file as it was given, made safe to keep and to show: path parts are cut, invisible characters that
 * could forge a line or an extension removed, Unicode composed (NFC). A name with nothing left is `unnamed`; one of
 * more than 255 characters is shortened in front of its extension.
 */
export function cleanName(given: string): string {
  const seen = given.replaceAll(HALF_A_PAIR, '\ufffd').replaceAll(UNSEEN, '').normalize('NFC');
  const parts = seen.split(/[/\\]/).map((part) => part.trim());
  const name = parts.findLast((part) => part !== '') ?? '';
  if (/^\.*$/.test(name)) return 'unnamed';
  return name.length > LONGEST ? shorten(name) : name;
}

/** `.xlsx` of `Costs.XLSX`; '' when there is none. In lower case. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}

/**
 * The name under which a file is saved by those who download it. Where the extension does not belong to the type
 * found in the content the right one is added (`scan` → `scan.pdf`, `run.bat` → `run.bat.txt`), so that opening it
 * opens what the portal has looked at.
 */
export function nameToSave(name: string, mediaType: string): string {
  const type = acceptedType(mediaType);
  if (!type || type.extensions.includes(extensionOf(name))) return name;
  return `${name}${type.extensions[0]}`;
}

function shorten(name: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= LONGEST_EXTENSION ? name.slice(dot) : '';
  const stem = name.slice(0, LONGEST - extension.length);
  // Cutting may leave the first half of a character outside the basic plane.
  return stem.replace(/[\ud800-\udbff]$/, '') + extension;
}

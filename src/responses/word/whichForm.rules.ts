import { readReference } from './formReference.js';
import { fold } from './tableEntry.rules.js';
import type { WordFile } from './wordFile.js';
import { WORDS } from './wordForm.js';

/** Which form a file is, beside the one that it should be. */
export type Which =
  | { is: 'this' }
  | { is: 'no form' }
  | { is: 'several forms'; references: string[] }
  | { is: 'another consultation'; consultation: string }
  | { is: 'another issue'; issue: number }
  | { is: 'altered' };

/**
 * A form says what it is in four places (a property, the identifier, the first page, the footer). Two must agree, as
 * some word processors drop some of them, and none may say otherwise.
 * @param expected the reference of the form as it is now
 */
export function whichForm(file: WordFile, expected: string): Which {
  const said = [...file.references, ...onFirstPage(file)].map((text) => text.trim().toUpperCase());
  const references = [...new Set(said)];
  const [only, ...others] = references;
  if (only === undefined) return { is: 'no form' };
  if (others.length > 0) return { is: 'several forms', references };
  const [found, wanted] = [readReference(only), readReference(expected)!];
  if (!found || said.length < 2) return { is: 'altered' };
  if (found.consultation !== wanted.consultation)
    return { is: 'another consultation', consultation: found.consultation };
  if (found.issue !== wanted.issue) return { is: 'another issue', issue: found.issue };
  return found.check === wanted.check ? { is: 'this' } : { is: 'altered' };
}

const onFirstPage = ({ outside }: WordFile): string[] =>
  outside.flatMap(([label = '', ...texts]) => (fold(label) === WORDS.reference ? texts.filter(Boolean) : []));

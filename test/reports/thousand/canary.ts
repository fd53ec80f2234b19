/**
 * Words that stand nowhere else: of the response with this number, of this kind, and of the question with this number.
 * Each is one word without a capital, so that it is found whatever it is wrapped in.
 */
export const canary = (response: number, kind: Kind, question = 0): string =>
  `zq${String(response).padStart(4, '0')}${KINDS[kind]}${String(question).padStart(2, '0')}z`;

const KINDS = {
  answer: 'a',
  'redacted passage': 'b',
  'comment of SECAS': 'c',
  'decision on a late one': 'd',
  'file content': 'e',
  'file name': 'f',
  'earlier answer': 'g',
  reference: 'h',
  'note of a colleague': 'k',
  'note on a redaction': 'm',
  organisation: 'n',
  Party: 'p',
  reason: 'r',
  person: 's',
  draft: 't',
} as const;
export type Kind = keyof typeof KINDS;

const CANARIES = /zq\d{4}[a-z]\d\dz/gi;

/** All that can be found in bytes, read as UTF-8 and as UTF-16 in both orders. */
export function canariesIn(bytes: Buffer): Set<string> {
  const found = new Set<string>();
  const texts = [bytes.toString('latin1'), bytes.toString('utf16le'), bytes.subarray(1).toString('utf16le')];
  for (const text of texts) for (const [one] of text.matchAll(CANARIES)) found.add(one.toLowerCase());
  return found;
}

/** In words, for who reads that a test failed. */
export function named(found: string): string {
  const [, response, letter, question] = /^zq(\d{4})(.)(\d\d)z$/.exec(found)!;
  const kind = Object.entries(KINDS).find(([, one]) => one === letter)![0];
  return `${kind} ${Number(question)} of response ${Number(response)}`;
}

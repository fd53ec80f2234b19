import canonicalize from 'canonicalize';
import { z } from 'zod';
import { isBeginningOf } from './merkle.rules.js';
import { signerOf, signText, type PublicKey, type ReceiptKeys } from './receiptKeys.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What is signed of a tree: the statement, in canonical form (RFC 8785). */
const statement = z.strictObject({
  format: z.literal('consultation-root/1'),
  /** the consultation's reference */
  consultation: z.string(),
  /** 1 at the closure, one more for each admission after it */
  number: z.number().int().positive(),
  /** how many responses */
  size: z.number().int().nonnegative(),
  root: hash,
  /** ISO 8601 */
  madeAt: z.string(),
});

export const signedRoot = statement.extend({ key: z.string(), signature: z.string() });
export type Root = z.infer<typeof signedRoot>;

/** One of several, with the path that shows that the tree before is its beginning. */
const grownRoot = signedRoot.extend({ consistency: z.array(hash).max(64) });
export type GrownRoot = z.infer<typeof grownRoot>;

const canonical = ({ format, consultation, number, size, root, madeAt }: z.infer<typeof statement>): string =>
  canonicalize({ format, consultation, number, size, root, madeAt }) ?? '';

/** Signs the root of a tree. */
export function signRoot(keys: ReceiptKeys, tree: Omit<z.infer<typeof statement>, 'format'>): Root {
  const stated = { format: 'consultation-root/1' as const, ...tree };
  return { ...stated, ...signText(keys, canonical(stated)) };
}

/** The key that signed a root. @returns undefined: none of these did */
export const signerOfRoot = (keys: PublicKey[], root: Root): PublicKey | undefined =>
  signerOf(keys, canonical(root), root);

const rootsForm = z.strictObject({
  format: z.literal('consultation-roots/1'),
  about: z.string(),
  roots: z.array(grownRoot).min(1),
});

const ABOUT =
  'The roots of the Merkle trees (RFC 9162, SHA-256) over the digests of the responses in this report, signed with Ed25519. Whose receipt leads to the last of them is in it: see /verify of the portal.';

/** The roots of a consultation, the first one first, as the Panel's pack has them. */
export const rootsFile = (roots: GrownRoot[]): string =>
  JSON.stringify({ format: 'consultation-roots/1', about: ABOUT, roots }, undefined, 2);

/**
 * Checks a file of roots: each signed by one of the keys, each with the one before as its beginning.
 * @returns the last; or what is wrong
 */
export function checkRoots(text: string, keys: PublicKey[]): { newest: Root } | { problem: string } {
  const read = rootsForm.safeParse(jsonOf(text));
  if (!read.success) return { problem: 'This is no file of roots.' };
  const { roots } = read.data;
  for (const [index, root] of roots.entries()) {
    const before = roots[index - 1];
    if (!signerOfRoot(keys, root))
      return { problem: `Root ${root.number} is not signed by one of the keys.` };
    if (root.number !== index + 1) return { problem: `Root ${index + 1} is missing.` };
    if (before && before.consultation !== root.consultation)
      return { problem: `Root ${root.number} is another consultation’s.` };
    if (before && !isBeginningOf(before, root, root.consistency))
      return { problem: `Root ${root.number} does not hold all that root ${before.number} held.` };
  }
  return { newest: roots.at(-1)! };
}

/**
 * What a text means as JSON.
 * @returns undefined: nothing; or it says one name twice, so that a reader may see what is not checked; or it is nested
 *   too deeply to be one of our files
 */
export function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    // String by string, so that nothing is read twice.
    let names = 0;
    for (const [, colon] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g)) names += colon ? 1 : 0;
    return names === namesIn(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, one) => sum + namesIn(one), own);
}

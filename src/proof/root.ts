import canonicalize from 'canonicalize';
import { z } from 'zod';
import { isBeginningOf } from './merkle.rules.js';
import { signerOf, signText, wasInUse, type PublicKey, type ReceiptKeys } from './receiptKeys.js';

/** SHA-256, hexadecimal, as the files have it. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What is signed of a tree: the statement, in canonical form (RFC 8785). */
const statement = z.strictObject({
  format: z.literal('consultation-root/1'),
  /** the consultation's reference */
  consultation: z.string(),
  /** 1 at the closure, one more for each admission after it */
  number: z.number().int().positive(),
  /** how many submissions */
  size: z.number().int().nonnegative(),
  /** so many of the first had been replaced or withdrawn when it closed; the Panel reads the others */
  replaced: z.number().int().nonnegative(),
  root: hash,
  /** ISO 8601 */
  madeAt: z.string(),
});

export const signedRoot = statement.extend({ key: z.string(), signature: z.string() });
export type Root = z.infer<typeof signedRoot>;

/** One of several, with the path that shows that the tree before is its beginning. */
const grownRoot = signedRoot.extend({ consistency: z.array(hash).max(64) });
export type GrownRoot = z.infer<typeof grownRoot>;

const canonical = (stated: z.infer<typeof statement>): string => {
  const { format, consultation, number, size, replaced, root, madeAt } = stated;
  return canonicalize({ format, consultation, number, size, replaced, root, madeAt }) ?? '';
};

/** Signs the root of a tree. */
export function signRoot(keys: ReceiptKeys, tree: Omit<z.infer<typeof statement>, 'format'>): Root {
  const stated = { format: 'consultation-root/1' as const, ...tree };
  return { ...stated, ...signText(keys, canonical(stated)) };
}

/** The key that signed a root. @returns undefined: none of these did */
export function signerOfRoot(keys: PublicKey[], root: Root): PublicKey | undefined {
  const signer = signerOf(keys, canonical(root), root);
  return signer && wasInUse(signer, root.madeAt) ? signer : undefined;
}

const rootsForm = z.strictObject({
  format: z.literal('consultation-roots/1'),
  about: z.string(),
  roots: z.array(grownRoot).min(1),
});

const ABOUT =
  'The roots of the Merkle trees (RFC 9162, SHA-256) over the digests of what was submitted in time or admitted, signed with Ed25519. The first leaves, as many as “replaced” says, had been replaced or withdrawn when the consultation closed: whose receipt leads to one of the others is in this report. See /verify of the portal.';

/** The roots of a consultation, the first one first, as the Panel's pack has them. */
export const rootsFile = (roots: GrownRoot[]): string =>
  JSON.stringify({ format: 'consultation-roots/1', about: ABOUT, roots }, undefined, 2);

/**
 * Checks a file of roots: each signed by one of the keys, each with the one before as its beginning.
 * @returns all of them; or what is wrong
 */
export function checkRoots(text: string, keys: PublicKey[]): { roots: Root[] } | { problem: string } {
  const read = rootsForm.safeParse(asWritten(text.replaceAll('\r\n', '\n').trim()));
  if (!read.success) return { problem: 'This is no file of roots.' };
  const { roots } = read.data;
  for (const [index, root] of roots.entries()) {
    const before = roots[index - 1];
    if (!signerOfRoot(keys, root))
      return { problem: `Root ${root.number} is not signed by one of the keys.` };
    if (root.number !== index + 1) return { problem: `Root ${index + 1} is missing.` };
    if (before && before.consultation !== root.consultation)
      return { problem: `Root ${root.number} is another consultation’s.` };
    const isGrown = before?.replaced === root.replaced && isBeginningOf(before, root, root.consistency);
    if (before && !isGrown)
      return { problem: `Root ${root.number} does not hold all that root ${before.number} held.` };
  }
  return { roots };
}

/**
 * What a text means as JSON.
 * @returns undefined: it is not byte for byte as it was written, with two spaces to a step. So nothing stands in it
 *   that is not checked, such as one name twice
 */
export function asWritten(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value, undefined, 2) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

import canonicalize from 'canonicalize';
import { z } from 'zod';
import { signerOf, signText, type PublicKey, type ReceiptKeys } from './receiptKeys.js';
import { asWritten } from './root.js';

/** What is signed of a pack: its list of contents, which has the SHA-256 of every file in it. */
const statement = z.strictObject({
  format: z.literal('consultation-pack/1'),
  /** the consultation's reference */
  consultation: z.string(),
  version: z.enum(['all', 'confidential', 'public', 'issuer']),
  /** as `1.0`; what was published before it was an edition has none */
  edition: z.string().optional(),
  /** SHA-256 of manifest.csv */
  manifest: z.string(),
});
const signedPack = statement.extend({ key: z.string(), signature: z.string() });

const canonical = ({ format, consultation, version, edition, manifest }: z.infer<typeof statement>): string =>
  canonicalize({ format, consultation, version, ...(edition && { edition }), manifest }) ?? '';

/** The signature of a pack as a file in it, signature.json. */
export function packSeal(keys: ReceiptKeys, pack: Omit<z.infer<typeof statement>, 'format'>): string {
  const stated = { format: 'consultation-pack/1' as const, ...pack };
  return JSON.stringify({ ...stated, ...signText(keys, canonical(stated)) }, undefined, 2);
}

/** Reads packSeal. @returns undefined: it is none, or none of these keys signed it */
export function readPackSeal(text: string, keys: PublicKey[]): z.infer<typeof signedPack> | undefined {
  const { data } = signedPack.safeParse(asWritten(text));
  return data && signerOf(keys, canonical(data), data) ? data : undefined;
}

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { leafOf, rootFrom } from './merkle.rules.js';
import { signerOf, type PublicKey, type Signature } from './receiptKeys.js';
import { jsonOf, signedRoot, signerOfRoot, type Root } from './root.js';

/** That a response is in what the Panel read: the way from its digest to a root. */
export interface Inclusion {
  index: number;
  path: string[];
  root: Root;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const receipt = z.strictObject({
  format: z.literal('consultation-receipt/1'),
  // As it was parsed: a copy would be without a name like __proto__.
  record: z.custom<Record<string, unknown>>((given) => typeof given === 'object' && given !== null),
  /** SHA-256 of the record's canonical form (RFC 8785) */
  digest: hash,
  key: z.string(),
  signature: z.string(),
  inclusion: z
    .strictObject({ index: z.number().int().nonnegative(), path: z.array(hash).max(64), root: signedRoot })
    .nullable(),
});

export const NO_RECEIPT =
  'This is not a receipt file of this portal. It is what “Download the signed receipt” gives; the PDF cannot be checked.';

/** What is told of a record that was found right. */
const told = z.object({
  format: z.string().startsWith('consultation-response/'),
  reference: z.string(),
  kind: z.enum(['response', 'nil']),
  consultation: z.object({ reference: z.string(), title: z.string() }),
  organisation: z.object({ name: z.string() }),
  parties: z.array(z.object({ name: z.string(), category: z.string() })),
  forOrganisation: z.boolean(),
  answers: z.array(z.unknown()),
  attachments: z.array(z.object({ name: z.string(), sha256: z.string() })),
  receivedAt: z.string(),
  standing: z.string(),
});
export type Told = z.infer<typeof told>;

export type CheckedReceipt =
  | { told: Told; digest: string; signer: PublicKey; root: Root | undefined }
  /** what is not right, in one sentence */
  | { problem: string };

/** A submission as it is kept: its record in canonical form, the digest of that, and who signed it. */
export interface SignedRecord extends Signature {
  record: string;
  digest: string;
}

/** What the receipt as a file is called. */
export const receiptFileName = (reference: string): string => `${reference} receipt.json`;

/** The receipt as a file: the whole record, its signature and, once the consultation is closed, its way to the root. */
export const receiptFile = (
  { record, digest, key, signature }: SignedRecord,
  inclusion: Inclusion | undefined,
): string =>
  JSON.stringify(
    {
      format: 'consultation-receipt/1',
      record: JSON.parse(record) as unknown,
      digest,
      key,
      signature,
      inclusion: inclusion ?? null,
    },
    undefined,
    2,
  );

/**
 * Checks a receipt file with nothing but published keys: that the digest is the record's, the signature a key's, and
 * that the way to the root leads there and the root is signed too. Whatever is told of it has been verified.
 */
export function checkReceipt(text: string, keys: PublicKey[]): CheckedReceipt {
  const read = receipt.safeParse(jsonOf(text));
  if (!read.success) return { problem: NO_RECEIPT };
  const { record, digest, inclusion, ...signed } = read.data;
  const facts = told.safeParse(record);
  const canonical = facts.success ? canonicalOf(record) : undefined;
  if (!facts.success || canonical === undefined) return { problem: NO_RECEIPT };
  if (createHash('sha256').update(canonical, 'utf8').digest('hex') !== digest) {
    return {
      problem:
        'This is not as the portal signed it: what it says, or its fingerprint (“digest”), has been changed.',
    };
  }
  const signer = signerOf(keys, canonical, signed);
  if (!signer) return { problem: 'The signature was not made with one of the keys of this portal.' };
  if (inclusion) {
    const { index, path, root } = inclusion;
    if (!signerOfRoot(keys, root))
      return {
        problem:
          'What it says of its place among the responses that the Panel reads is not signed with one of the keys of this portal.',
      };
    const isThere = rootFrom(leafOf(digest), index, root.size, path) === root.root;
    if (!isThere || root.consultation !== facts.data.consultation.reference) {
      return {
        problem:
          'What it says of its place among the responses that the Panel reads has been changed: it does not lead to the root.',
      };
    }
  }
  return { told: facts.data, digest, signer, root: inclusion?.root };
}

/** @returns undefined: it has none, as what is nested too deeply */
function canonicalOf(record: Record<string, unknown>): string | undefined {
  try {
    return canonicalize(record);
  } catch {
    return undefined;
  }
}

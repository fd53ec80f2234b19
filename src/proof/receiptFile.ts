import { createHash } from 'node:crypto';
import { z } from 'zod';
import { leafOf, rootFrom } from './merkle.rules.js';
import { signerOf, wasInUse, type PublicKey, type Signature } from './receiptKeys.js';
import { asWritten, signedRoot, signerOfRoot, type Root } from './root.js';

/** That a submission is among those that were sealed: the way from its digest to a root. */
export interface Inclusion {
  index: number;
  path: string[];
  root: Root;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const FORMAT = 'consultation-receipt/1';

/** All of a receipt file but the record. */
const headForm = z.strictObject({
  format: z.literal(FORMAT),
  /** SHA-256 of the record */
  digest: hash,
  key: z.string(),
  signature: z.string(),
  inclusion: z
    .strictObject({ index: z.number().int().nonnegative(), path: z.array(hash).max(64), root: signedRoot })
    .nullable(),
});

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
  recordedAt: z.string(),
  standing: z.string(),
});
export type Told = z.infer<typeof told>;

export type CheckedReceipt =
  | { told: Told; digest: string; signer: PublicKey; sealed: { root: Root; isRead: boolean } | undefined }
  /** what is not right, in one sentence */
  | { problem: string };

/** A submission as it is kept: its record in canonical form, the digest of that, and who signed it. */
export interface SignedRecord extends Signature {
  record: string;
  digest: string;
}

/** What the receipt as a file is called. */
export const receiptFileName = (reference: string): string => `${reference} receipt.json`;

/** What parts the head from the record, which stands in the file byte for byte as it was signed. */
const RECORD = ',\n  "record": ';

/**
 * The receipt as a file, which is JSON: its signature, once the consultation is closed its way to the root, and the
 * whole record.
 */
export function receiptFile(
  { record, digest, key, signature }: SignedRecord,
  inclusion: Inclusion | undefined,
): string {
  const head = { format: FORMAT, digest, key, signature, inclusion: inclusion ?? null };
  return `${JSON.stringify(head, undefined, 2).slice(0, -END.length)}${RECORD}${record}${END}`;
}

const END = '\n}';

const NO_RECEIPT =
  'This is not a receipt file of this portal, or it was changed after it was downloaded. It is what “Download the signed receipt” gives; the PDF cannot be checked.';

/**
 * Checks a receipt file with nothing but published keys: that the digest is the record's, the signature a key's, and
 * that the way to the root leads there and the root is signed too. Of what nobody signed only the short head is read as
 * JSON, so that a hostile file costs no more than its hashes. Whatever is told of it has been verified.
 */
export function checkReceipt(text: string, keys: PublicKey[]): CheckedReceipt {
  const parts = takeApart(text);
  if (!parts) return { problem: NO_RECEIPT };
  const { record, digest, inclusion, ...signed } = parts;
  if (createHash('sha256').update(record, 'utf8').digest('hex') !== digest) {
    return {
      problem:
        'This is not as the portal signed it: what it says, or its fingerprint (“digest”), has been changed.',
    };
  }
  const signer = signerOf(keys, record, signed);
  if (!signer) return { problem: 'The signature was not made with one of the keys of this portal.' };
  const facts = told.safeParse(JSON.parse(record));
  if (!facts.success) return { problem: NO_RECEIPT };
  if (!wasInUse(signer, facts.data.recordedAt)) {
    return { problem: `It was signed with key ${signer.id}, which was not in use any more at that time.` };
  }
  if (!inclusion) return { told: facts.data, digest, signer, sealed: undefined };
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
  return { told: facts.data, digest, signer, sealed: { root, isRead: index >= root.replaced } };
}

/** Longer than the head of any receipt: a path of 64 steps is half of it. */
const LONGEST_HEAD = 10_000;
// A form or an editor may have put other ends to the lines.
const HEAD = /^(.*?),\r?\n {2}"record": /s;
const LAST = /\r?\n\}$/;

/** @returns undefined: it is not as receiptFile writes it */
function takeApart(text: string) {
  const plain = text.trim();
  const [beginning, head] = HEAD.exec(plain.slice(0, LONGEST_HEAD)) ?? [];
  const [last] = LAST.exec(plain.slice(-3)) ?? [];
  if (beginning === undefined || head === undefined || last === undefined) return undefined;
  const read = headForm.safeParse(asWritten(head.replaceAll('\r\n', '\n') + END));
  if (!read.success) return undefined;
  return { ...read.data, record: plain.slice(beginning.length, -last.length) };
}

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { londonDate } from '../londonTime.js';

/** A key that receipts were or are signed with, as it is published. */
export interface PublicKey {
  /** the first 16 hexadecimal digits of the SHA-256 of the key */
  id: string;
  /** days, as `2026-11-28` */
  from: string;
  /** undefined: in use */
  until?: string;
  /** SubjectPublicKeyInfo (RFC 8410), DER in base64 */
  key: string;
}

/** The keys of an installation, which stand in its settings and nowhere in its database. */
export interface ReceiptKeys {
  current: PublicKey & { private: KeyObject };
  /** with the current one, the newest first */
  all: PublicKey[];
}

export interface Signature {
  /** the key's id */
  key: string;
  /** Ed25519 (RFC 8032), base64 */
  signature: string;
}

/** RECEIPT_KEY: since when it is used, and the private key (PKCS #8, DER in base64). */
export const CURRENT_KEY = /^(\d{4}-\d\d-\d\d):([A-Za-z0-9+/]{64})$/;
/** RECEIPT_OLD_KEYS: from and until when each was used, and the public key (DER in base64), separated by spaces. */
export const OLD_KEYS = /^(?:\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d:[A-Za-z0-9+/]{59}= ?)*$/;

/** @throws Error for what is no Ed25519 key */
export function readReceiptKeys(current: string, old: string): ReceiptKeys {
  const [, from = '', der = ''] = CURRENT_KEY.exec(current) ?? [];
  const secret = createPrivateKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'pkcs8' });
  const mine = published(createPublicKey(secret), from);
  const earlier = old
    .split(' ')
    .filter(Boolean)
    .map((entry) => {
      const [days = '', key = ''] = entry.split(':');
      const [since = '', until] = days.split('/');
      return published(publicKeyOf(key), since, until);
    })
    .toSorted((one, other) => (one.from < other.from ? 1 : -1));
  return { current: { ...mine, private: secret }, all: [mine, ...earlier] };
}

function published(key: KeyObject, from: string, until?: string): PublicKey {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('A key of receipts is an Ed25519 key.');
  const der = key.export({ format: 'der', type: 'spki' });
  const id = createHash('sha256').update(der).digest('hex').slice(0, 16);
  return { id, from, ...(until && { until }), key: der.toString('base64') };
}

const publicKeyOf = (key: string): KeyObject =>
  createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });

/** A new key as RECEIPT_KEY has it, and as RECEIPT_OLD_KEYS will have it once another has taken its place. */
export function newReceiptKey(from: string): { current: string; old: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    current: `${from}:${privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')}`,
    old: `${from}/UNTIL:${publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`,
  };
}

/** Signs a text, in UTF-8, with the key that is in use. */
export const signText = ({ current }: ReceiptKeys, text: string): Signature => ({
  key: current.id,
  signature: sign(null, Buffer.from(text, 'utf8'), current.private).toString('base64'),
});

/** The key that signed a text. @returns undefined: none of these did */
export function signerOf(
  keys: PublicKey[],
  text: string,
  { key, signature }: Signature,
): PublicKey | undefined {
  const named = keys.find(({ id }) => id === key);
  const bytes = Buffer.from(signature, 'base64');
  // The last digit of base64 may be written in several ways: only one is ours.
  if (!named || bytes.toString('base64') !== signature) return undefined;
  return verify(null, Buffer.from(text, 'utf8'), publicKeyOf(named.key), bytes) ? named : undefined;
}

/** Whether a key may have signed what says of itself that it was made then (ISO 8601): not after it was given up. */
export const wasInUse = ({ until }: PublicKey, madeAt: string): boolean =>
  until === undefined || londonDate(Temporal.Instant.from(madeAt)) <= until;

/** The keys as /verify/keys.json publishes them. */
export const keysFile = (keys: PublicKey[]): string =>
  JSON.stringify({ format: 'receipt-keys/1', algorithm: 'Ed25519', keys }, undefined, 2);

const keysForm = z.object({
  format: z.literal('receipt-keys/1'),
  keys: z.array(
    z.object({ id: z.string(), from: z.string(), until: z.string().optional(), key: z.string() }),
  ),
});

/** Reads keysFile; the ids are reckoned anew. @returns undefined: it is no such file */
export function readKeysFile(text: string): PublicKey[] | undefined {
  try {
    const { keys } = keysForm.parse(JSON.parse(text));
    return keys.map(({ key, from, until }) => published(publicKeyOf(key), from, until));
  } catch {
    return undefined;
  }
}

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditEntryRow } from '../db/schema.js';

/** What the first seal stands on. */
export const BEFORE_THE_FIRST = '0'.repeat(64);

/** An entry's number, and its hash in hex. */
export interface Leaf {
  id: number;
  hash: string;
}

/**
 * The hash of an entry: SHA-256 of its canonical JSON (RFC 8785). Instants stand in it as ISO 8601 in UTC, to the
 * microsecond.
 */
export const leafOf = (entry: AuditEntryRow): Leaf => ({
  id: entry.id,
  hash: sha256({ format: 'audit-entry/1', ...recordOf(entry) }),
});

/** The hash of a seal: SHA-256 of the canonical JSON of its number, the hash before it and its leaves in order. */
export const sealHash = (number: number, previousHash: string, leaves: Leaf[]): string =>
  sha256({ format: 'audit-seal/2', number, previousHash, leaves });

/** The same of seals that were made before leaves were kept: of the entries themselves. */
export const sealHashOfEntries = (number: number, previousHash: string, entries: AuditEntryRow[]): string =>
  sha256({ format: 'audit-seal/1', number, previousHash, entries: entries.map(recordOf) });

const sha256 = (record: object): string =>
  createHash('sha256')
    .update(canonicalize(record) ?? '')
    .digest('hex');

const recordOf = (entry: AuditEntryRow) => ({
  ...entry,
  at: entry.at.toString(),
  recorded_at: entry.recorded_at.toString(),
});

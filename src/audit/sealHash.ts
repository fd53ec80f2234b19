import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditEntryRow } from '../db/schema.js';

/** What the first seal stands on. */
export const BEFORE_THE_FIRST = '0'.repeat(64);

/**
 * The hash of a seal: SHA-256 of the canonical JSON (RFC 8785) of its number, the hash before it and its entries.
 * Instants stand in it as ISO 8601 in UTC, to the microsecond.
 */
export function sealHash(number: number, previousHash: string, entries: AuditEntryRow[]): string {
  const record = canonicalize({
    format: 'audit-seal/1',
    number,
    previousHash,
    entries: entries.map(recordOf),
  });
  return createHash('sha256')
    .update(record ?? '')
    .digest('hex');
}

const recordOf = (entry: AuditEntryRow) => ({
  ...entry,
  at: entry.at.toString(),
  recorded_at: entry.recorded_at.toString(),
});

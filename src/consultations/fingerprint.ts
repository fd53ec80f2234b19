import { createHash } from 'node:crypto';

/**
 * A short mark of what somebody saw on a page. A form carries it, and what is saved says whether the thing has changed
 * since. Values are given as they are read from the database, so their keys stand in the same order each time.
 */
export const fingerprintOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);

import type { Db } from '../db/connection.js';
import type { AuditSealRow } from '../db/schema.js';
import { BEFORE_THE_FIRST, sealHash } from './sealHash.js';
import { countUnsealed, listEntriesBetween, listSealsAfter } from './seal.store.js';

const PAGE = 200;

export interface AuditVerdict {
  /** how many seals were found whole */
  seals: number;
  /** how many entries those seals hold */
  entries: number;
  /** entries that wait for their seal; more than a minute's worth means that nobody seals */
  unsealed: number;
  /** the first seal that does not hold; what comes after it was not looked at */
  broken?: { seal: number; entriesUpTo: number; why: string };
}

/**
 * Reckons every seal again from the entries, in order, and stops at the first that is broken: an entry in it or
 * before it was changed, added or removed, or the seal itself was. Removing the last seals and entries together
 * cannot be seen from inside: keep a seal's number and hash elsewhere to see that too.
 */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  const verdict: AuditVerdict = { seals: 0, entries: 0, unsealed: await countUnsealed(db) };
  let previous = { number: 0, last_entry: 0, hash: BEFORE_THE_FIRST };
  for (;;) {
    const seals = await listSealsAfter(db, previous.number, PAGE);
    for (const seal of seals) {
      const why = await whatIsWrong(db, seal, previous);
      if (why) {
        const broken = { seal: previous.number + 1, entriesUpTo: seal.last_entry, why };
        return { ...verdict, broken };
      }
      verdict.seals += 1;
      verdict.entries += seal.entries;
      previous = seal;
    }
    if (seals.length < PAGE) return verdict;
  }
}

async function whatIsWrong(
  db: Db,
  seal: AuditSealRow,
  previous: Pick<AuditSealRow, 'number' | 'last_entry' | 'hash'>,
): Promise<string | undefined> {
  if (seal.number !== previous.number + 1) return 'it is missing';
  if (seal.previous_hash !== previous.hash) return 'it does not stand on the seal before it';
  // One seal's entries at a time: the log may be longer than memory.
  const entries = await listEntriesBetween(db, previous.last_entry, seal.last_entry);
  if (entries.length !== seal.entries)
    return `it sealed ${seal.entries} entries and there are ${entries.length}`;
  if (sealHash(seal.number, seal.previous_hash, entries) !== seal.hash) return 'an entry was changed';
  return undefined;
}

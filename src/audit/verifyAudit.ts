import type { Db } from '../db/connection.js';
import type { AuditEntryRow, AuditSealRow } from '../db/schema.js';
import { BEFORE_THE_FIRST, leafOf, sealHash, sealHashOfEntries, type Leaf } from './sealHash.js';
import { countUnsealed, listEntriesBetween, listLeaves, listSealsAfter } from './seal.store.js';

const PAGE = 200;

export interface AuditVerdict {
  /** how many seals were found whole */
  seals: number;
  /** how many entries those seals hold */
  entries: number;
  /** entries that wait for their seal; more than a minute's worth means that nobody seals */
  unsealed: number;
  /** the first seal that does not hold; what comes after it was not looked at */
  broken?: Wrong & { seal: number; entriesUpTo: number };
}

/** @property entry the first that was altered, removed or added, where it can be named */
interface Wrong {
  entry?: number;
  why: string;
}

/** `Seal 2 (entries up to 5) is broken: entry 5: it was altered.` */
export const brokenWords = ({ seal, entriesUpTo, entry, why }: NonNullable<AuditVerdict['broken']>): string =>
  `Seal ${seal} (entries up to ${entriesUpTo}) is broken: ${entry ? `entry ${entry}: ` : ''}${why}.`;

/**
 * Reckons every seal again from the entries, in order, and stops at the first that is broken; names the first entry
 * that was altered, removed or added. Removing the last seals and entries together
 * cannot be seen from inside: keep a seal's number and hash elsewhere to see that too.
 * @param tell how many seals have been found whole
 */
export async function verifyAudit(
  db: Db,
  tell: (seals: number) => void = () => undefined,
): Promise<AuditVerdict> {
  const verdict: AuditVerdict = { seals: 0, entries: 0, unsealed: await countUnsealed(db) };
  let previous = { number: 0, last_entry: 0, hash: BEFORE_THE_FIRST };
  for (;;) {
    const seals = await listSealsAfter(db, previous.number, PAGE);
    for (const seal of seals) {
      const wrong = await whatIsWrong(db, seal, previous);
      if (wrong) {
        const broken = { seal: previous.number + 1, entriesUpTo: seal.last_entry, ...wrong };
        return { ...verdict, broken };
      }
      verdict.seals += 1;
      verdict.entries += seal.entries;
      tell(verdict.seals);
      previous = seal;
    }
    if (seals.length < PAGE) return verdict;
  }
}

async function whatIsWrong(
  db: Db,
  seal: AuditSealRow,
  previous: Pick<AuditSealRow, 'number' | 'last_entry' | 'hash'>,
): Promise<Wrong | undefined> {
  if (seal.number !== previous.number + 1) return { why: 'the seal is missing' };
  if (seal.previous_hash !== previous.hash) return { why: 'the seal does not stand on the one before it' };
  // One seal's entries at a time: the log may be longer than memory.
  const entries = await listEntriesBetween(db, previous.last_entry, seal.last_entry);
  const leaves = await listLeaves(db, seal.number);
  if (leaves.length === 0) return wrongWithoutLeaves(seal, entries);
  if (sealHash(seal.number, seal.previous_hash, leaves) !== seal.hash) {
    return { why: 'the seal, or its list of hashes, was altered' };
  }
  return firstDifference(leaves, entries.map(leafOf));
}

/** The first entry that is not as it was sealed. Both in the order of their numbers. */
function firstDifference(sealed: Leaf[], found: Leaf[]): Wrong | undefined {
  const hashes = new Map(found.map(({ id, hash }) => [id, hash]));
  const ids = new Set(sealed.map(({ id }) => id));
  const wrong = [
    ...sealed.flatMap(({ id, hash }) => {
      const now = hashes.get(id);
      if (now === hash) return [];
      return [{ entry: id, why: now === undefined ? 'it was removed' : 'it was altered' }];
    }),
    ...found.filter(({ id }) => !ids.has(id)).map(({ id }) => ({ entry: id, why: 'it was added' })),
  ];
  return wrong.toSorted((one, other) => one.entry - other.entry)[0];
}

/** Of a seal that was made before leaves were kept, which tells only that something in it is wrong. */
function wrongWithoutLeaves(seal: AuditSealRow, entries: AuditEntryRow[]): Wrong | undefined {
  if (entries.length !== seal.entries) {
    return { why: `the seal holds ${seal.entries} entries and there are ${entries.length}` };
  }
  const holds = sealHashOfEntries(seal.number, seal.previous_hash, entries) === seal.hash;
  return holds ? undefined : { why: 'an entry of the seal was altered' };
}

import type { Db, Instant } from '../db/connection.js';
import { BEFORE_THE_FIRST, leafOf, sealHash } from './sealHash.js';
import {
  findLastSeal,
  insertLeaves,
  insertSeal,
  listSettledEntries,
  lockSealing,
  settledBefore,
} from './seal.store.js';

/** Enough for a busy minute, little enough to hash without holding the event loop. */
const LARGEST_BATCH = 500;

/** By how much the machine's clock may be put back without an entry being missed. */
const SETTLE_SECONDS = 15;

/**
 * Chains the audit entries that are settled by hash, in batches, so that a changed, added or removed one shows. The
 * entries themselves are written unchained: submits at 17:00 do not queue for one another. One sealer works at a
 * time; another returns at once.
 * @param at the portal's instant, kept with the seals
 * @param settleSeconds how old an entry must be, in real time
 * @returns how many entries were sealed
 */
export async function sealAudit(db: Db, at: Instant, settleSeconds = SETTLE_SECONDS): Promise<number> {
  let sealed = 0;
  for (;;) {
    const entries = await db.transaction((trx) => sealBatch(trx, at, settleSeconds));
    sealed += entries;
    if (entries < LARGEST_BATCH) return sealed;
  }
}

async function sealBatch(trx: Db, at: Instant, settleSeconds: number): Promise<number> {
  if (!(await lockSealing(trx))) return 0;
  const settled = await settledBefore(trx, settleSeconds);
  if (!settled) return 0;
  const last = await findLastSeal(trx);
  const entries = await listSettledEntries(trx, last?.last_entry ?? 0, settled, LARGEST_BATCH);
  const [first, final] = [entries[0], entries.at(-1)];
  if (!first || !final) return 0;
  const number = (last?.number ?? 0) + 1;
  const previousHash = last?.hash ?? BEFORE_THE_FIRST;
  const leaves = entries.map(leafOf);
  await insertSeal(trx, {
    number,
    first_entry: first.id,
    last_entry: final.id,
    entries: entries.length,
    previous_hash: previousHash,
    hash: sealHash(number, previousHash, leaves),
    sealed_at: at,
  });
  await insertLeaves(trx, number, leaves);
  return entries.length;
}

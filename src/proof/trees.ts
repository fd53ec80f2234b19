import type { Db, Instant } from '../db/connection.js';
import { consistencyPath, inclusionPath, leafOf, rootOf } from './merkle.rules.js';
import type { Inclusion } from './receiptFile.js';
import type { ReceiptKeys } from './receiptKeys.js';
import { signRoot } from './root.js';
import {
  findLeaf,
  insertLeaf,
  insertLeaves,
  insertRoot,
  listDigests,
  listRoots,
  lockClosure,
} from './tree.store.js';

interface Closed {
  id: string;
  reference: string;
}

/** In the closure's transaction: makes the tree of what was submitted, and its root. */
export async function plantTree(
  trx: Db,
  keys: ReceiptKeys,
  consultation: Closed,
  at: Instant,
): Promise<void> {
  const replaced = await insertLeaves(trx, consultation.id);
  await addRoot(trx, keys, consultation, replaced, at);
}

/** A submission that was admitted and counts: once the consultation is closed its tree grows by it, and has a new root. */
export async function growTree(
  trx: Db,
  keys: ReceiptKeys,
  consultation: Closed,
  submissionId: string,
  at: Instant,
): Promise<void> {
  if (!(await lockClosure(trx, consultation.id))) return;
  const [first] = await listRoots(trx, { 'c.id': consultation.id });
  // Closed by a release that had no trees.
  if (!first) return plantTree(trx, keys, consultation, at);
  await insertLeaf(trx, consultation.id, submissionId);
  await addRoot(trx, keys, consultation, first.replaced, at);
}

async function addRoot(
  trx: Db,
  keys: ReceiptKeys,
  { id, reference }: Closed,
  replaced: number,
  at: Instant,
): Promise<void> {
  const leaves = (await listDigests(trx, id)).map(leafOf);
  const before = (await listRoots(trx, { 'c.id': id })).at(-1);
  const root = signRoot(keys, {
    consultation: reference,
    number: (before?.number ?? 0) + 1,
    size: leaves.length,
    replaced,
    root: rootOf(leaves),
    madeAt: at.toString(),
  });
  const consistency = before ? consistencyPath(leaves, before.size) : [];
  await insertRoot(trx, id, { ...root, consistency }, at);
}

/** The way from a submission to the newest root of its consultation. @returns undefined: it is in no tree */
export async function findInclusion(db: Db, submissionId: string): Promise<Inclusion | undefined> {
  const leaf = await findLeaf(db, submissionId);
  if (!leaf) return undefined;
  const grown = (await listRoots(db, { 'c.id': leaf.consultationId })).at(-1);
  if (!grown) return undefined;
  // Read after the root: what is admitted meanwhile stands behind its leaves.
  const leaves = (await listDigests(db, leaf.consultationId)).map(leafOf);
  const { consistency: _, ...root } = grown;
  return { index: leaf.position, path: inclusionPath(leaves.slice(0, root.size), leaf.position), root };
}

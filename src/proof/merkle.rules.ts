import { createHash } from 'node:crypto';

/** Merkle trees as RFC 9162, section 2.1, has them, over SHA-256. All hashes are hexadecimal. */

const sha256 = (...parts: Buffer[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const [LEAF, NODE] = [Buffer.of(0), Buffer.of(1)];

/** The leaf of a submission: of the 32 bytes of its digest. */
export const leafOf = (digest: string): string => sha256(LEAF, bytes(digest));

const nodeOf = (left: string, right: string): string => sha256(NODE, bytes(left), bytes(right));

/** The largest power of two that is smaller than `size`, which is 2 or more. */
const split = (size: number): number => 2 ** (31 - Math.clz32(size - 1));

/** The root over leaves (section 2.1.1); of none, the hash of nothing. */
export function rootOf(leaves: string[]): string {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0]!;
  const half = split(leaves.length);
  return nodeOf(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

/** What leads from the leaf at an index to the root (section 2.1.3.1), from below. */
export function inclusionPath(leaves: string[], index: number): string[] {
  if (leaves.length < 2) return [];
  const half = split(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return index < half
    ? [...inclusionPath(left, index), rootOf(right)]
    : [...inclusionPath(right, index - half), rootOf(left)];
}

/** The root that a path leads to (section 2.1.3.2). @returns undefined: the path does not fit the tree */
export function rootFrom(leaf: string, index: number, size: number, path: string[]): string | undefined {
  if (index >= size) return undefined;
  let [here, last, hash] = [index, size - 1, leaf];
  for (const beside of path) {
    if (last === 0) return undefined;
    if (here % 2 === 1 || here === last) {
      hash = nodeOf(beside, hash);
      while (here % 2 === 0 && here !== 0) [here, last] = halved(here, last);
    } else {
      hash = nodeOf(hash, beside);
    }
    [here, last] = halved(here, last);
  }
  return last === 0 ? hash : undefined;
}

const halved = (here: number, last: number): [number, number] => [Math.floor(here / 2), Math.floor(last / 2)];

/** What shows that the tree over the first `size` leaves is the beginning of the tree over all (section 2.1.4.1). */
export function consistencyPath(leaves: string[], size: number): string[] {
  return size === 0 || size === leaves.length ? [] : subproof(leaves, size, true);
}

function subproof(leaves: string[], size: number, whole: boolean): string[] {
  if (size === leaves.length) return whole ? [] : [rootOf(leaves)];
  const half = split(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return size <= half
    ? [...subproof(left, size, whole), rootOf(right)]
    : [...subproof(right, size - half, false), rootOf(left)];
}

interface Tree {
  size: number;
  root: string;
}

/** Whether a tree is the beginning of another, as a path shows it (section 2.1.4.2). */
export function isBeginningOf(before: Tree, after: Tree, path: string[]): boolean {
  if (before.size > after.size) return false;
  if (before.size === after.size) return path.length === 0 && before.root === after.root;
  if (before.size === 0) return path.length === 0 && before.root === rootOf([]);
  // Of a whole power of two the old root itself is the first step.
  const steps = Number.isInteger(Math.log2(before.size)) ? [before.root, ...path] : path;
  let [here, last] = [before.size - 1, after.size - 1];
  while (here % 2 === 1) [here, last] = halved(here, last);
  const [first, ...rest] = steps;
  if (first === undefined) return false;
  let [old, now] = [first, first];
  for (const beside of rest) {
    if (last === 0) return false;
    if (here % 2 === 1 || here === last) {
      [old, now] = [nodeOf(beside, old), nodeOf(beside, now)];
      while (here % 2 === 0 && here !== 0) [here, last] = halved(here, last);
    } else {
      now = nodeOf(now, beside);
    }
    [here, last] = halved(here, last);
  }
  return last === 0 && old === before.root && now === after.root;
}

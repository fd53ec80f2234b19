import { createHash } from 'node:crypto';
import type { Deps } from '../deps.js';
import { typeFinder, type TypeFinder } from './fileType.js';
import {
  CHUNK_BYTES,
  completeFile,
  insertChunk,
  insertFile,
  removeUnlinkedFiles,
  touchFile,
  type ScanState,
  type StoredFile,
} from './files.store.js';
import { cleanName } from './names.js';
import { readerOf } from './storedBytes.js';

/** How often an upload tells the sweep that it lives. */
const TOUCH_EVERY_MS = 30_000;

/**
 * Streams what somebody sends into the database and completes the file, typed by its content. Nobody sees it until
 * somebody links it.
 * @throws FileRefused when it is empty or of a type that is not taken, and whatever the sender throws; what was
 *   stored is then removed
 */
export async function storeFile(
  { bulk, clock, scanner }: Pick<Deps, 'bulk' | 'clock' | 'scanner'>,
  givenName: string,
  sender: AsyncIterable<Buffer>,
  findType: (name: string) => TypeFinder = typeFinder,
): Promise<StoredFile> {
  const name = cleanName(givenName);
  const finder = findType(name);
  return store({ bulk, clock }, name, sender, {
    see: (chunk) => finder.see(chunk),
    conclude: async (id, bytes) => ({
      mediaType: (await finder.conclude(bytes, readerOf(bulk, id, bytes))).mediaType,
      scan: scanner.enabled ? 'waiting' : 'not needed',
    }),
  });
}

/** Streams what the portal itself makes into the database and completes the file. What was stored goes if it throws. */
export const storeMade = (
  deps: Pick<Deps, 'bulk' | 'clock'>,
  name: string,
  mediaType: string,
  pieces: AsyncIterable<Buffer>,
): Promise<StoredFile> =>
  store(deps, name, pieces, {
    see: async () => undefined,
    conclude: async () => ({ mediaType, scan: 'not needed' }),
  });

interface Looking {
  see(chunk: Buffer): Promise<void>;
  conclude(id: string, bytes: number): Promise<{ mediaType: string; scan: ScanState }>;
}

/**
 * 256 KiB a statement, hashed and looked at on the way, with one chunk in flight and one being filled, so that memory
 * stays flat and the sender is held back. Between two statements no connection is held.
 */
async function store(
  { bulk, clock }: Pick<Deps, 'bulk' | 'clock'>,
  name: string,
  sender: AsyncIterable<Buffer>,
  looking: Looking,
): Promise<StoredFile> {
  const id = await insertFile(bulk, name, clock.now());
  try {
    const hash = createHash('sha256');
    const pieces = observed(sender, {
      see: (piece) => hash.update(piece),
      touch: () => touchFile(bulk, id, clock.now()),
    });
    const bytes = await inChunks(pieces, async (ordinal, chunk) => {
      await looking.see(chunk);
      await insertChunk(bulk, id, ordinal, chunk);
    });
    const { mediaType, scan } = await looking.conclude(id, bytes);
    const file = { id, name, mediaType, bytes, sha256: hash.digest('hex') };
    await completeFile(bulk, file, scan, clock.now());
    return file;
  } catch (error) {
    await removeUnlinkedFiles(bulk, [id]);
    throw error;
  }
}

/** Cuts what comes into chunks, each written while the next is being filled. @returns the number of bytes */
async function inChunks(
  sender: AsyncIterable<Buffer>,
  insert: (ordinal: number, chunk: Buffer) => Promise<void>,
): Promise<number> {
  let filling = Buffer.allocUnsafe(CHUNK_BYTES);
  let spare = Buffer.allocUnsafe(CHUNK_BYTES);
  let filled = 0;
  let total = 0;
  let ordinal = 0;
  let inFlight = Promise.resolve();
  const send = async () => {
    await inFlight;
    inFlight = insert(ordinal, filling.subarray(0, filled));
    inFlight.catch(() => undefined); // met by the await above or below
    [filling, spare] = [spare, filling];
    ordinal += 1;
    filled = 0;
  };
  try {
    for await (const piece of sender) {
      for (let taken = 0; taken < piece.length;) {
        const copied = piece.copy(filling, filled, taken);
        taken += copied;
        filled += copied;
        total += copied;
        if (filled === CHUNK_BYTES) await send();
      }
    }
    if (filled > 0) await send();
    await inFlight;
    return total;
  } finally {
    // Nothing may still be on its way to the database when the caller cleans up.
    await inFlight.catch(() => undefined);
  }
}

/** Passes on what comes, seen; and touches the file's row from time to time, however slowly it comes. */
async function* observed(
  sender: AsyncIterable<Buffer>,
  { see, touch }: { see: (piece: Buffer) => void; touch: () => Promise<void> },
): AsyncGenerator<Buffer> {
  let touched = performance.now();
  for await (const piece of sender) {
    see(piece);
    if (performance.now() - touched > TOUCH_EVERY_MS) {
      touched = performance.now();
      await touch();
    }
    yield piece;
  }
}

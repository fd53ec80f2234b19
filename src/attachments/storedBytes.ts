import type { Db } from '../db/connection.js';
import { CHUNK_BYTES, findChunk } from './files.store.js';

/** Reads `length` bytes at `position`; fewer at the end of the file. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

/**
 * The bytes of a stored file from `start` up to and not including `end`, one chunk at a time: one short statement
 * each, so that no connection waits for whoever reads.
 * @throws Error when a chunk is missing
 */
export async function* bytesOf(bulk: Db, fileId: string, start: number, end: number): AsyncGenerator<Buffer> {
  for (let at = start; at < end;) {
    const chunk = await chunkAt(bulk, fileId, Math.floor(at / CHUNK_BYTES));
    const piece = chunk.subarray(at % CHUNK_BYTES, (at % CHUNK_BYTES) + end - at);
    if (piece.length === 0) throw new Error(`file ${fileId} is shorter than it says`);
    at += piece.length;
    yield piece;
  }
}

/** Reads here and there in a stored file; the chunk read last is kept, because a reader stays near where it was. */
export function readerOf(bulk: Db, fileId: string, size: number): ReadAt {
  let last: { ordinal: number; chunk: Buffer } | undefined;
  return async (position, length) => {
    const end = Math.min(position + length, size);
    const pieces: Buffer[] = [];
    for (let at = position; at < end;) {
      const ordinal = Math.floor(at / CHUNK_BYTES);
      if (last?.ordinal !== ordinal) last = { ordinal, chunk: await chunkAt(bulk, fileId, ordinal) };
      const piece = last.chunk.subarray(at % CHUNK_BYTES, (at % CHUNK_BYTES) + end - at);
      if (piece.length === 0) break;
      pieces.push(piece);
      at += piece.length;
    }
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  };
}

async function chunkAt(bulk: Db, fileId: string, ordinal: number): Promise<Buffer> {
  const chunk = await findChunk(bulk, fileId, ordinal);
  if (!chunk) throw new Error(`chunk ${ordinal} of file ${fileId} is missing`);
  return chunk;
}

import { bytesOf } from '../../attachments/storedBytes.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Packed } from '../editions/making.store.js';
import { dosTime } from '../formats/zipTime.js';

/** A ZIP that is nowhere written down: where each of its bytes comes from is known, and so is its size. */
export interface Zip {
  bytes: number;
  /** Reads from `start` up to and not including `end`, from anywhere in it. */
  read: (bulk: Db, start: number, end: number) => AsyncGenerator<Buffer>;
}

interface Part {
  bytes: number;
  read: (bulk: Db, start: number, end: number) => AsyncIterable<Buffer> | Iterable<Buffer>;
}

const MOST_32 = 0xffff_ffff;
const MOST_16 = 0xffff;
/** Names are UTF-8 (APPNOTE 4.4.4, bit 11). */
const UTF8 = 0x0800;
/** The version needed to take it out: 4.5 knows sizes and places over 4 GB (APPNOTE 4.4.3). */
const NEEDED = 45;
/** Made on Unix; a plain file that everybody may read. */
const MADE_BY = (3 << 8) | NEEDED;
const PLAIN_FILE = (0o100644 << 16) >>> 0;

/**
 * Stored files as a ZIP without compression (PKWARE APPNOTE 6.3.9), so that it can be sent from anywhere in it, again
 * and again the same: the report's files are compressed or short, and attachments mostly are.
 * @param at the time of each entry; the same in every time zone
 */
export function zipOf(files: Packed[], at: Instant): Zip {
  const time = dosTime(at);
  // Made anew whenever it is gone through: of a pack of many thousand files nothing else is held.
  function* parts(): Generator<Part> {
    const begins: number[] = [];
    let offset = 0;
    const next = (part: Part): Part => {
      offset += part.bytes;
      return part;
    };
    for (const file of files) {
      begins.push(offset);
      yield next(fixed(localHeader(file, time)));
      yield next({
        bytes: file.bytes,
        read: (bulk, start, end) => bytesOf(bulk, file.fileId, start, end),
      });
    }
    const directory = offset;
    for (const [index, file] of files.entries()) yield next(fixed(centralHeader(file, time, begins[index]!)));
    yield fixed(endOf(files.length, offset - directory, directory));
  }
  let bytes = 0;
  for (const part of parts()) bytes += part.bytes;
  return { bytes, read: (bulk, start, end) => readParts(parts(), bulk, start, end) };
}

async function* readParts(
  parts: Iterable<Part>,
  bulk: Db,
  start: number,
  end: number,
): AsyncGenerator<Buffer> {
  let began = 0;
  for (const part of parts) {
    const [from, to] = [Math.max(start - began, 0), Math.min(end - began, part.bytes)];
    if (from < to) yield* part.read(bulk, from, to);
    began += part.bytes;
    if (began >= end) return;
  }
}

const fixed = (whole: Buffer): Part => ({
  bytes: whole.length,
  read: (_bulk, start, end) => [whole.subarray(start, end)],
});

/** What both headers of an entry say of it, from its flags to the length of its name. */
function fieldsOf({ bytes, path, crc32 }: Packed, time: Buffer): Buffer {
  if (crc32 === null) throw new Error(`the checksum of ${path} is not known`);
  if (bytes >= MOST_32) throw new Error(`${path} is too large for an entry of a ZIP`);
  const fields = Buffer.alloc(22);
  fields.writeUInt16LE(UTF8, 0);
  time.copy(fields, 4); // 2: the method is 0, stored
  fields.writeUInt32LE(crc32, 8);
  fields.writeUInt32LE(bytes, 12);
  fields.writeUInt32LE(bytes, 16);
  fields.writeUInt16LE(Buffer.byteLength(path), 20);
  return fields;
}

function localHeader(file: Packed, time: Buffer): Buffer {
  const begin = Buffer.alloc(6);
  begin.writeUInt32LE(0x0403_4b50, 0);
  begin.writeUInt16LE(NEEDED, 4);
  return Buffer.concat([begin, fieldsOf(file, time), Buffer.alloc(2), Buffer.from(file.path)]);
}

/** @param offset where its local header begins */
function centralHeader(file: Packed, time: Buffer, offset: number): Buffer {
  const far = offset >= MOST_32;
  const begin = Buffer.alloc(8);
  begin.writeUInt32LE(0x0201_4b50, 0);
  begin.writeUInt16LE(MADE_BY, 4);
  begin.writeUInt16LE(NEEDED, 6);
  const rest = Buffer.alloc(16);
  rest.writeUInt16LE(far ? 12 : 0, 0);
  rest.writeUInt32LE(PLAIN_FILE, 8);
  rest.writeUInt32LE(far ? MOST_32 : offset, 12);
  const extra = Buffer.alloc(far ? 12 : 0);
  if (far) {
    extra.writeUInt16LE(0x0001, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  return Buffer.concat([begin, fieldsOf(file, time), rest, Buffer.from(file.path), extra]);
}

/** The end of the central directory, with the larger one before it where the figures do not fit (APPNOTE 4.3.14). */
function endOf(entries: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(entries, MOST_16), 8);
  end.writeUInt16LE(Math.min(entries, MOST_16), 10);
  end.writeUInt32LE(Math.min(size, MOST_32), 12);
  end.writeUInt32LE(Math.min(offset, MOST_32), 16);
  if (entries < MOST_16 && size < MOST_32 && offset < MOST_32) return end;
  const larger = Buffer.alloc(56);
  larger.writeUInt32LE(0x0606_4b50, 0);
  larger.writeBigUInt64LE(44n, 4);
  larger.writeUInt16LE(MADE_BY, 12);
  larger.writeUInt16LE(NEEDED, 14);
  larger.writeBigUInt64LE(BigInt(entries), 24);
  larger.writeBigUInt64LE(BigInt(entries), 32);
  larger.writeBigUInt64LE(BigInt(size), 40);
  larger.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x0706_4b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([larger, locator, end]);
}

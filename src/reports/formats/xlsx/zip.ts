import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import type { Instant } from '../../../db/connection.js';
import { dosTime } from '../zipTime.js';

const deflate = promisify(deflateRaw);

/** A file in a ZIP as it grows. */
export interface Entry {
  path: string;
  /** where it stands in the ZIP */
  start: number;
  crc: number;
  /** of its text, and of it as packed */
  bytes: number;
  packed: number;
}

export const startEntry = (): Entry => ({ path: '', start: 0, crc: 0, bytes: 0, packed: 0 });

/**
 * Packs a piece of an entry beside this thread, and by itself: the pieces put together are one deflated stream (RFC
 * 1951), since each but the last ends with an empty block.
 */
export async function packed(entry: Entry, bytes: Buffer, last: boolean): Promise<Buffer> {
  entry.crc = crc32(bytes, entry.crc);
  entry.bytes += bytes.length;
  const finishFlush = last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
  const piece = await deflate(bytes, { level: 3, finishFlush });
  entry.packed += piece.length;
  return piece;
}

const MOST = 0xffff_ffff;
/** Its sizes follow its bytes; its name is UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;

/**
 * The records of a ZIP (APPNOTE.TXT 6.3.10, without ZIP64) around bytes that are packed already, which no library
 * takes: a workbook's sheets grow side by side, and stand in it one after the other.
 * @param at what its entries say when they were made: the same for the same report
 */
export function startZip(at: Instant) {
  let offset = 0;
  const directory: Buffer[] = [];
  const stamp = dosTime(at);
  const counted = (bytes: Buffer): Buffer => {
    offset += bytes.length;
    // More than Excel opens, and than these records can say.
    if (offset > MOST) throw new RangeError('The workbook would be larger than 4 GB.');
    return bytes;
  };
  return {
    /** before the bytes of an entry */
    begin: (entry: Entry, path: string): Buffer => {
      entry.path = path;
      entry.start = offset;
      const name = Buffer.from(path);
      return counted(
        Buffer.concat([u32(0x04034b50), common(stamp), sizes(startEntry()), lengths(name), name]),
      );
    },
    /** its bytes, as `packed` gives them */
    bytes: counted,
    /** after them */
    finish: (entry: Entry): Buffer => {
      const name = Buffer.from(entry.path);
      directory.push(
        Buffer.concat([u32(0x02014b50), u16(VERSION), common(stamp), sizes(entry), lengths(name)]),
        Buffer.concat([u16(0), u16(0), u16(0), u32(0), u32(entry.start), name]),
      );
      return counted(Buffer.concat([u32(0x08074b50), sizes(entry)]));
    },
    /** after all entries */
    end: (): Buffer => {
      const list = Buffer.concat(directory);
      const count = directory.length / 2;
      const end = [
        u32(0x06054b50),
        u16(0),
        u16(0),
        u16(count),
        u16(count),
        u32(list.length),
        u32(offset),
        u16(0),
      ];
      return counted(Buffer.concat([list, ...end]));
    },
  };
}

const common = (stamp: Buffer): Buffer => Buffer.concat([u16(VERSION), u16(FLAGS), u16(DEFLATED), stamp]);

function sizes({ crc, packed: size, bytes }: Entry): Buffer {
  if (bytes > MOST) throw new RangeError('A sheet would be larger than 4 GB.');
  return Buffer.concat([u32(crc), u32(size), u32(bytes)]);
}

const lengths = (name: Buffer): Buffer => Buffer.concat([u16(name.length), u16(0)]);

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

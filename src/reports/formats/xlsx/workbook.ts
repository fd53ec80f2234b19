import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Instant } from '../../../db/connection.js';
import type { Told } from '../../telling/redaction.rules.js';
import { relationships } from '../ooxml/package.js';
import { packageOf, STYLES, type Listed } from './package.js';
import type { Sheet } from './sheet.js';
import { keptNow, startSpool, type Spool } from './spool.js';
import type { Piece } from './worksheet.js';
import { packed, startEntry, startZip } from './zip.js';

/**
 * How much of the sheets whose turn has not come is kept packed in memory, in bytes, over all workbooks that are being
 * written; and the most rows that Excel takes in a sheet.
 */
const LIMITS = { room: 64 * 1024 * 1024, rows: 1_048_576 };

/**
 * Writes a workbook as it goes (ISO/IEC 29500-1). All its sheets grow while the responses come by once, since to read
 * them takes longer than to write them: the first goes out at once, those after it wait, packed. Where they would take
 * more room than there is, the last are left for another reading, so that memory is bounded however many responses there
 * are; the bytes are the same.
 * @param responses the same each time that they are asked for
 * @param at when its files say that they were made
 */
export async function writeWorkbook(
  sheets: Sheet[],
  responses: () => AsyncIterable<Told>,
  at: Instant,
  out: Writable,
  limits = LIMITS,
): Promise<void> {
  await pipeline(Readable.from(bytesOf(sheets, responses, at, limits), { objectMode: false }), out);
}

async function* bytesOf(
  sheets: Sheet[],
  responses: () => AsyncIterable<Told>,
  at: Instant,
  limits: typeof LIMITS,
) {
  const zip = startZip(at);
  const listed: Listed[] = [];
  async function* file(path: string, text: string) {
    const entry = startEntry();
    yield zip.begin(entry, path);
    yield zip.bytes(await packed(entry, Buffer.from(text), true));
    yield zip.finish(entry);
  }
  const written = async (piece: Piece): Promise<Buffer> => {
    if ('bytes' in piece) return zip.bytes(await piece.bytes);
    if ('ends' in piece) return zip.finish(piece.ends);
    listed.push(piece.sheet);
    return zip.begin(piece.begins, `xl/worksheets/sheet${listed.length}.xml`);
  };
  yield* file('_rels/.rels', relationships([{ type: 'officeDocument', target: 'xl/workbook.xml' }]));
  yield* file('xl/styles.xml', STYLES);
  for (let left = sheets; left.length > 0;) {
    // What needs no response goes out before any is read.
    const now = left[0]!.of ? left : left.slice(0, 1);
    const spools = now.map((sheet) => startSpool(sheet, limits.rows));
    try {
      for await (const piece of grown(spools, responses, limits.room)) yield written(piece);
      const whole = spools.filter((spool) => !spool.isDropped());
      for (const spool of whole) while (spool.waiting() > 0) yield written(spool.take());
      left = left.slice(whole.length);
    } finally {
      for (const spool of spools) spool.drop();
    }
  }
  for (const [path, text] of Object.entries(packageOf(listed))) yield* file(path, text);
  yield zip.end();
}

/** Lets sheets grow while the responses come by, and gives what is ready of the first. */
async function* grown(spools: Spool[], responses: () => AsyncIterable<Told>, room: number) {
  const [first, ...others] = spools;
  async function* ready() {
    for (const spool of spools) {
      const packing = spool.keepsUp();
      if (packing) await packing;
    }
    while (first!.waiting() > AHEAD) yield first!.take();
    while (keptNow() > room) {
      const last = others.pop();
      if (!last) return;
      last.drop();
    }
  }
  for (const spool of spools) for (const _ of spool.begin()) yield* ready();
  if (spools.some(({ isFed }) => isFed)) {
    for await (const told of responses()) {
      for (const spool of spools) spool.feed(told);
      yield* ready();
    }
  }
  for (const spool of spools) spool.end();
}

/** Pieces that are packed while those before are sent. */
const AHEAD = 2;

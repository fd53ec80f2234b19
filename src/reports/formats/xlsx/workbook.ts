import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Instant } from '../../../db/connection.js';
import { startWaiting } from '../../../unnamedFile.js';
import type { Told } from '../../telling/redaction.rules.js';
import { relationships } from '../ooxml/package.js';
import { packageOf, STYLES, type Listed } from './package.js';
import type { Sheet } from './sheet.js';
import { startSpool, type Spool } from './spool.js';
import { packed, startEntry, startZip } from './zip.js';

/** How many bytes of packed sheets are kept in memory; and the most rows that Excel takes in a sheet. */
const LIMITS = { room: 8 * 1024 * 1024, rows: 1_048_576 };

/**
 * Writes a workbook as it goes (ISO/IEC 29500-1). All its sheets grow while the responses come by once, since to read
 * them takes longer than to write them; packed, they wait for their turn.
 * @param at when its files say that they were made
 */
export async function writeWorkbook(
  sheets: Sheet[],
  responses: AsyncIterable<Told>,
  at: Instant,
  out: Writable,
  limits = LIMITS,
): Promise<void> {
  await pipeline(Readable.from(bytesOf(sheets, responses, at, limits), { objectMode: false }), out);
}

async function* bytesOf(
  sheets: Sheet[],
  responses: AsyncIterable<Told>,
  at: Instant,
  { room, rows }: typeof LIMITS,
) {
  const zip = startZip(at);
  const listed: Listed[] = [];
  async function* file(path: string, text: string) {
    const entry = startEntry();
    yield zip.begin(entry, path);
    yield zip.bytes(await packed(entry, Buffer.from(text), true));
    yield zip.finish(entry);
  }
  yield* file('_rels/.rels', relationships([{ type: 'officeDocument', target: 'xl/workbook.xml' }]));
  yield* file('xl/styles.xml', STYLES);
  const waiting = startWaiting(room);
  try {
    const spools = sheets.map((sheet) => startSpool(sheet, waiting, rows));
    await grow(spools, responses);
    for (const spool of spools) {
      for await (const piece of spool.taken()) {
        if ('bytes' in piece) yield zip.bytes(piece.bytes);
        else if ('ends' in piece) yield zip.finish(piece.ends);
        else {
          listed.push(piece.sheet);
          yield zip.begin(piece.begins, `xl/worksheets/sheet${listed.length}.xml`);
        }
      }
    }
  } finally {
    await waiting.close();
  }
  for (const [path, text] of Object.entries(packageOf(listed))) yield* file(path, text);
  yield zip.end();
}

async function grow(spools: Spool[], responses: AsyncIterable<Told>): Promise<void> {
  for (const spool of spools) await spool.begin();
  const fed = spools.filter(({ isFed }) => isFed);
  if (fed.length > 0) {
    for await (const told of responses) {
      for (const spool of fed) {
        spool.feed(told);
        const packing = spool.keepsUp();
        if (packing) await packing;
      }
    }
  }
  for (const spool of spools) spool.end();
}

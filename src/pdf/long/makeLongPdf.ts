import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { atMost } from '../../atMost.js';
import { Busy } from '../../errors.js';
import { inProcess } from '../../inProcess.js';
import { openUnnamed } from '../../unnamedFile.js';

/** What templates of views/ are given to show. Texts in it stay text, whatever they hold. */
export interface LongJob {
  /** the pages before the parts, and what runs above and below all; finds the pages of the parts in `data.pages` */
  frame: string;
  /** a part; finds what is in it in `data.pieces` */
  part: string;
  data: object;
}

/** Between pieces: what follows begins a page, in a part of its own. A part of 1 MB of text takes about 2 s and 250 MB. */
export const NEXT_PART = null;

/** One at a time: a very long one takes minutes, on all processors (docs/decisions/0012-pdf.md). */
const inTurn = atMost({ running: 1, waiting: 10, each: 3 });
const LIMITS = { longestMs: 1_800_000, mostComputingS: 1_200, mostMemoryKb: 4_000_000 };

/**
 * glibc, which gives large pieces of memory back to the system as soon as they are free, keeps them: each page takes
 * some to compress what it shows, and to get it anew takes ten times as long as that (mallopt(3)).
 */
const KEEPS_MEMORY = {
  MALLOC_MMAP_THRESHOLD_: String(32 * 1024 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(512 * 1024 * 1024),
  MALLOC_TOP_PAD_: String(16 * 1024 * 1024),
};

const TOO_MUCH =
  'The PDF could not be made: it is very long, or the portal has much to do. Try again in a few minutes. ' +
  'The workbook has the same responses.';

/** Characters of a line: enough that lines are few, and few enough that nothing else waits for one. */
const LINE = 65_536;

/**
 * Makes a tagged PDF (PDF/UA-1) of any length and writes it. Neither what goes in nor what comes out is ever held here:
 * the pieces are asked for as its process takes them, and a client may take the document as slowly as it likes.
 * @param pieces one after the other; one of the kind `heading`, with a level and a text, has a bookmark unless it is `continued`
 * @param who for whom it is made: no more than a few of one are made or wait
 * @throws Busy when too many wait already, or when it took too long or too much, before anything is written; an
 * AbortError when `out` closes
 */
export async function makeLongPdf(
  job: LongJob,
  pieces: AsyncIterable<object | typeof NEXT_PART>,
  who: string,
  out: Writable,
): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  out.once('close', leave);
  const file = await openUnnamed();
  try {
    await inTurn(() => makeInto(file, job, pieces, gone.signal), { who, signal: gone.signal });
    await pipeline(file.createReadStream({ start: 0, autoClose: false }), out);
  } finally {
    out.off('close', leave);
    await file.close();
  }
}

async function makeInto(
  file: FileHandle,
  job: LongJob,
  pieces: AsyncIterable<object | typeof NEXT_PART>,
  signal: AbortSignal,
) {
  const program = path.join(import.meta.dirname, 'longPdfProcess.js');
  const done = await inProcess(program, linesOf(job, pieces), LIMITS, {
    signal,
    into: file.fd,
    env: KEEPS_MEMORY,
  });
  if ('wrote' in done) return;
  throw new Busy(TOO_MUCH, {
    cause: new Error(`The process of a PDF ended with ${done.ended}: ${done.said}`),
  });
}

/** As the process reads them. */
async function* linesOf(
  job: LongJob,
  pieces: AsyncIterable<object | typeof NEXT_PART>,
): AsyncGenerator<string> {
  yield `${JSON.stringify(job)}\n`;
  let line: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const text = JSON.stringify(piece);
    line.push(text);
    length += text.length;
    if (length < LINE) continue;
    yield `[${line.join(',')}]\n`;
    [line, length] = [[], 0];
  }
  yield `[${line.join(',')}]\n`;
}

import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { atMost } from '../../atMost.js';
import { printable } from '../printable.js';
import { isCovered, typeset } from '../typeset.js';
import { joinParts } from './joinParts.js';
import { valuesIn } from './valuesIn.js';
import { NEXT_PART, type LongJob } from './makeLongPdf.js';
import type { SetPart } from './partThread.js';
import { placesIn, readPart, type Part } from './readPart.js';

/** As many parts are set at once, beside the one that is being read. */
const AT_ONCE = 2;
const inTurn = atMost({ running: AT_ONCE, waiting: Infinity, each: Infinity });
/** Threads that have nothing to set: a new one takes most of a second before it begins. */
const idle = Array.from({ length: AT_ONCE }, () => new Worker(new URL('partThread.js', import.meta.url)));

// One long document: its templates and data, then its pieces, a list of them on each line; its bytes go out. Parts are
// set beside one another, then the frame, which says on which page of how many each of them begins.
const given = valuesIn(process.stdin);
const { frame, part, data } = (await given.next()).value as LongJob;
const setting: Promise<SetPart>[] = [];
const headings: object[][] = [];
const front: Piece[] = [];
let pieces: Piece[] = [];
for await (const some of given as AsyncIterable<(Piece | typeof NEXT_PART)[]>) {
  for (const piece of some) {
    if (piece === NEXT_PART) await begin();
    else if (pieces.length > 0 || headings.length > 0 || isHeading(piece)) pieces.push(piece);
    else front.push(piece);
  }
}
await begin();
const set = await Promise.all(setting);
await Promise.all(idle.map((thread) => thread.terminate()));
const parts = set.map(({ pdf }) => readPart(Buffer.from(pdf.buffer)));
const shown = printable({ ...data, front, pages: pagesOf(parts) }, isCovered);
const coded = shown.coded || set.some((one) => one.coded);
// The last page is a part's: the frame says it itself that characters stand as their codes.
const framed = typeset(frame, { data: { ...shown.data, coded }, coded: false });
const document = joinParts(readPart(framed), parts);
await pipeline(Readable.from(document), process.stdout);

type Piece = { kind: string; continued?: true } | unknown[];

function isHeading(piece: Piece): boolean {
  return !Array.isArray(piece) && piece.kind === 'heading';
}

/** Has the pieces read so far set as a part. Not before there is room for it, so that few are held at once. */
async function begin(): Promise<void> {
  const own = pieces;
  pieces = [];
  headings.push(own.filter((one) => isHeading(one) && !('continued' in one)));
  setting.push(inTurn(() => setPart(own), { who: '' }));
  if (setting.length > 2) await setting.at(-3);
}

async function setPart(own: Piece[]): Promise<SetPart> {
  const thread = idle.pop()!;
  thread.postMessage({ template: part, data: { ...data, pieces: own } });
  const [done] = (await once(thread, 'message')) as [SetPart];
  idle.push(thread);
  return done;
}

/** What the frame has to know of each page that is put into it. */
function pagesOf(all: Part[]) {
  return all.flatMap((one, index) => {
    const places = placesIn(one);
    if (places.length !== headings[index]!.length) throw new Error('A heading of this PDF has no bookmark.');
    return one.sizes.map(({ width, height }, page) => ({
      flipped: width > height,
      headings: headings[index]!.flatMap((heading, at) =>
        places[at]!.page === page ? [{ ...heading, top: places[at]!.top }] : [],
      ),
    }));
  });
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { atMost } from '../../atMost.js';
import { startJoining } from './joinParts.js';
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
// set beside one another and written in their order, then the frame, which says on which page of how many each begins.
const given = valuesIn(process.stdin);
const { frame, part, data } = (await given.next()).value as LongJob;
// Into a file: a write is done when it returns.
const joining = startJoining((piece) => void process.stdout.write(piece));
const joined: Promise<void>[] = [];
const pages: FramedPage[] = [];
let coded = false;
const front: Piece[] = [];
let pieces: Piece[] = [];
let begun = false;
for await (const some of given as AsyncIterable<(Piece | typeof NEXT_PART)[]>) {
  for (const piece of some) {
    if (piece === NEXT_PART) await begin();
    else if (begun || isHeading(piece)) {
      begun = true;
      pieces.push(piece);
    } else front.push(piece);
  }
}
await begin();
await joined.at(-1);
joining.end(await setFrame());
await Promise.all(idle.map((thread) => thread.terminate()));

type Piece = { kind: string; continued?: true } | unknown[];

/** What the frame has to know of a page that is put into it. */
interface FramedPage {
  flipped: boolean;
  headings: object[];
}

function isHeading(piece: Piece): boolean {
  return !Array.isArray(piece) && piece.kind === 'heading';
}

/** Has the pieces read so far set as a part. Not before there is room for it, so that few are held at once. */
async function begin(): Promise<void> {
  const own = pieces;
  pieces = [];
  const headings = own.filter((one) => isHeading(one) && !('continued' in one));
  const setting = inTurn(() => setIn(part, { ...data, pieces: own, coded: false }), { who: '' });
  joined.push(join(setting, joined.at(-1), headings));
  if (joined.length > AT_ONCE) await joined.at(-1 - AT_ONCE);
}

/** Writes a part once it is set and those before it are written. */
async function join(
  setting: ReturnType<typeof setIn>,
  before: Promise<void> | undefined,
  headings: object[],
): Promise<void> {
  const set = await setting;
  await before;
  const one = readPart(set.pdf);
  coded ||= set.coded;
  pages.push(...pagesOf(one, headings));
  joining.add(one);
}

/** Each page says how many there are: the frame's own are counted first, around a single page with all headings. */
async function setFrame(): Promise<Part> {
  const around = async (own: number, those: FramedPage[]) =>
    readPart((await setIn(frame, { ...data, front, coded, own, pages: those })).pdf);
  const single = { flipped: false, headings: pages.flatMap(({ headings }) => headings) };
  let own = (await around(0, [single])).pages.length - 1;
  for (;;) {
    const framed = await around(own, pages);
    const found = framed.pages.length - pages.length;
    if (found === own) return framed;
    // Longer numbers in the contents list took another page; what the pages say does not change that any more.
    own = found;
  }
}

async function setIn(template: string, shown: object): Promise<{ pdf: Buffer; coded: boolean }> {
  const thread = idle.pop()!;
  thread.postMessage({ template, data: shown });
  const [done] = (await once(thread, 'message')) as [SetPart];
  idle.push(thread);
  return { ...done, pdf: Buffer.from(done.pdf.buffer) };
}

function pagesOf(one: Part, headings: object[]): FramedPage[] {
  const places = placesIn(one);
  if (places.length !== headings.length) throw new Error('A heading of this PDF has no bookmark.');
  return one.sizes.map(({ width, height }, page) => ({
    flipped: width > height,
    headings: headings.flatMap((heading, at) =>
      places[at]!.page === page ? [{ ...heading, top: places[at]!.top }] : [],
    ),
  }));
}

import { refIn, refsIn, renamed, type PdfObject, type Renaming } from './pdfObjects.js';
import type { Part, Tags } from './readPart.js';
import { startFile } from './writeObjects.js';

/** Under this name a page finds what runs above and below it. */
const RUNNING = '/PortalRunning';

/** What all parts refer to has its number before it is written: the tree of pages, and the tag that holds all others. */
const [PAGES, ALL_TAGS, DRAW, FIRST] = [1, 2, 3, 4];

interface Joining {
  /** Writes a part, after those before it, but for its pages. */
  add(part: Part): void;
  /** Writes the pages and the frame, which ends with a page for each of them, and closes the document. */
  end(frame: Part): void;
}

/**
 * Puts the pages of parts, in their order, in the place of the last pages of a frame: what the frame says there, above
 * and below, is drawn over them. The bookmarks, the contents list and all that is said of the document are the frame's;
 * the tags of the parts follow those of the frame, as if all had been set as one. A part is written as soon as it is
 * there: only its pages and the numbers of its tags are kept until the end.
 * @param write is given the document in pieces
 */
export function startJoining(write: (piece: Buffer) => void): Joining {
  const file = startFile(write);
  file.add(DRAW, drawing(`q ${RUNNING} Do Q`));
  const pages: { id: number; text: string }[] = [];
  const tags: Joined = { children: [], parents: [], cells: [], nextKey: 0 };
  let free = FIRST;
  let parts = 0;

  /** Numbers what a document has, but for what has a place already or is left out. */
  function take(from: Part, places: Map<number, number>, isLeft: Set<number>, cell: Renaming['cell']) {
    if (from.tags.roles !== (tags.roles ??= from.tags.roles))
      throw new Error('The parts of this PDF call tags by different names.');
    const kept = Array.from({ length: from.size - 1 }, (_, index) => index + 1).filter(
      (id) => !places.has(id) && !isLeft.has(id),
    );
    for (const id of kept) places.set(id, free++);
    const place = (id: number): number => {
      const found = places.get(id);
      if (found === undefined) throw new Error(`A part of this PDF needs ${id}, which is left out.`);
      return found;
    };
    const { nextKey } = tags;
    const parent = (key: number) => key + nextKey;
    tags.parents.push(...from.tags.parents.map(([key, id]): [number, number] => [parent(key), place(id)]));
    tags.cells.push(...from.tags.cells.map(([literal, id]): [string, number] => [cell(literal), place(id)]));
    tags.nextKey += from.tags.nextKey;
    const object = (id: number): PdfObject => {
      const { text, ...stream } = from.object(id);
      return { text: renamed(text, { ref: place, parent, cell }), ...stream };
    };
    return { kept, place, object };
  }

  function add(part: Part): void {
    const prefix = String(parts++).padStart(4, '0');
    const cell = (literal: string) => `(${prefix}-${literal.slice(1)}`;
    const { kept, place, object } = take(part, sharedIn(part), leftOut(part), cell);
    const own = new Set(part.pages);
    for (const id of kept) if (!own.has(id)) file.add(place(id), object(id));
    pages.push(...part.pages.map((id) => ({ id: place(id), text: object(id).text })));
    tags.children.push(...part.tags.children.map(place));
  }

  function end(frame: Part): void {
    const places = sharedIn(frame);
    const front = frame.pages.length - pages.length;
    for (const [index, { id }] of pages.entries()) places.set(frame.pages[front + index]!, id);
    const { kept, place, object } = take(frame, places, new Set(), (literal) => literal);
    const written = new Set([frame.tags.tree]);
    for (const [index, { id, text }] of pages.entries()) {
      const stub = frame.pages[front + index]!;
      const running = refIn(frame.object(stub).text, 'Contents');
      file.add(place(running), asForm(object(stub).text, object(running)));
      file.add(id, { text: withRunning(text, place(running)) });
      written.add(running);
    }
    for (const id of kept) if (!written.has(id)) file.add(place(id), object(id));
    file.add(PAGES, object(refIn(frame.catalog, 'Pages')));
    const children = [...frame.tags.children.map(place), ...tags.children];
    file.add(ALL_TAGS, { text: withChildren(object(frame.tags.all).text, children) });
    file.add(place(frame.tags.tree), { text: treeOf(tags) });
    file.end({ root: place(frame.root), info: place(frame.info), identity: frame.identity });
  }
  return { add, end };
}

type Joined = Pick<Tags, 'children' | 'parents' | 'nextKey' | 'cells'> & { roles?: string };

/** What of a document stands for the same in all of them. */
const sharedIn = ({ catalog, tags }: Part): Map<number, number> =>
  new Map([
    [refIn(catalog, 'Pages'), PAGES],
    [tags.all, ALL_TAGS],
  ]);

/** What the frame says in its stead. */
const leftOut = ({ root, info, tags, bookmarks, catalog }: Part): Set<number> =>
  new Set([
    root,
    info,
    tags.tree,
    ...refsIn(catalog, 'Metadata'),
    ...refsIn(catalog, 'Outlines'),
    ...bookmarks,
  ]);

/** The content of a page as something that another page can draw (ISO 32000-1, 8.10). */
function asForm(page: string, { text, stream }: PdfObject): PdfObject {
  const box = /\/MediaBox (\[[^\]]*\])/.exec(page)![1];
  const form = `/Type /XObject\n  /Subtype /Form\n  /BBox ${box}\n  /Resources ${resourcesOf(page)}`;
  return { text: text.replace('<<', () => `<<\n  ${form}`), stream: stream! };
}

/** A page's own dictionary of resources. */
function resourcesOf(page: string): string {
  const start = page.indexOf('/Resources <<') + '/Resources '.length;
  let depth = 0;
  for (const { 0: bracket, index } of page.slice(start).matchAll(/<<|>>/g)) {
    depth += bracket === '<<' ? 1 : -1;
    if (depth === 0) return page.slice(start, start + index + 2);
  }
  throw new Error('A page of this PDF has no resources.');
}

function withRunning(page: string, running: number): string {
  if (page.includes('/XObject')) throw new Error('A page of this PDF draws something already.');
  return page
    .replace('/Resources <<', () => `/Resources <<\n    /XObject <<\n      ${RUNNING} ${running} 0 R\n    >>`)
    .replace(/\/Contents (\d+ 0 R)/, (_, content: string) => `/Contents [${content} ${DRAW} 0 R]`);
}

const refsOf = (ids: number[]): string => ids.map((id) => `${id} 0 R`).join(' ');

const withChildren = (tag: string, children: number[]): string =>
  tag.replace(/\/K \[[^\]]*\]/, () => `/K [${refsOf(children)}]`);

/** The numbers of pages and of cells are in their order. */
const treeOf = ({ roles = '', parents, nextKey, cells }: Joined): string => `<<
  /Type /StructTreeRoot
  ${roles}
  /K [${ALL_TAGS} 0 R]
  /ParentTree <<
    /Nums [${parents.map(([key, id]) => `${key} ${id} 0 R`).join(' ')}]
  >>
  /ParentTreeNextKey ${nextKey}
  /IDTree <<
    /Names [${cells
      .toSorted(byName)
      .map(([literal, id]) => `${literal} ${id} 0 R`)
      .join(' ')}]
  >>
>>`;

const byName = ([one]: [string, number], [other]: [string, number]): number => (one < other ? -1 : 1);

const drawing = (stream: string): PdfObject => ({
  text: `<<\n  /Length ${stream.length}\n>>`,
  stream: Buffer.from(stream),
});

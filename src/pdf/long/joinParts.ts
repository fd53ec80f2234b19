import type { PdfObject } from './pdfObjects.js';
import { refIn, refsIn, renamed } from './pdfObjects.js';
import type { Part } from './readPart.js';

/** Under this name a page finds what runs above and below it. */
const RUNNING = '/PortalRunning';

/**
 * Puts the pages of parts, in their order, in the place of the last pages of a frame, which has one for each: what the
 * frame says there, above and below, is drawn over them. The bookmarks, the contents list and all that is said of the
 * document are the frame's; the tags of the parts follow those of the frame, as if all had been set as one.
 * @returns the document in pieces
 */
export function joinParts(frame: Part, parts: Part[]): Buffer[] {
  const written: PdfObject[] = Array.from({ length: frame.size }, (_, id) =>
    id === 0 ? { text: '' } : frame.object(id),
  );
  const draw = written.push(streamOf('', Buffer.from(`q ${RUNNING} Do Q`))) - 1;
  const tags = structuredClone(frame.tags);
  const over = frame.pages.slice(-parts.reduce((sum, { pages }) => sum + pages.length, 0));
  const pages = refIn(frame.catalog, 'Pages');

  for (const [number, part] of parts.entries()) {
    if (part.tags.roles !== tags.roles)
      throw new Error('The parts of this PDF call tags by different names.');
    const taken = over.splice(0, part.pages.length);
    const places = new Map([
      [part.tags.all, tags.all],
      [refIn(part.catalog, 'Pages'), pages],
      ...part.pages.map((id, index) => [id, taken[index]!] as const),
    ]);
    const isLeft = leftOut(part);
    const kept = Array.from({ length: part.size - 1 }, (_, index) => index + 1).filter(
      (id) => !places.has(id) && !isLeft.has(id),
    );
    for (const [index, id] of kept.entries()) places.set(id, written.length + index);
    const place = (id: number): number => {
      const found = places.get(id);
      if (found === undefined) throw new Error(`A part of this PDF needs ${id}, which is left out.`);
      return found;
    };
    const cell = (literal: string) => `(${String(number).padStart(4, '0')}-${literal.slice(1)}`;
    const rename = ({ text, ...stream }: PdfObject): PdfObject => ({
      text: renamed(text, { ref: place, parent: (key) => key + tags.nextKey, cell }),
      ...stream,
    });
    written.push(...kept.map((id) => rename(part.object(id))));
    for (const [index, id] of part.pages.entries()) {
      const stub = frame.object(taken[index]!).text;
      const running = refIn(stub, 'Contents');
      written[running] = asForm(stub, frame.object(running));
      written[taken[index]!] = { text: withRunning(rename(part.object(id)).text, running, draw) };
    }
    tags.children.push(...part.tags.children.map(place));
    tags.parents.push(
      ...part.tags.parents.map(([key, id]): [number, number] => [key + tags.nextKey, place(id)]),
    );
    tags.cells.push(...part.tags.cells.map(([literal, id]): [string, number] => [cell(literal), place(id)]));
    tags.nextKey += part.tags.nextKey;
  }
  written[tags.all] = { text: withChildren(frame.object(tags.all).text, tags.children) };
  written[tags.tree] = { text: treeOf(tags) };
  return fileOf(written, frame);
}

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

function withRunning(page: string, running: number, draw: number): string {
  if (page.includes('/XObject')) throw new Error('A page of this PDF draws something already.');
  return page
    .replace('/Resources <<', () => `/Resources <<\n    /XObject <<\n      ${RUNNING} ${running} 0 R\n    >>`)
    .replace(/\/Contents (\d+ 0 R)/, (_, content: string) => `/Contents [${content} ${draw} 0 R]`);
}

const refsOf = (ids: number[]): string => ids.map((id) => `${id} 0 R`).join(' ');

const withChildren = (tag: string, children: number[]): string =>
  tag.replace(/\/K \[[^\]]*\]/, () => `/K [${refsOf(children)}]`);

const treeOf = ({ roles, all, parents, nextKey, cells }: Part['tags']): string => `<<
  /Type /StructTreeRoot
  ${roles}
  /K [${all} 0 R]
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

const streamOf = (entries: string, stream: Buffer): PdfObject => ({
  text: `<<\n  /Length ${stream.length}${entries}\n>>`,
  stream,
});

const HEADER = Buffer.from('%PDF-1.7\n%\x80\x80\x80\x80\n\n', 'latin1');

function fileOf(objects: PdfObject[], { root, info, identity }: Part): Buffer[] {
  const { add, end, length } = startPieces();
  add(HEADER);
  const starts: number[] = [];
  for (const [id, { text, stream }] of objects.entries()) {
    if (id === 0) continue;
    starts.push(length());
    add(Buffer.from(`${id} 0 obj\n${text}${stream ? '\nstream\n' : '\nendobj\n\n'}`, 'latin1'));
    if (stream) add(stream, Buffer.from('\nendstream\nendobj\n\n'));
  }
  const at = length();
  const table = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n\r\n`).join('');
  const size = objects.length;
  const trailer = `trailer\n<<\n  /Size ${size}\n  /Root ${root} 0 R\n  /Info ${info} 0 R\n  /ID ${identity}\n>>`;
  add(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f\r\n${table}${trailer}\nstartxref\n${at}\n%%EOF\n`,
      'latin1',
    ),
  );
  return end();
}

/** Hundreds of thousands of objects are put together, so that they are written in a few pieces. */
const PIECE = 1024 * 1024;

function startPieces() {
  const pieces: Buffer[] = [];
  let open: Buffer[] = [];
  let [held, before] = [0, 0];
  const close = () => {
    pieces.push(Buffer.concat(open));
    before += held;
    [open, held] = [[], 0];
  };
  return {
    add: (...some: Buffer[]) => {
      open.push(...some);
      for (const { length } of some) held += length;
      if (held > PIECE) close();
    },
    /** of all that was added */
    length: () => before + held,
    end: () => {
      close();
      return pieces;
    },
  };
}

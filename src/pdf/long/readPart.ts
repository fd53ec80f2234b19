import { readObjects, refIn, refsIn, type PdfObjects } from './pdfObjects.js';

/** A document that is part of another, or the frame of one. */
export interface Part extends PdfObjects {
  /** the numbers of its pages, in their order */
  pages: number[];
  /** in points, of each page */
  sizes: { width: number; height: number }[];
  bookmarks: number[];
  catalog: string;
  tags: Tags;
}

/** The tree of its tags. */
export interface Tags {
  /** the number of the tree, and of the tag that holds all others */
  tree: number;
  all: number;
  /** those right below that */
  children: number[];
  /** what else tags are called */
  roles: string;
  /** which tags each page has, by a number of its own; and the first number that is free */
  parents: [key: number, id: number][];
  nextKey: number;
  /** the cells that others refer to */
  cells: [literal: string, id: number][];
}

/** @throws Error for a PDF of another build */
export function readPart(bytes: Buffer): Part {
  const objects = readObjects(bytes);
  const { root, object } = objects;
  const catalog = object(root).text;
  const pages = refsIn(object(refIn(catalog, 'Pages')).text, 'Kids');
  const sizes = pages.map((id) => {
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(object(id).text) ?? [];
    if (!width) throw new Error(`Object ${id} of this PDF is no page.`);
    return { width: Number(width), height: Number(height) };
  });
  return {
    ...objects,
    catalog,
    pages,
    sizes,
    bookmarks: bookmarksOf(objects),
    tags: tagsOf(objects, catalog),
  };
}

function tagsOf({ object }: PdfObjects, catalog: string): Tags {
  const tree = refIn(catalog, 'StructTreeRoot');
  const { text } = object(tree);
  const all = refIn(text, 'K');
  const [, nums = ''] = /\/Nums \[([^\]]*)\]/.exec(text) ?? [];
  const [, names = ''] = /\/IDTree <<[^[]*\/Names \[([^\]]*)\]/.exec(text) ?? [];
  return {
    tree,
    all,
    children: refsIn(object(all).text, 'K'),
    roles: /\/RoleMap <<[^>]*>>/.exec(text)?.[0] ?? '',
    parents: [...nums.matchAll(/(\d+) (\d+) 0 R/g)].map(([, key, id]) => [Number(key), Number(id)]),
    nextKey: Number(/\/ParentTreeNextKey (\d+)/.exec(text)?.[1] ?? 0),
    cells: [...names.matchAll(/(\([^()]*\)) (\d+) 0 R/g)].map(([, literal, id]) => [literal!, Number(id)]),
  };
}

/** The numbers of the bookmarks, from the first to the last. */
function bookmarksOf({ root, object }: PdfObjects): number[] {
  const below = (parent: number): number[] => {
    const found: number[] = [];
    for (let [id] = refsIn(object(parent).text, 'First'); id; [id] = refsIn(object(id).text, 'Next'))
      found.push(id, ...below(id));
    return found;
  };
  return refsIn(object(root).text, 'Outlines').flatMap(below);
}

/** Where a heading stands: its page, from 0, and how far below the upper edge of that, in points. */
export interface Place {
  page: number;
  top: number;
}

/** The places of its headings, in their order. */
export const placesIn = ({ object, pages, sizes, bookmarks }: Part): Place[] =>
  bookmarks.map((id) => {
    const { text } = object(refIn(object(id).text, 'Dest'));
    const [, on, up] = /^\[(\d+) 0 R \/XYZ [\d.]+ ([\d.]+) 0\]/.exec(text) ?? [];
    const page = pages.indexOf(Number(on));
    if (page < 0) throw new Error('A bookmark of this PDF leads to no page.');
    return { page, top: sizes[page]!.height - Number(up) };
  });

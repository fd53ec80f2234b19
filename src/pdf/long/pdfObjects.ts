/**
 * A PDF as typst writes it: a plain table of its objects, whose dictionaries are text. That is all of the format that is
 * read here (ISO 32000-1, 7.3 and 7.5); what else a PDF may be is refused.
 */
export interface PdfObjects {
  /** the number of the catalog */
  root: number;
  info: number;
  /** the array of its two identifiers */
  identity: string;
  /** one more than the highest number */
  size: number;
  /** what follows `N 0 obj`, up to `endobj` */
  object: (id: number) => PdfObject;
}

export interface PdfObject {
  /** in latin1, so that a character is a byte */
  text: string;
  stream?: Buffer;
}

/** @throws Error for a PDF of another build */
export function readObjects(bytes: Buffer): PdfObjects {
  const end = bytes.toString('latin1', Math.max(0, bytes.length - 2048));
  const table = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(end)?.[1]);
  const [head, size] = /^xref\n0 (\d+)\n/.exec(bytes.toString('latin1', table, table + 40)) ?? [];
  const root = /\/Root (\d+) 0 R/.exec(end)?.[1];
  const info = /\/Info (\d+) 0 R/.exec(end)?.[1];
  const identity = /\/ID (\[[^\]]*\])/.exec(end)?.[1];
  if (!head || !root || !info || !identity)
    throw new Error('This PDF was not written in the way that is read here.');
  const starts = Array.from({ length: Number(size) }, (_, id) => {
    const entry = table + head.length + 20 * id;
    return bytes[entry + 17] === IN_USE ? Number(bytes.toString('latin1', entry, entry + 10)) : undefined;
  });
  const ends = nextStarts(starts, table);
  const object = (id: number): PdfObject => {
    const start = starts[id];
    if (start === undefined) throw new Error(`This PDF has no object ${id}.`);
    const from = bytes.indexOf('obj\n', start) + 4;
    const until = bytes.lastIndexOf('\nendobj', ends.get(start));
    const begun = bytes.subarray(from, until).indexOf(STREAM);
    if (begun < 0) return { text: bytes.toString('latin1', from, until) };
    const text = bytes.toString('latin1', from, from + begun);
    const length = Number(/\/Length (\d+)/.exec(text)?.[1]);
    const data = from + begun + STREAM.length;
    return { text, stream: bytes.subarray(data, data + length) };
  };
  return { root: Number(root), info: Number(info), identity, size: Number(size), object };
}

const IN_USE = 'n'.charCodeAt(0);
const STREAM = '\nstream\n';

function nextStarts(starts: (number | undefined)[], table: number): Map<number, number> {
  const sorted = starts.filter((start) => start !== undefined).toSorted((one, other) => one - other);
  return new Map(sorted.map((start, index) => [start, sorted[index + 1] ?? table]));
}

/** The number that an entry of a dictionary refers to. */
export function refIn(text: string, key: string): number {
  const [id] = refsIn(text, key);
  if (id === undefined) throw new Error(`This PDF does not say its ${key}.`);
  return id;
}

/** The numbers in an entry of a dictionary: those of its references, or of its array of references. */
export const refsIn = (text: string, key: string): number[] =>
  [...(new RegExp(`/${key} (\\[[^\\]]*\\]|\\d+ 0 R)`).exec(text)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(
    ([, id]) => Number(id),
  );

/** What is said otherwise in another document. */
export interface Renaming {
  ref: (id: number) => number;
  /** the number under which the tree of tags finds a page, or a part of one */
  parent: (key: number) => number;
  /** the name of a cell that others refer to, as a literal string with its parentheses */
  cell: (literal: string) => string;
}

const TOKEN = /[(<]|(\d+) 0 R|\/StructParents? (\d+)|\/([A-Za-z]+)/g;

/** A dictionary with other names. What looks like a reference within a string is text. */
export function renamed(text: string, { ref, parent, cell }: Renaming): string {
  let said = '';
  let from = 0;
  let entry = '';
  const pass = (until: number, as = text.slice(from, until)) => {
    said += as;
    from = until;
  };
  for (let found = next(text, 0); found; found = next(text, from)) {
    const [token, id, key, name] = found;
    pass(found.index);
    const end = from + token.length;
    if (id) pass(end, `${ref(Number(id))} 0 R`);
    else if (key) pass(end, token.replace(key, String(parent(Number(key)))));
    else if (name) {
      entry = name;
      pass(end);
    } else if (token === '(') {
      const until = endOfLiteral(text, from);
      pass(until, entry === 'ID' || entry === 'Headers' ? cell(text.slice(from, until)) : undefined);
    } else pass(text[from + 1] === '<' ? from + 2 : text.indexOf('>', from) + 1);
  }
  return said + text.slice(from);
}

function next(text: string, from: number): RegExpExecArray | null {
  TOKEN.lastIndex = from;
  return TOKEN.exec(text);
}

/** Parentheses in it stand in pairs, or after a backslash. */
function endOfLiteral(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new Error('A string of this PDF does not end.');
}

import { readNumbering, type Numbering } from './numbering.js';
import { openDocx, type DocxParts } from './openDocx.js';
import type { WordCell, WordFile, WordTable } from './wordFile.js';
import { WORDS } from './wordForm.js';
import { blocksOf, blockText, cellText, partsOf, picturesIn, tickedIn } from './wordText.js';
import { allText, attributeOf, childOf, descend, findAll, nameOf, type XmlNode } from './xml.js';

/** What stands for something that has no text. */
const A_PICTURE = '(a picture or an embedded object)';

/** A key alone in its cell: `Q3`, `Q3.` */
const MARK = /^Q(\d{1,3})[.:]?$/;

/**
 * Reads what a Word document says: the tables with a key in their first cell, and everything else beside them. Takes
 * its time: see formInThread.ts.
 * @throws Refused
 */
export async function readWordFile(bytes: Buffer): Promise<WordFile> {
  const parts = await openDocx(bytes);
  const numbering = readNumbering(parts.numbering);
  const tables: WordTable[] = [];
  const outside: string[][] = [];
  for (const body of parts.document.map((root) => childOf(root, 'body'))) {
    for (const block of body ? blocksOf(body) : []) {
      const table = nameOf(block) === 'tbl' ? questionTable(block, numbering) : undefined;
      if (table) tables.push(table);
      else if (nameOf(block) === 'tbl') outside.push(...rowTexts(block, numbering));
      else outside.push([blockText(block, numbering).trim()]);
      if (!table && picturesIn(block) > 0) outside.push([A_PICTURE]);
    }
  }
  return {
    tables,
    outside: outside.filter((cells) => cells.some(Boolean)),
    beside: besideTexts(parts),
    tracked: findAll(parts.document, new Set(['ins', 'del', 'moveFrom', 'moveTo'])).length > 0,
    properties: propertiesOf(parts),
    references: referencesIn(parts),
  };
}

function questionTable(table: XmlNode, numbering: Numbering): WordTable | undefined {
  const rows = partsOf(table, 'tr').map((row) => cellsOf(row, numbering));
  const mark = MARK.exec(rows[0]?.[0]?.text.trim() ?? '')?.[1];
  if (!mark) return undefined;
  return { mark: `Q${Number(mark)}`, rows, tags: tagsIn(table) };
}

function cellsOf(row: XmlNode, numbering: Numbering): WordCell[] {
  let column = Number(attributeOf(descend(row, 'trPr', 'gridBefore'), 'val') ?? 0);
  return partsOf(row, 'tc').map((cell) => {
    const text = cellText(cell, numbering);
    const read = { column, text, ticked: tickedIn(cell, text), pictures: picturesIn(cell) };
    column += Number(attributeOf(descend(cell, 'tcPr', 'gridSpan'), 'val') ?? 1);
    return read;
  });
}

const rowTexts = (table: XmlNode, numbering: Numbering): string[][] =>
  partsOf(table, 'tr').map((row) => partsOf(row, 'tc').map((cell) => cellText(cell, numbering).trim()));

/** Of the table itself; a table that was pasted into an answer brings its own. */
const tagsIn = (table: XmlNode): string[] =>
  findAll([table], new Set(['sdtPr'])).flatMap(
    (control) => attributeOf(childOf(control, 'tag'), 'val') ?? [],
  );

/** The separators that every document has here hold no text. */
const besideTexts = ({ beside }: DocxParts): string[] =>
  findAll(beside, new Set(['footnote', 'endnote', 'comment']))
    .map((note) =>
      blocksOf(note)
        .map((block) => blockText(block, readNumbering([])))
        .join('\n')
        .trim(),
    )
    .filter(Boolean);

const propertiesOf = ({ custom }: DocxParts): Record<string, string> =>
  Object.fromEntries(
    findAll(custom, new Set(['property'])).map((one) => [
      attributeOf(one, 'name') ?? '',
      allText(one).trim(),
    ]),
  );

function referencesIn(parts: DocxParts): string[] {
  const identifiers = findAll(parts.core, new Set(['identifier'])).map(allText);
  const footers = findAll(parts.footers, new Set(['p'])).flatMap(
    (line) => new RegExp(`${WORDS.reference} (\\S+)`).exec(blockText(line, readNumbering([])))?.[1] ?? [],
  );
  const property = propertiesOf(parts)[WORDS.reference];
  return [...(property ? [property] : []), ...identifiers, ...footers].filter(Boolean);
}

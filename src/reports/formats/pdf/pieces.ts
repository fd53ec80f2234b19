import { NEXT_PART } from '../../../pdf/long/makeLongPdf.js';
import type { Block, Cell, Heading, Table } from '../../document/blocks.js';

/** What views/reports/document/part.typ puts together: blocks, and after the head of a table its rows and its foot. */
export type Piece =
  | Exclude<Block, { kind: 'table' }>
  | (Heading & { continued: true })
  | TableHead
  | Cell[]
  | { kind: 'foot'; cells: Cell[] };

type TableHead = { kind: 'table'; wide: boolean } & Pick<Table, 'caption' | 'columns' | 'empty'>;

const LETTERS = 'ABC';

/** In characters: a long part ends before the next heading, and one that is too long between two rows. */
const LONG = 400_000;
const TOO_LONG = 800_000;

/**
 * The blocks of a report in parts that can be set each by itself. Each begins with the headings that it stands under, so
 * that the first is of level 1, which PDF/UA asks for; a table may go on in the next part.
 */
export async function* piecesOf(blocks: AsyncIterable<Block>): AsyncGenerator<Piece | typeof NEXT_PART> {
  let length = 0;
  let annexes = 0;
  let above: Heading[] = [];
  function* nextPart() {
    length = 0;
    yield NEXT_PART;
    for (const heading of above)
      yield { ...heading, text: continued(heading.text), continued: true as const };
  }
  for await (const block of blocks) {
    if (block.kind === 'heading') {
      above = above.filter(({ level }) => level < block.level);
      if (length > LONG) yield* nextPart();
      const heading = block.annex ? { ...block, text: `Annex ${LETTERS[annexes++]}: ${block.text}` } : block;
      above.push(heading);
      yield heading;
    } else if (block.kind === 'table') {
      const { caption, wide = false, columns, rows, foot, empty } = block.table;
      const head: TableHead = { kind: 'table', caption, wide, columns, empty };
      yield head;
      for await (const row of rows()) {
        if (length > TOO_LONG) {
          yield* nextPart();
          yield { ...head, caption: continued(caption) };
        }
        length += lengthOf(row);
        yield row;
      }
      if (foot) yield { kind: 'foot', cells: foot };
    } else {
      if (block.kind === 'verbatim') length += block.text.length;
      yield block;
    }
  }
}

const continued = (text: string): string => `${text} (continued)`;

/** What a cell takes is more than its text. */
const CELL = 50;

const lengthOf = (row: Cell[]): number => row.reduce<number>((sum, cell) => sum + CELL + textLength(cell), 0);

function textLength(cell: Cell): number {
  if (typeof cell === 'number') return 0;
  return typeof cell === 'string' ? cell.length : cell.reduce((sum, { text }) => sum + text.length, 0);
}

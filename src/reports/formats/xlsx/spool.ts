import type { Sheet, SheetCell } from './sheet.js';
import type { Told } from '../../telling/redaction.rules.js';
import { growing, type Piece } from './worksheet.js';

let kept = 0;
/** How many bytes are kept packed in memory, over all workbooks that are being written. */
export const keptNow = (): number => kept;

/** A sheet that grows while another is being written: its pieces wait until its turn comes, or are dropped. */
export function startSpool(sheet: Sheet, mostRows: number) {
  const pieces: Piece[] = [];
  let held = 0;
  let dropped = false;
  let packing = 0;
  let last: Promise<unknown> = Promise.resolve();
  const count = (bytes: number) => {
    if (dropped) return;
    held += bytes;
    kept += bytes;
  };
  const grows = growing(
    sheet,
    (piece) => {
      pieces.push(piece);
      if (!('bytes' in piece)) return;
      packing += 1;
      last = piece.bytes.then(({ length }) => {
        packing -= 1;
        count(length);
      });
    },
    mostRows,
  );
  return {
    isFed: sheet.of !== undefined,
    isDropped: () => dropped,
    /** the rows that come first, a few at a time, so that nobody else waits for all of them */
    *begin() {
      for (const row of sheet.rows()) yield grows.add(row);
    },
    feed: (told: Told) => {
      if (dropped || !sheet.of) return;
      for (const cells of sheet.of(told) as Iterable<SheetCell[]>) grows.add({ cells });
    },
    end: () => {
      if (!dropped) grows.end();
    },
    /** Waits where rows come faster than they are packed. */
    keepsUp: () => (packing > 1 ? last : undefined),
    waiting: () => pieces.length,
    take: (): Piece => {
      const piece = pieces.shift()!;
      if ('bytes' in piece) void piece.bytes.then(({ length }) => count(-length));
      return piece;
    },
    /** What is left of it is kept no longer. */
    drop: () => {
      kept -= held;
      held = 0;
      dropped = true;
      pieces.length = 0;
    },
  };
}

export type Spool = ReturnType<typeof startSpool>;

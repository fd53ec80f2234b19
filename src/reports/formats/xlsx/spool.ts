import type { Waiting } from '../../../unnamedFile.js';
import type { Told } from '../../telling/redaction.rules.js';
import type { Sheet, SheetCell } from './sheet.js';
import { growing, type Piece } from './worksheet.js';

/** A piece as it waits. */
type Kept = Exclude<Piece, { bytes: unknown }> | { later: ReturnType<Waiting['keep']> };

/** A sheet that grows beside others: its pieces wait until its turn comes. */
export function startSpool(sheet: Sheet, waiting: Waiting, mostRows: number) {
  const pieces: Kept[] = [];
  let packing = 0;
  let last: Promise<unknown> = Promise.resolve();
  const put = (piece: Piece) => {
    if (!('bytes' in piece)) return void pieces.push(piece);
    packing += 1;
    const later = piece.bytes.then((bytes) => waiting.keep(bytes));
    pieces.push({ later });
    // One that fails is told to who takes it.
    last = later.then(
      () => (packing -= 1),
      () => undefined,
    );
  };
  const grows = growing(sheet, put, mostRows);
  return {
    isFed: sheet.of !== undefined,
    /** the rows that come first */
    begin: async () => {
      for (const row of sheet.rows()) {
        grows.add(row);
        if (packing > 1) await last;
      }
    },
    feed: (told: Told) => {
      for (const cells of (sheet.of?.(told) ?? []) as Iterable<SheetCell[]>) grows.add({ cells });
    },
    end: grows.end,
    /** Waits where rows come faster than they are packed. */
    keepsUp: () => (packing > 1 ? last : undefined),
    /** all of it, in its order */
    async *taken(): AsyncGenerator<Exclude<Piece, { bytes: unknown }> | { bytes: Buffer }> {
      for (const piece of pieces.splice(0)) {
        yield 'later' in piece ? { bytes: await (await piece.later)() } : piece;
      }
    },
  };
}

export type Spool = ReturnType<typeof startSpool>;

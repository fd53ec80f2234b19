import type { Db } from '../../db/connection.js';
import type { Report } from '../report.js';
import type { Told } from '../telling/redaction.rules.js';
import { toldIn } from '../telling/told.js';
import type { Cell } from './blocks.js';

/** So many characters of rows are kept at once. */
export const HELD = 8_000_000;

/**
 * The rows of tables that are made from responses, each table named in the order of the document. While the rows of
 * one are passed on as they are read, those of the tables after it are kept, as many as may be held: so the responses
 * are read a few times, and not once for each table, and memory is flat.
 * @param held how many characters may be kept
 */
export function readAhead(bulk: Db, report: Report, held = HELD) {
  const tables: ((told: Told) => Cell[][])[] = [];
  let kept = new Map<number, Cell[][]>();
  return (rowsOf: (told: Told) => Cell[][]) => {
    const own = tables.push(rowsOf) - 1;
    return async function* rows(): AsyncGenerator<Cell[]> {
      const ready = kept.get(own);
      if (ready) {
        kept.delete(own);
        return yield* ready;
      }
      kept = new Map();
      const ahead = tables.map((): { rows: Cell[][]; length: number } => ({ rows: [], length: 0 }));
      let [last, length] = [tables.length, 0];
      for await (const told of toldIn(bulk, report)) {
        yield* rowsOf(told);
        for (let next = own + 1; next < last; next += 1) {
          const made = tables[next]!(told);
          const more = lengthOf(made);
          ahead[next]!.rows.push(...made);
          ahead[next]!.length += more;
          length += more;
        }
        while (length > held) {
          last -= 1;
          length -= ahead[last]!.length;
          ahead[last]!.rows = [];
        }
      }
      for (let next = own + 1; next < last; next += 1) kept.set(next, ahead[next]!.rows);
    };
  };
}

const lengthOf = (rows: Cell[][]): number =>
  rows
    .flat(2)
    .reduce<number>((sum, part) => sum + (typeof part === 'object' ? part.text : String(part)).length, 0);

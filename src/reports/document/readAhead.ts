import type { Db } from '../../db/connection.js';
import { startWaiting, type Waiting } from '../../unnamedFile.js';
import type { Report } from '../report.js';
import type { Told } from '../telling/redaction.rules.js';
import { toldIn } from '../telling/told.js';
import type { Cell } from './blocks.js';

/** So many bytes of rows are kept in memory. */
const ROOM = 4 * 1024 * 1024;

export interface ReadAhead {
  /** A table that is made from responses. Named before any is asked for; @returns its rows, as often as they are asked for */
  table(rowsOf: (told: Told) => Cell[][]): () => AsyncGenerator<Cell[]>;
  /** once nobody asks any more */
  close(): Promise<void>;
}

/**
 * The rows of tables that are made from responses. When the first of them is asked for, the responses are read, once for
 * all tables, and the rows wait for their turn: memory is flat.
 * @param room how many bytes may be kept in memory
 */
export function readAhead(bulk: Db, report: Report, room = ROOM): ReadAhead {
  const waiting = startWaiting(room);
  const tables: ((told: Told) => Cell[][])[] = [];
  let reading: Promise<ReturnType<typeof startRows>[]> | undefined;
  const read = async () => {
    const all = tables.map(() => startRows(waiting));
    for await (const told of toldIn(bulk, report)) {
      for (const [index, rowsOf] of tables.entries()) await all[index]!.add(rowsOf(told));
    }
    for (const one of all) await one.end();
    return all;
  };
  return {
    table: (rowsOf) => {
      if (reading) throw new Error('All tables are named before one is asked for.');
      const own = tables.push(rowsOf) - 1;
      return async function* rows() {
        reading ??= read();
        yield* (await reading)[own]!.taken();
      };
    },
    close: () => waiting.close(),
  };
}

/** In characters: enough that pieces are few. */
const PIECE = 64 * 1024;

function startRows(waiting: Waiting) {
  const pieces: Awaited<ReturnType<Waiting['keep']>>[] = [];
  let rows: string[] = [];
  let length = 0;
  const end = async () => {
    if (rows.length === 0) return;
    const piece = Buffer.from(`[${rows.join(',')}]`);
    [rows, length] = [[], 0];
    pieces.push(await waiting.keep(piece));
  };
  return {
    add: async (more: Cell[][]) => {
      for (const row of more) {
        const text = JSON.stringify(row);
        rows.push(text);
        length += text.length;
      }
      if (length > PIECE) await end();
    },
    end,
    async *taken(): AsyncGenerator<Cell[]> {
      for (const giveBack of pieces) yield* JSON.parse((await giveBack()).toString()) as Cell[][];
    },
  };
}

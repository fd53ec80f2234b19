import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { CSV } from '../../csv.js';
import type { TableCell } from './columns.js';

/** Writes rows as CSV while they come, the headings first. Dates are ISO 8601. */
export async function csvOf(rows: AsyncIterable<TableCell[]>, out: Writable): Promise<void> {
  async function* texts() {
    for await (const row of rows) yield row.map(asText);
  }
  const csv = stringify(CSV);
  await pipeline(Readable.from(texts(), { highWaterMark: 100 }), csv, out);
}

const asText = (cell: TableCell): string | number => (typeof cell === 'object' ? cell.date : cell);

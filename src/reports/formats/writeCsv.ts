import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Db } from '../../db/connection.js';
import { columnsOf, type TableCell } from './columns.js';
import type { Report } from '../report.js';
import { toldIn } from '../telling/told.js';

/**
 * Writes the table of responses as CSV: UTF-8 with a byte order mark and CRLF, which Excel opens rightly; text that
 * a spreadsheet would take for a formula has an apostrophe before it (OWASP, CSV injection). Dates are ISO 8601. Streams.
 */
export async function writeCsv(bulk: Db, report: Report, out: Writable): Promise<void> {
  const columns = columnsOf(report);
  async function* rows() {
    yield columns.map(({ heading }) => heading);
    for await (const told of toldIn(bulk, report)) yield columns.map(({ cell }) => asText(cell(told)));
  }
  const csv = stringify({ bom: true, escape_formulas: true, record_delimiter: 'windows' });
  await pipeline(Readable.from(rows(), { highWaterMark: 100 }), csv, out);
}

const asText = (cell: TableCell): string | number => (typeof cell === 'object' ? cell.date : cell);

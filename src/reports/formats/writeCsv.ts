import type { Writable } from 'node:stream';
import type { Db } from '../../db/connection.js';
import type { Report } from '../report.js';
import { toldIn } from '../telling/told.js';
import { columnsOf } from './columns.js';
import { csvOf } from './csv.js';

/** Writes the table of responses as CSV, a row for each; streams. */
export async function writeCsv(bulk: Db, report: Report, out: Writable): Promise<void> {
  const columns = columnsOf(report);
  async function* rows() {
    yield columns.map(({ heading }) => heading);
    for await (const told of toldIn(bulk, report)) yield columns.map(({ cell }) => cell(told));
  }
  await csvOf(rows(), out);
}

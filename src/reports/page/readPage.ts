import type { Db } from '../../db/connection.js';
import type { Report } from '../report.js';
import type { Told } from '../telling/redaction.rules.js';
import { toldIn } from '../telling/told.js';

/** What the report's page is made of. */
export interface ReportRead {
  report: Report;
  /** those that the page tells in full: all, or the first of very many */
  told: Told[];
}

/** A page with more would be no page: the workbook has them all. */
const MOST_ON_PAGE = 500;

/** Reads for the page of a report what it tells in full: at most 500 responses. */
export async function readPage(bulk: Db, report: Report): Promise<ReportRead> {
  const told: Told[] = [];
  for await (const one of toldIn(bulk, report)) {
    told.push(one);
    if (told.length === MOST_ON_PAGE) break;
  }
  return { report, told };
}

import type { Request, Response } from 'express';
import type { Db } from '../../db/connection.js';
import { render } from '../../http/render.js';
import type { CloserQuery } from '../narrowing/narrowing.rules.js';
import type { Report } from '../report.js';
import { readPage } from './readPage.js';
import { reportPage } from './report.page.js';

/** Shows a report to read on screen. @param query a closer look, where one may take it */
export async function showReport(
  bulk: Db,
  req: Request,
  res: Response,
  report: Report,
  query?: CloserQuery,
): Promise<void> {
  const read = await readPage(bulk, report, req.viewer, query);
  render(req, res, 'reports/report', reportPage(read, req.viewer));
}

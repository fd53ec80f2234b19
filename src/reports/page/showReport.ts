import type { Request, Response } from 'express';
import type { Db } from '../../db/connection.js';
import { render } from '../../http/render.js';
import type { Report } from '../report.js';
import { readPage } from './readPage.js';
import { reportPage } from './report.page.js';

/** Shows a report to read on screen. */
export async function showReport(bulk: Db, req: Request, res: Response, report: Report): Promise<void> {
  render(req, res, 'reports/report', reportPage(await readPage(bulk, report, req.viewer), req.viewer));
}

import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Deps } from '../deps.js';
import { parse } from '../http/forms.js';
import { leaveNotice, render } from '../http/render.js';
import { onlySecas } from '../http/viewer.js';
import { paths } from '../paths.js';
import { receiveCsv } from '../people/receiveCsv.js';
import { personOf } from '../people/viewer.js';
import { importRegister, previewRegister, StalePreview } from './importRegister.js';
import { importPage, previewPage, sheetsPage } from './importRegister.page.js';
import { planMark } from './planMark.js';
import { readRegister } from './readRegister.js';
import { receiveRegister } from './receiveRegister.js';

const importing = z.strictObject({
  csv: z.string().optional(),
  /** the mark of the preview that was agreed to */
  seen: z.string().optional(),
  step: z.enum(['preview', 'confirm']),
});

/** SECAS brings the Party register in from CSV or a workbook: the file, then what would change, then the change. */
export function importRegisterRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.deskPartiesImport.pattern, onlySecas, (req, res) => {
    render(req, res, 'parties/import', importPage(''));
  });

  router.post(paths.deskPartiesImport.pattern, onlySecas, async (req, res) => {
    await receiveCsv(req, res);
    const { csv: pasted = '', seen, step } = parse(importing, req.body);
    const received = req.file
      ? await receiveRegister(req.file.buffer, personOf(req.viewer).id)
      : { csv: pasted, sheet: undefined };
    if ('problem' in received) return show(req, res, importPage('', [], received.problem), 422);
    if ('choose' in received) return render(req, res, 'parties/import-sheets', sheetsPage(received.choose));
    const { csv } = received;
    if (csv.trim() === '') return show(req, res, importPage('', []), 422);
    const { rows, problems, leavingLeftOut } = await readRegister(csv);
    if (problems.length > 0) return show(req, res, importPage(csv, problems), 422);
    const at = clock.now();
    if (step === 'confirm') {
      try {
        await importRegister(db, personOf(req.viewer).id, rows, at, seen ?? '');
        leaveNotice(req, 'The register has been imported.');
        return res.redirect(303, paths.deskParties());
      } catch (error) {
        if (!(error instanceof StalePreview)) throw error;
      }
    }
    const plan = await previewRegister(db, rows, at);
    if (plan.problems.length > 0) return show(req, res, importPage(csv, plan.problems), 422);
    const stale = step === 'confirm';
    const page = previewPage(csv, plan, {
      mark: planMark(plan),
      leavingLeftOut,
      stale,
      sheet: received.sheet,
    });
    render(req, res, 'parties/import-preview', page, { status: stale ? 409 : 200 });
  });

  return router;
}

const show = (req: Request, res: Response, page: object, status: number): void =>
  render(req, res, 'parties/import', page, { status });

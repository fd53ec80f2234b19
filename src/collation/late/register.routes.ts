import { Router, type Request } from 'express';
import { z } from 'zod';
import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { parse } from '../../http/forms.js';
import { render } from '../../http/render.js';
import { sendWritten } from '../../http/sendWritten.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { allLatePage, LATE_PER_PAGE, lateRegisterPage } from './register.page.js';
import { listLate } from './register.store.js';
import { writeLateCsv } from './writeLateCsv.js';

const asked = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** SECAS's register of what came late: of one consultation, and of all. */
export function lateRegisterRoutes({ db, bulk }: Deps): Router {
  const router = Router();

  router.get(paths.deskAllLate.pattern, onlySecas, async (req, res) => {
    const { entries, paging } = await read(req, null);
    render(req, res, 'collation/late/register', allLatePage(entries, paging));
  });

  router.get(paths.deskLate.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    const { entries, paging } = await read(req, consultation.id);
    render(req, res, 'collation/late/register', lateRegisterPage(consultation, entries, paging));
  });

  router.get(paths.deskLateCsv.pattern, onlySecas, async (req, res) => {
    const { id, reference } = await consultationOf(req);
    const file = { type: 'text/csv; charset=utf-8', name: `${reference} late responses.csv` };
    await sendWritten(bulk, req, res, file, (out) => writeLateCsv(bulk, id, out));
  });

  const consultationOf = (req: Request) => getPublishedConsultation(db, String(req.params['reference']));

  /** One more than is shown tells whether there are more. */
  async function read(req: Request, consultationId: string | null) {
    const { page } = parse(asked, req.query);
    const offset = (page - 1) * LATE_PER_PAGE;
    const found = await listLate(db, consultationId, { limit: LATE_PER_PAGE + 1, offset });
    const paging = { page, more: found.length > LATE_PER_PAGE };
    return { entries: found.slice(0, LATE_PER_PAGE), paging };
  }

  return router;
}

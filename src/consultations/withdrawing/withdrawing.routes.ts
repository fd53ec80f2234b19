import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { getCounts } from '../../collation/coverage/counts.store.js';
import { counted } from '../../counted.js';
import type { Deps } from '../../deps.js';
import { Conflict, type Problem } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getConsultation, getPublishedConsultation, type Consultation } from '../consultations.store.js';
import { readTexts } from '../formText.js';
import { listConcerned } from '../recipients.store.js';
import { withdrawPage } from './withdraw.page.js';
import { whyNotWithdrawn, withdrawConsultation } from './withdrawConsultation.js';

const form = z.strictObject({ reason: z.string() });

/** SECAS withdraws a consultation that has been published. */
export function withdrawingRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskWithdraw.pattern, onlySecas, async (req, res) => {
    await show(req, res, await publishedOf(req), '');
  });

  router.post(paths.deskWithdraw.pattern, onlySecas, async (req, res) => {
    const typed = parse(form, req.body);
    const consultation = await publishedOf(req);
    const { id, reference } = consultation;
    const read = readTexts();
    const reason = read.line('reason', typed.reason, 'Reason', 1_000);
    if (!reason) read.problems.push({ field: 'reason', text: 'Enter the reason: it is kept and shown' });
    if (read.problems.length > 0) return show(req, res, consultation, typed.reason, read.problems, 422);
    try {
      const by = personOf(req.viewer).id;
      const { told } = await withdrawConsultation(deps, by, { id, reason }, clock.now());
      leaveNotice(
        req,
        `It has been withdrawn. ${counted(told, 'representative is', 'representatives are')} told by mail.`,
      );
      res.redirect(303, paths.deskConsultation({ reference }));
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const problems = [{ field: '', text: error.message }];
      const now = await getConsultation(db, reference);
      await show(req, res, now, typed.reason, problems, 409);
    }
  });

  const publishedOf = (req: Request): Promise<Consultation> =>
    getPublishedConsultation(db, String(req.params['reference']));

  async function show(
    req: Request,
    res: Response,
    consultation: Consultation,
    reason: string,
    problems?: Problem[],
    status = 200,
  ): Promise<void> {
    const [counts, told] = await Promise.all([
      getCounts(db, consultation.id),
      listConcerned(db, consultation.id),
    ]);
    const facts = { counts, told: told.length, whyNot: whyNotWithdrawn(consultation) };
    const page = withdrawPage(consultation, facts, reason, clock.now(), problems);
    render(req, res, 'consultations/withdrawing/withdraw', page, { status });
  }

  return router;
}

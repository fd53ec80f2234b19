import { Router, type Request, type Response } from 'express';
import type { Deps } from '../../deps.js';
import type { Problem } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getConsultation, type Consultation } from '../consultations.store.js';
import { orAgain, statusOf } from '../../http/formProblems.js';
import { outcomePage } from './outcome.page.js';
import { outcomeForm, outcomeFormOf, readOutcome, type OutcomeForm } from './outcomeForm.js';
import { findOutcome } from './outcome.store.js';
import { recordOutcome } from './recordOutcome.js';
import { findPublishedSummary, findSummaryDraft } from './summary.store.js';
import { summaryRoutes } from './summary.routes.js';

/** SECAS writes the summary, and records what was decided. */
export function outcomeRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskOutcome.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    const outcome = await findOutcome(db, consultation.id);
    await show(req, res, consultation, outcomeFormOf(outcome));
  });

  router.post(paths.deskOutcome.pattern, onlySecas, async (req, res) => {
    const form = parse(outcomeForm, req.body);
    const consultation = await consultationOf(req);
    await orAgain(
      async () => {
        const { outcome, correction } = readOutcome(form, consultation.id);
        await recordOutcome(deps, personOf(req.viewer).id, outcome, clock.now(), correction);
        leaveNotice(
          req,
          'The outcome has been recorded. Everybody sees it, and the respondents are told by mail.',
        );
        res.redirect(303, paths.deskConsultation({ reference: consultation.reference }));
      },
      (problems) => show(req, res, consultation, form, problems),
    );
  });

  router.use(summaryRoutes(deps));

  const consultationOf = (req: Request): Promise<Consultation> =>
    getConsultation(db, String(req.params['reference']));

  async function show(
    req: Request,
    res: Response,
    consultation: Consultation,
    form: OutcomeForm,
    problems?: Problem[],
  ): Promise<void> {
    const { id } = consultation;
    const [draft, published] = await Promise.all([findSummaryDraft(db, id), findPublishedSummary(db, id)]);
    const page = outcomePage(consultation, { draft, published }, form, clock.now(), problems);
    render(req, res, 'consultations/outcome/outcome', page, { status: statusOf(problems) });
  }

  return router;
}

import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Invalid, type Problem } from '../../errors.js';
import { problemsOf, statusOf } from '../../http/formProblems.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { cleanText } from '../../responses/answers/cleanText.js';
import { takeOverField } from '../../responses/takeOverField.js';
import { decideLate, MustConfirm } from './decideLate.js';
import { lateDecisionPage, type DecisionForm } from './decision.page.js';
import { getLateSubmission } from './decision.store.js';

const decisionForm = z.strictObject({
  decision: z.enum(['admit', 'refuse', '']).default(''),
  reason: z.string(),
  takeOver: takeOverField,
});

/** SECAS admits or refuses what was late, or met the closure, once, with a reason. */
export function lateDecisionRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskLateDecision.pattern, onlySecas, async (req, res) => {
    await show(req, res, { decision: '', reason: '', takeOver: [] });
  });

  router.post(paths.deskLateDecision.pattern, onlySecas, async (req, res) => {
    const posted = parse(decisionForm, req.body);
    const form = { ...posted, reason: cleanText(posted.reason).text };
    const { id: consultationId, reference } = await consultationOf(req);
    const submissionId = urlId(req, 'submission');
    const admitted = form.decision === 'admit';
    try {
      if (form.decision === '') {
        throw new Invalid([{ field: 'decision', text: 'Choose whether it is admitted' }]);
      }
      const { reason, takeOver } = form;
      const decision = { consultationId, submissionId, admitted, reason, takeOver };
      await decideLate(deps, personOf(req.viewer), decision, clock.now());
    } catch (error) {
      const unconfirmed = error instanceof MustConfirm && [{ field: 'takeOver', text: error.message }];
      const problems = unconfirmed || problemsOf(error);
      if (!problems) throw error;
      return show(req, res, form, problems, unconfirmed ? error.status : statusOf(problems));
    }
    leaveNotice(
      req,
      `The response has been ${admitted ? 'admitted' : 'refused'}. The respondent is told by mail.`,
    );
    res.redirect(303, paths.deskSubmission({ reference, submission: submissionId }));
  });

  const consultationOf = (req: Request) => getPublishedConsultation(db, String(req.params['reference']));

  async function show(
    req: Request,
    res: Response,
    form: DecisionForm,
    problems: Problem[] = [],
    status = 200,
  ): Promise<void> {
    const consultation = await consultationOf(req);
    const late = await getLateSubmission(db, consultation.id, urlId(req, 'submission'));
    render(req, res, 'collation/late/decision', lateDecisionPage(consultation, late, form, problems), {
      status,
    });
  }

  return router;
}

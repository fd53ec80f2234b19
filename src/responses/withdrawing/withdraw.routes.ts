import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Deps } from '../../deps.js';
import { Conflict, NotPermitted } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRepresentatives } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { representing } from '../../people/viewer.js';
import { cleanText } from '../answers/cleanText.js';
import { findInstruction } from '../closing/instructions.store.js';
import { getSubmissionFor } from '../submissions.store.js';
import { withdrawPage } from './withdraw.page.js';
import { withdrawSubmission } from './withdrawSubmission.js';

const LONGEST_REASON = 1_000;
const withdrawForm = z.strictObject({ reason: z.string().transform((text) => cleanText(text).text.trim()) });

/** Withdrawing what was submitted, with a confirmation. */
export function withdrawRoutes(deps: Deps): Router {
  const { db, clock, config } = deps;
  const router = Router();

  router.get(paths.withdraw.pattern, onlyRepresentatives, async (req, res) => {
    await show(req, res, {});
  });

  router.post(paths.withdraw.pattern, onlyRepresentatives, async (req, res) => {
    const { reason } = parse(withdrawForm, req.body);
    const [id, reference] = [urlId(req), String(req.params['reference'])];
    if (reason.length > LONGEST_REASON) {
      const problem = `The reason may have ${LONGEST_REASON.toLocaleString('en-GB')} characters; it has ${reason.length.toLocaleString('en-GB')}`;
      return show(req, res, { status: 422, reason, problem });
    }
    try {
      await withdrawSubmission(
        deps,
        req.viewer,
        { responseId: id, reference, reason },
        await clock.arrived(req.readAt),
      );
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return show(req, res, { reason });
    }
    leaveNotice(req, `${reference} has been withdrawn. It does not count any more.`);
    res.redirect(303, paths.submission({ id, reference }));
  });

  async function show(
    req: Request,
    res: Response,
    shown: { status?: number; reason?: string; problem?: string },
  ): Promise<void> {
    const submission = await getSubmissionFor(db, req.viewer, urlId(req), String(req.params['reference']));
    if (!representing(req.viewer, submission.organisation.id).maySubmit) throw new NotPermitted();
    const instruction = await findInstruction(db, submission.responseId);
    const facts = { ...shown, instruction, now: clock.now(), contact: config.serviceContact };
    const page = withdrawPage(submission, facts);
    render(req, res, 'responses/withdraw', page, { status: page.whyNot ? 409 : shown.status });
  }

  return router;
}

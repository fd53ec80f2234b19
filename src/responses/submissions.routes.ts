import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { sendFile } from '../attachments/download.js';
import { getPublishedConsultation } from '../consultations/consultations.store.js';
import type { Deps } from '../deps.js';
import { AppError, Conflict, Invalid, NotFound, type Problem } from '../errors.js';
import { parse } from '../http/forms.js';
import { render } from '../http/render.js';
import { urlId } from '../http/urlId.js';
import { onlyRepresentatives, onlyRespondents, onlySignedIn } from '../http/viewer.js';
import { londonDate } from '../londonTime.js';
import { paths } from '../paths.js';
import { listSubmitters } from '../people/people.store.js';
import { checkPage } from './check.page.js';
import { submitProblems } from './completeness.rules.js';
import { submitNoComment } from './noComment.js';
import { noCommentPage, type SentNil } from './noComment.page.js';
import { listNilFacts } from './noComment.store.js';
import { historyPage, submissionPage } from './submission.page.js';
import { findAtDesk, getSubmissionFor, listHistoryFor } from './submissions.store.js';
import { getSubmitFacts } from './submit.store.js';
import { assertMayRead, maySubmit, PartyTaken, submitResponse } from './submitResponse.js';

const submitForm = z.strictObject({
  key: z.uuid(),
  version: z.coerce.number().int().positive(),
  issue: z.coerce.number().int().positive(),
  /** the references that the page named, if that was confirmed */
  takeOver: z
    .string()
    .max(10_000)
    .default('')
    .transform((references) => references.split(' ').filter(Boolean)),
});

const noCommentForm = z.strictObject({
  key: z.uuid(),
  organisation: z.uuid(),
  parties: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => [value ?? []].flat())
    .pipe(z.array(z.union([z.uuid(), z.literal('organisation')])).max(500)),
  takeOver: z.literal('yes').optional(),
});

/** Check, submit, "no comment", and what was submitted. */
export function submissionRoutes(deps: Deps): Router {
  const { db, clock, config } = deps;
  const router = Router();

  router.get(paths.check.pattern, onlySignedIn, async (req, res) => {
    await showCheck(req, res, {});
  });

  router.post(paths.submit.pattern, onlySignedIn, async (req, res) => {
    const form = parse(submitForm, req.body);
    const id = String(req.params['id']);
    const receivedAt = await clock.arrived(req.readAt);
    const check = { responseId: id, ...form };
    try {
      const reference = await submitResponse(deps, req.viewer, check, receivedAt);
      res.redirect(303, paths.submission({ id, reference }));
    } catch (error) {
      if (error instanceof Invalid) await showCheck(req, res, { status: 422, problems: error.problems });
      else if (error instanceof Conflict) {
        const mustConfirm = error instanceof PartyTaken;
        await showCheck(req, res, { status: 409, conflict: error.message, mustConfirm });
      } else if (error instanceof AppError && error.status === 503) {
        // The same key again: what was sent first may be stored after all, and counts from then.
        await showCheck(req, res, { status: 503, conflict: error.message, key: form.key });
      } else throw error;
    }
  });

  router.get(paths.submission.pattern, onlyRespondents, async (req, res) => {
    const { reference } = req.params as { reference: string };
    const id = urlId(req);
    const atDesk = await findAtDesk(db, req.viewer, id, reference);
    if (atDesk) return res.redirect(303, paths.deskSubmission(atDesk));
    const submission = await getSubmissionFor(db, req.viewer, id, reference);
    const may = maySubmit(req.viewer, submission.organisation.id);
    render(
      req,
      res,
      'responses/submission',
      submissionPage(submission, clock.now(), config.serviceContact, may),
    );
  });

  router.get(paths.submissionAttachment.pattern, onlyRepresentatives, async (req, res) => {
    const { id, reference, attachment } = req.params as { id: string; reference: string; attachment: string };
    const submission = await getSubmissionFor(db, req.viewer, id, reference);
    const file = submission.attachments.find((one) => one.id === attachment);
    if (!file) throw new NotFound();
    await sendFile(deps, req, res, { ...file, id: file.fileId });
  });

  router.get(paths.history.pattern, onlyRespondents, async (req, res) => {
    const id = urlId(req);
    const facts = await getSubmitFacts(db, id, londonDate(clock.now()), null);
    const lines = await listHistoryFor(db, req.viewer, id);
    // What SECAS entered its organisation sees once it is submitted, not before.
    if (lines.length === 0) assertMayRead(req.viewer, facts);
    render(req, res, 'responses/history', historyPage(lines, id, facts.consultation));
  });

  router.get(paths.noComment.pattern, onlyRepresentatives, async (req, res) => {
    await showNoComment(req, res, []);
  });

  router.post(paths.noComment.pattern, onlyRepresentatives, async (req, res) => {
    const form = parse(noCommentForm, req.body);
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const nil = {
      consultationId: consultation.id,
      organisationId: form.organisation,
      partyIds: form.parties.filter((party) => party !== 'organisation'),
      forOrganisation: form.parties.includes('organisation'),
      key: form.key,
      takeOver: form.takeOver === 'yes',
    };
    try {
      const { responseId, reference } = await submitNoComment(
        deps,
        req.viewer,
        nil,
        await clock.arrived(req.readAt),
      );
      res.redirect(303, paths.submission({ id: responseId, reference }));
    } catch (error) {
      if (error instanceof Invalid) await showNoComment(req, res, error.problems, form);
      else if (error instanceof Conflict)
        await showNoComment(req, res, [{ field: 'takeOver-1', text: error.message }], form);
      else throw error;
    }
  });

  /** @throws NotFound, Conflict when it has not opened */
  async function showNoComment(
    req: Request,
    res: Response,
    problems: Problem[],
    sent?: SentNil,
  ): Promise<void> {
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const ours = req.viewer.represents.filter((one) => one.maySubmit);
    const day = londonDate(clock.now());
    if (ours.length === 0) {
      throw new Conflict(
        'You may draft, but not submit. Ask a colleague who may submit to answer “no comment”.',
      );
    }
    const organisationIds = ours.map((one) => one.organisationId);
    const facts = await listNilFacts(db, consultation.id, organisationIds, day);
    const status = problems.length > 0 ? 422 : 200;
    render(req, res, 'responses/no-comment', noCommentPage(facts, clock.now(), problems, sent), { status });
  }

  async function showCheck(
    req: Request,
    res: Response,
    shown: { status?: number; problems?: Problem[]; conflict?: string; mustConfirm?: boolean; key?: string },
  ): Promise<void> {
    const now = clock.now();
    const facts = await getSubmitFacts(db, String(req.params['id']), londonDate(now), null);
    assertMayRead(req.viewer, facts);
    const may = facts.enteredBySecas || maySubmit(req.viewer, facts.organisation.id);
    const page = checkPage(facts, {
      now,
      key: shown.key ?? randomUUID(),
      maySubmit: may,
      colleagues: may ? [] : await listSubmitters(db, facts.organisation.id),
      problems: shown.problems ?? submitProblems(facts),
      conflict: shown.conflict,
      mustConfirm: shown.mustConfirm,
    });
    render(req, res, 'responses/check', page, { status: shown.status ?? 200 });
  }

  return router;
}

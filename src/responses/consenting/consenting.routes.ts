import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { readTexts } from '../../consultations/formText.js';
import type { Deps } from '../../deps.js';
import { Conflict, NotFound, type Problem } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRepresentatives } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { findAnswered } from '../../reports/telling/answered.store.js';
import { listPublications } from '../../reports/published/published.store.js';
import { maySubmit } from '../rights.rules.js';
import { getSubmissionFor, type Submission } from '../submissions.store.js';
import { markedParts, type Marked } from './consenting.rules.js';
import { listConsents } from './consenting.store.js';
import { consentPage, consentsPage } from './consents.page.js';
import { decideConsent } from './giveConsent.js';
import { revealedBy } from './visible.js';

const chosen = z.object({ part: z.string().max(200).optional().catch(undefined) });
const decision = z.strictObject({
  part: z.string().max(200),
  step: z.enum(['lift', 'decline', 'take-back']),
  mark: z.string().max(100).default(''),
  note: z.string().default(''),
});

const DONE = {
  lift: 'It is not confidential any more. SECAS sees who decided this, and when.',
  decline: 'It stays confidential. SECAS is told.',
  'take-back': 'It is confidential again.',
};

/** An organisation sees what of its submission is confidential, and lifts it, keeps it, or takes that back. */
export function consentingRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.consent.pattern, onlyRepresentatives, async (req, res) => {
    const submission = await load(req);
    const { part } = parse(chosen, req.query);
    if (part === undefined) return showAll(req, res, submission);
    await showOne(req, res, submission, part, { note: '', problems: [] });
  });

  router.post(paths.consent.pattern, onlyRepresentatives, async (req, res) => {
    const { part, step, mark, note: typed } = parse(decision, req.body);
    const submission = await load(req);
    const read = readTexts();
    const note = read.line('note', typed, 'A word to SECAS', 1_000);
    const again = (problems: Problem[], status: number) =>
      step === 'take-back'
        ? showAll(req, res, submission, problems, status)
        : showOne(req, res, submission, part, { note: typed, problems }, status);
    if (read.problems.length > 0) return again(read.problems, 422);
    try {
      await decideConsent(deps, req.viewer, submission, { key: part, step, note, mark }, clock.now());
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return again([{ field: '', text: error.message }], 409);
    }
    leaveNotice(req, DONE[step]);
    const { responseId: id, reference } = submission;
    res.redirect(303, paths.consent({ id, reference }));
  });

  const load = (req: Request): Promise<Submission> =>
    getSubmissionFor(db, req.viewer, urlId(req), String(req.params['reference']));

  async function partsOf(submission: Submission): Promise<Marked[]> {
    const { lifts, requests } = await listConsents(db, submission.id);
    return markedParts(submission, lifts, requests);
  }

  const aroundOf = async ({ viewer }: Request, { organisation, consultation }: Submission) => ({
    maySubmit: maySubmit(viewer, organisation.id),
    published: (await listPublications(db, consultation.id)).length > 0,
  });

  async function showAll(
    req: Request,
    res: Response,
    submission: Submission,
    problems: Problem[] = [],
    status = 200,
  ): Promise<void> {
    const [parts, around] = await Promise.all([partsOf(submission), aroundOf(req, submission)]);
    const page = consentsPage(submission, parts, around, problems);
    render(req, res, 'responses/consenting/consents', page, { status });
  }

  async function showOne(
    req: Request,
    res: Response,
    submission: Submission,
    key: string,
    typed: { note: string; problems: Problem[] },
    status = 200,
  ): Promise<void> {
    const [parts, answered] = await Promise.all([partsOf(submission), findAnswered(db, submission.id)]);
    const part = parts.find((one) => one.key === key);
    if (!part || !answered) throw new NotFound();
    // What is lifted, or cannot be lifted yet, is shown among the others.
    if (part.lift || part.behindWhole || !submission.closed) {
      return showAll(req, res, submission, typed.problems, status);
    }
    const page = consentPage(
      submission,
      part,
      revealedBy(answered, part),
      await aroundOf(req, submission),
      typed,
    );
    render(req, res, 'responses/consenting/consent', page, { status });
  }

  return router;
}

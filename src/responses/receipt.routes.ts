import { Router, type Request, type Response } from 'express';
import { sendFile } from '../attachments/download.js';
import { findPointsOfResponse } from '../collation/dispositions/published.store.js';
import type { Deps } from '../deps.js';
import { NotFound } from '../errors.js';
import { render } from '../http/render.js';
import { urlId } from '../http/urlId.js';
import { onlyRepresentatives, onlyRespondents } from '../http/viewer.js';
import { paths } from '../paths.js';
import { sendPdf } from '../pdf/sendPdf.js';
import { receiptFile, receiptFileName } from '../proof/receiptFile.js';
import { findInclusion } from '../proof/trees.js';
import { receiptPdf } from './receiptPdf.page.js';
import { listAsked, listEntries } from './clarifying/clarifications.store.js';
import { submissionPage } from './submission.page.js';
import { findAtDesk, getSubmissionFor, type Submission } from './submissions.store.js';
import { maySubmit } from './rights.rules.js';

/** What was submitted, with its receipt: as a page, as PDF, as a signed file, and the files that were sent with it. */
export function receiptRoutes(deps: Deps): Router {
  const { db, clock, config } = deps;
  const router = Router();

  router.get(paths.submission.pattern, onlyRespondents, async (req, res) => {
    const submission = await oursOrAtDesk(req, res);
    if (!submission) return;
    const may = maySubmit(req.viewer, submission.organisation.id);
    const { consultation, responseId, closed } = submission;
    const [inclusion, points] = await Promise.all([
      inclusionOf(submission),
      closed ? findPointsOfResponse(db, consultation.id, responseId) : undefined,
    ]);
    const page = submissionPage(submission, {
      now: clock.now(),
      contact: config.serviceContact,
      maySubmit: may,
      inclusion,
      points,
      waiting: await listAsked(db, [submission.organisation.id], submission.responseId),
      clarifications: await listEntries(db, submission.responseId),
    });
    render(req, res, 'responses/submission', page);
  });

  router.get(paths.receiptPdf.pattern, onlyRespondents, async (req, res) => {
    const submission = await oursOrAtDesk(req, res);
    if (!submission) return;
    const pdf = receiptPdf(config, submission, clock.now(), await inclusionOf(submission));
    await sendPdf(req, res, `${submission.reference} receipt`, pdf);
  });

  router.get(paths.receiptFile.pattern, onlyRepresentatives, async (req, res) => {
    const submission = await ours(req);
    const { reference, record, digest, signed } = submission;
    if (!signed) throw new NotFound();
    const file = receiptFile({ record, digest, ...signed }, await inclusionOf(submission));
    res.attachment(receiptFileName(reference)).type('application/json').send(file);
  });

  router.get(paths.submissionAttachment.pattern, onlyRepresentatives, async (req, res) => {
    const { attachments } = await ours(req);
    const file = attachments.find(({ id }) => id === req.params['attachment']);
    if (!file) throw new NotFound();
    await sendFile(deps, req, res, { ...file, id: file.fileId });
  });

  /** There is no tree before the closure, and so nothing to ask while everybody submits. */
  const inclusionOf = async ({ id, closed }: Submission) => (closed ? findInclusion(db, id) : undefined);

  const ours = (req: Request): Promise<Submission> =>
    getSubmissionFor(db, req.viewer, urlId(req), String(req.params['reference']));

  /** @returns undefined when SECAS has been sent to where it reads it, at the desk */
  async function oursOrAtDesk(req: Request, res: Response): Promise<Submission | undefined> {
    const atDesk = await findAtDesk(db, req.viewer, urlId(req), String(req.params['reference']));
    if (!atDesk) return ours(req);
    res.redirect(303, paths.deskSubmission(atDesk));
    return undefined;
  }

  return router;
}

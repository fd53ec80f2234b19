import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { sendFile } from '../../attachments/download.js';
import { findMailOf } from '../../collation/mails/mails.store.js';
import type { Deps } from '../../deps.js';
import { Invalid, NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRepresentatives } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { cleanText } from '../answers/cleanText.js';
import { maySubmit } from '../rights.rules.js';
import { getSubmissionFor, type Submission } from '../submissions.store.js';
import { confirmingPage, type ConfirmingShown } from './confirming.page.js';
import type { Transcription } from './confirming.rules.js';
import { findOriginal } from '../../collation/entering/entered.store.js';
import { reviewTranscription } from './reviewTranscription.js';

const reviewForm = z.strictObject({ answer: z.enum(['confirmed', 'wrong']), wrong: z.string().default('') });

type Entered = Submission & { transcription: Transcription };

/** An organisation sees what came and what SECAS typed, and confirms it or says what is wrong. */
export function confirmingRoutes(deps: Deps): Router {
  const { db, config } = deps;
  const router = Router();

  router.get(paths.confirmEntered.pattern, onlyRepresentatives, async (req, res) => {
    await show(req, res, await load(req));
  });

  router.post(paths.confirmEntered.pattern, onlyRepresentatives, async (req, res) => {
    const { answer, wrong } = parse(reviewForm, req.body);
    const submission = await load(req);
    const typed = cleanText(wrong).text.trim();
    try {
      const said = answer === 'confirmed' ? null : typed;
      await reviewTranscription(deps, req.viewer, submission.id, said);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return show(req, res, submission, { problems: error.problems, typed });
    }
    leaveNotice(req, answer === 'confirmed' ? 'Thank you: it is confirmed.' : 'SECAS has been told.');
    const { responseId: id, reference } = submission;
    res.redirect(303, paths.confirmEntered({ id, reference }));
  });

  router.get(paths.enteredOriginal.pattern, onlyRepresentatives, async (req, res) => {
    const { responseId } = await load(req);
    const original = await findOriginal(db, responseId);
    if (!original) throw new NotFound();
    await sendFile(deps, req, res, original);
  });

  /** @throws NotFound also for what was not entered by SECAS */
  async function load(req: Request): Promise<Entered> {
    const submission = await getSubmissionFor(db, req.viewer, urlId(req), String(req.params['reference']));
    const { transcription } = submission;
    if (!transcription) throw new NotFound();
    return { ...submission, transcription };
  }

  async function show(
    req: Request,
    res: Response,
    submission: Entered,
    again: Pick<ConfirmingShown, 'problems' | 'typed'> = {},
  ): Promise<void> {
    const { transcription, responseId } = submission;
    const [original, mail] = await Promise.all([findOriginal(db, responseId), findMailOf(db, responseId)]);
    if (!original) throw new NotFound();
    const may = maySubmit(req.viewer, submission.organisation.id);
    const contact = config.serviceContact;
    const page = confirmingPage({
      submission,
      transcription,
      original,
      mail,
      maySubmit: may,
      contact,
      ...again,
    });
    render(req, res, 'responses/confirm-entered', page, { status: again.problems ? 422 : 200 });
  }

  return router;
}

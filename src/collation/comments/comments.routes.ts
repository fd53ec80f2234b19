import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  findCurrentIssue,
  getPublishedConsultation,
  type Consultation,
} from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { BadRequest, Conflict, Invalid } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { cleanText } from '../../responses/answers/cleanText.js';
import { commentId, type WrongComment } from './commentBlock.js';
import { byPlace } from './comments.rules.js';
import { listCommentsOnQuestions } from './comments.store.js';
import { LONGEST_LINE } from '../dispositions/points.rules.js';
import { linesPage } from './lines.page.js';
import { linesOf, type LinesShown } from './lines.store.js';
import { questionsPage } from './questions.page.js';
import { filtersQuery, submissionUrl } from '../reading/filters.js';
import { recordLooks } from '../reading/looks.js';
import { showSubmission } from '../reading/showSubmission.js';
import { writeComment } from './writeComment.js';

const noId = z.literal('');
const commentForm = z.strictObject({
  submission: z.union([z.uuid(), noId]),
  question: z.string().max(60),
  replaces: z.union([z.uuid(), noId]),
  line: z.string().max(LONGEST_LINE).default(''),
  text: z.string(),
  confidential: z.literal('yes').optional(),
  step: z.enum(['save', 'remove']).default('save'),
});

/** SECAS's comments: on a question as a whole, on a clause or line of it, on a response and on its answers. */
export function commentsRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskComments.pattern, onlySecas, async (req, res) => {
    await showQuestions(req, res, await consultationOf(req));
  });

  router.get(paths.deskLines.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    await showLines(req, res, await linesOf(db, consultation, String(req.params['question'])));
  });

  router.post(paths.deskComments.pattern, onlySecas, async (req, res) => {
    const form = parse(commentForm, req.body);
    const { submission, question, replaces, text: typed, step } = form;
    const line = cleanText(form.line).text || undefined;
    const confidential = form.confidential === 'yes';
    if (submission === '' && question === '') throw new BadRequest();
    if (line !== undefined && submission !== '') throw new BadRequest();
    const consultation = await consultationOf(req);
    const text = step === 'remove' ? '' : cleanText(typed).text;
    const place = {
      consultationId: consultation.id,
      submissionId: submission || null,
      questionKey: question || null,
      line: line ?? null,
    };
    try {
      const comment = {
        ...place,
        text,
        confidential: line !== undefined && confidential,
        replaces: replaces || null,
      };
      await writeComment(db, personOf(req.viewer), comment, clock.now());
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Conflict)) throw error;
      const wrong = {
        submission,
        question,
        line,
        confidential,
        text: cleanText(typed).text,
        problem: error.message,
      };
      return showWrong(req, res, consultation, wrong, error.status);
    }
    const { reference } = consultation;
    leaveNotice(req, text.trim() === '' ? 'There is no comment there now.' : 'The comment has been saved.');
    const page = submission
      ? submissionUrl(reference, submission, parse(filtersQuery, req.query))
      : line === undefined
        ? paths.deskComments({ reference })
        : paths.deskLines({ reference, question });
    res.redirect(303, `${page}#${commentId(question, line)}`);
  });

  const consultationOf = (req: Request): Promise<Consultation> =>
    getPublishedConsultation(db, String(req.params['reference']));

  /** The page that the form stood on, with what was typed and what stands there now. */
  async function showWrong(
    req: Request,
    res: Response,
    consultation: Consultation,
    wrong: WrongComment,
    status: number,
  ): Promise<void> {
    if (wrong.line !== undefined) {
      return showLines(req, res, await linesOf(db, consultation, wrong.question), wrong, status);
    }
    if (!wrong.submission) return showQuestions(req, res, consultation, wrong, status);
    await showSubmission(deps, req, res, consultation, wrong.submission, wrong, status);
  }

  async function showQuestions(
    req: Request,
    res: Response,
    consultation: Consultation,
    wrong?: WrongComment,
    status = 200,
  ): Promise<void> {
    const [issue, comments] = await Promise.all([
      findCurrentIssue(db, consultation.id),
      listCommentsOnQuestions(db, consultation.id),
    ]);
    const page = questionsPage(consultation, issue?.questions ?? [], byPlace(comments), wrong);
    render(req, res, 'collation/comments/comments', page, { status });
  }

  /** What was said in confidence of the lines is looked at with them. */
  async function showLines(
    req: Request,
    res: Response,
    shown: LinesShown,
    wrong?: WrongComment,
    status = 200,
  ): Promise<void> {
    const { id } = shown.consultation;
    await recordLooks(db, id, shown.said, { by: personOf(req.viewer).id, at: clock.now() });
    render(req, res, 'collation/comments/lines', linesPage(shown, wrong), { status });
  }

  return router;
}

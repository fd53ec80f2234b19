import { Router, type Request } from 'express';
import { z } from 'zod';
import { sendFile } from '../../attachments/download.js';
import { findCurrentIssue, getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getSubmission } from '../../responses/submissions.store.js';
import { filtersQuery, listUrl, submissionUrl } from './filters.js';
import {
  countListed,
  findNeighbours,
  listHeld,
  listLive,
  listNotCounting,
  type Seen,
} from './listed.store.js';
import { recordDownload } from './looks.js';
import { markRead } from './markRead.js';
import { RESPONSES_PER_PAGE, responsesPage } from './responses.page.js';
import { showSubmission } from './showSubmission.js';

const pageNumber = z.coerce.number().int().min(1).max(10_000).default(1);
const pagesQuery = z.object({ page: pageNumber, rest: pageNumber });
const markForm = z.strictObject({ step: z.enum(['read', 'unread']) });

/** The responses to one consultation: listed, read one by one, their files. SECAS reads them as they arrive. */
export function readingRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskResponses.pattern, onlySecas, async (req, res) => {
    const shown = parse(pagesQuery, req.query);
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const { id } = consultation;
    const seen = seenBy(req);
    const [held, live, notCounting, counts, issue] = await Promise.all([
      listHeld(db, id),
      listLive(db, id, seen, pageOf(shown.page)),
      listNotCounting(db, id, pageOf(shown.rest)),
      countListed(db, id, seen),
      findCurrentIssue(db, id),
    ]);
    const listed = { held, live, notCounting, counts, questions: issue?.questions ?? [], seen };
    const page = responsesPage(consultation, listed, shown);
    render(req, res, 'collation/reading/responses', page);
  });

  router.get(paths.deskSubmission.pattern, onlySecas, async (req, res) => {
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    await showSubmission(deps, req, res, consultation, urlId(req, 'submission'));
  });

  router.post(paths.deskReadingMark.pattern, onlySecas, async (req, res) => {
    const { step } = parse(markForm, req.body);
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const submission = await getSubmission(db, consultation.id, urlId(req, 'submission'));
    const seen = seenBy(req);
    const { nextUnread } = await findNeighbours(db, consultation.id, submission.id, seen);
    await markRead(db, submission, personOf(req.viewer), step === 'read', clock.now());
    const { reference } = consultation;
    const { name } = submission.organisation;
    leaveNotice(
      req,
      `The response of ${name} is marked as ${step}.${step === 'read' && !nextUnread ? ` ${NONE_LEFT}` : ''}`,
    );
    const there = step === 'unread' ? submission.id : nextUnread?.id;
    res.redirect(
      303,
      there ? submissionUrl(reference, there, seen.filters) : listUrl(reference, seen.filters),
    );
  });

  router.get(paths.deskSubmissionAttachment.pattern, onlySecas, async (req, res) => {
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const submission = await getSubmission(db, consultation.id, urlId(req, 'submission'));
    const file = submission.attachments.find(({ id }) => id === urlId(req, 'attachment'));
    if (!file) throw new NotFound();
    await recordDownload(db, submission, file, lookBy(req));
    await sendFile(deps, req, res, { ...file, id: file.fileId });
  });

  const seenBy = (req: Request): Seen => ({
    viewer: personOf(req.viewer).id,
    filters: parse(filtersQuery, req.query),
  });
  const lookBy = (req: Request) => ({ by: personOf(req.viewer).id, at: clock.now() });

  return router;
}

const NONE_LEFT = 'There is no other that you have not read.';

const pageOf = (number: number) => ({ limit: RESPONSES_PER_PAGE, offset: (number - 1) * RESPONSES_PER_PAGE });

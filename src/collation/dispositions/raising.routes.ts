import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  findCurrentIssue,
  getPublishedConsultation,
  type Consultation,
} from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Invalid } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { cleanText } from '../../responses/answers/cleanText.js';
import { recordLook, recordLooks } from '../reading/looks.js';
import { wantApproval } from './decideOnPoint.js';
import { listPage } from './list.page.js';
import { newPointPage } from './newPoint.page.js';
import type { WrongPoint } from './pointForm.page.js';
import { LONGEST_LINE, STATUSES, type PointStatus } from './points.rules.js';
import { isApprovalWanted, listPoints } from './points.store.js';
import { pointTexts, typedOf } from './pointTexts.js';
import { listPublications } from './published.store.js';
import { countUnanswered, listUnanswered } from './raised.store.js';
import { addedWords, readBeginning, sourceOf, type Given } from './sources.js';
import { UNCOVERED_PER_PAGE, uncoveredPage } from './uncovered.page.js';
import { addToPoint, makePoint } from './writePoint.js';

const id = z.union([z.uuid(), z.literal('')]).default('');
const source = {
  submission: id,
  ofTheme: id,
  ofLine: z
    .string()
    .max(LONGEST_LINE)
    .transform((text) => cleanText(text).text)
    .default(''),
  question: z
    .string()
    .regex(/^([a-z][a-z0-9-]{0,59})?$/)
    .default(''),
};
const newForm = z.discriminatedUnion('step', [
  z.strictObject({ step: z.enum(['save', 'finish']), ...source, ...pointTexts }),
  z.strictObject({ step: z.literal('add'), ...source, point: id }),
]);
const approvalForm = z.strictObject({ approval: z.enum(['on', 'off']) });
const statuses = Object.keys(STATUSES) as PointStatus[];
const listQuery = z.object({ status: z.enum(['', ...statuses]).catch('') });
const pageQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) });

/** The points of a consultation, what is in none of them yet, and raising one. */
export function raisingRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.deskDispositions.pattern, onlySecas, async (req, res) => {
    const { status } = parse(listQuery, req.query);
    const consultation = await consultationOf(req);
    const [points, issue, approvalWanted, uncovered, publications] = await Promise.all([
      listPoints(db, consultation.id),
      findCurrentIssue(db, consultation.id),
      isApprovalWanted(db, consultation.id),
      countUnanswered(db, consultation.id),
      listPublications(db, consultation.id),
    ]);
    const questions = issue?.questions ?? [];
    const listed = { points, questions, approvalWanted, uncovered, publications, status };
    render(req, res, 'collation/dispositions/list', listPage(consultation, listed));
  });

  router.post(paths.deskDispositions.pattern, onlySecas, async (req, res) => {
    const { approval } = parse(approvalForm, req.body);
    const consultation = await consultationOf(req);
    await wantApproval(db, personOf(req.viewer), consultation.id, approval === 'on', clock.now());
    leaveNotice(
      req,
      approval === 'on'
        ? 'Each point is to be approved by a colleague from now on.'
        : 'Points need no approval from now on.',
    );
    res.redirect(303, paths.deskDispositions({ reference: consultation.reference }));
  });

  router.get(paths.deskUncovered.pattern, onlySecas, async (req, res) => {
    const asked = parse(pageQuery, req.query).page;
    const consultation = await consultationOf(req);
    const range = { page: asked, size: UNCOVERED_PER_PAGE };
    const { total, answers } = await listUnanswered(db, consultation.id, range);
    const page = Math.min(asked, Math.max(1, Math.ceil(total / UNCOVERED_PER_PAGE)));
    await recordLooks(db, consultation.id, answers, lookBy(req));
    const shown = uncoveredPage(consultation, answers, { total, page });
    render(req, res, 'collation/dispositions/uncovered', shown);
  });

  router.get(paths.deskNewPoint.pattern, onlySecas, async (req, res) => {
    const given = parse(z.object(source), req.query);
    await showNew(req, res, await consultationOf(req), given);
  });

  router.post(paths.deskNewPoint.pattern, onlySecas, async (req, res) => {
    const form = parse(newForm, req.body);
    const consultation = await consultationOf(req);
    const { id: consultationId, reference } = consultation;
    const by = personOf(req.viewer);
    const from = sourceOf(form);
    let point: string;
    try {
      if (form.step === 'add') {
        if (!form.point) throw new Invalid([{ field: 'point', text: 'Choose the point' }]);
        point = form.point;
        const { added } = await addToPoint(db, by, { consultationId, id: point }, from, clock.now());
        leaveNotice(req, addedWords(added));
      } else {
        // A question that is none of the consultation's, or a theme of another, is nobody's.
        await readBeginning(db, consultation, givenIn(form));
        const finished = form.step === 'finish';
        const where = { consultationId, questionKey: form.question || null, themeId: form.theme || null };
        point = await makePoint(db, by, where, from, { ...typedOf(form), finished }, clock.now());
        leaveNotice(req, finished ? 'The point is saved as finished.' : 'The point is saved as a draft.');
      }
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      return showNew(req, res, consultation, givenIn(form), {
        problems: error.problems,
        typed: 'summary' in form ? { ...typedOf(form), theme: form.theme } : undefined,
      });
    }
    res.redirect(303, paths.deskPoint({ reference, point }));
  });

  const consultationOf = (req: Request): Promise<Consultation> =>
    getPublishedConsultation(db, String(req.params['reference']));
  const lookBy = (req: Request) => ({ by: personOf(req.viewer).id, at: clock.now() });

  async function showNew(
    req: Request,
    res: Response,
    consultation: Consultation,
    given: Given,
    wrong?: Partial<WrongPoint>,
  ): Promise<void> {
    const { submission, ...beginning } = await readBeginning(db, consultation, given);
    if (submission) await recordLook(db, submission, lookBy(req));
    const page = newPointPage(consultation, beginning, wrong);
    render(req, res, 'collation/dispositions/new', page, { status: wrong ? 422 : 200 });
  }

  return router;
}

const givenIn = ({ submission, ofTheme, ofLine, question }: Given): Given => ({
  submission,
  ofTheme,
  ofLine,
  question,
});

import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  findCurrentIssue,
  getPublishedConsultation,
  type Consultation,
} from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, NotFound, NotPermitted, type Problem } from '../../errors.js';
import { count, parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { recordLooks } from '../reading/looks.js';
import { listThemes } from '../themes/themes.store.js';
import { decideOnPoint } from './decideOnPoint.js';
import { MOST_RAISED_SHOWN, pointPage, type PointShown } from './point.page.js';
import { pointTexts, typedOf } from './pointTexts.js';
import { findPoint, isApprovalWanted, listWordings } from './points.store.js';
import { listRaisedBy } from './raised.store.js';
import { MOST_CHANGES_SHOWN } from './wordings.page.js';
import { dropFromPoint, editPoint, PointMeanwhile, removePoint } from './writePoint.js';

const seen = { version: count };
const pointForm = z.discriminatedUnion('step', [
  z.strictObject({ step: z.enum(['save', 'finish']), ...seen, ...pointTexts }),
  z.strictObject({
    step: z.literal('drop'),
    ...seen,
    responses: z
      .union([z.uuid(), z.array(z.uuid()).max(MOST_RAISED_SHOWN)])
      .default([])
      .transform((given) => [given].flat()),
  }),
  z.strictObject({ step: z.enum(['approve', 'return']), ...seen, note: z.string().max(20_000) }),
  z.strictObject({ step: z.literal('remove'), ...seen }),
]);
type PointForm = z.infer<typeof pointForm>;

/** One point: written, approved by a colleague, taken out. */
export function pointRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.deskPoint.pattern, onlySecas, async (req, res) => {
    await showPoint(req, res, await consultationOf(req));
  });

  router.post(paths.deskPoint.pattern, onlySecas, async (req, res) => {
    const form = parse(pointForm, req.body);
    const consultation = await consultationOf(req);
    const { reference } = consultation;
    try {
      leaveNotice(req, await change(req, consultation, form));
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Conflict || error instanceof NotPermitted))
        throw error;
      return showPoint(req, res, consultation, form, error);
    }
    const gone = form.step === 'remove';
    const there = gone
      ? paths.deskDispositions({ reference })
      : paths.deskPoint({ reference, point: urlId(req, 'point') });
    res.redirect(303, there);
  });

  /** @returns what to say */
  async function change(req: Request, { id }: Consultation, form: PointForm): Promise<string> {
    const by = personOf(req.viewer);
    const point = { consultationId: id, id: urlId(req, 'point'), version: form.version };
    const at = clock.now();
    switch (form.step) {
      case 'drop':
        await dropFromPoint(db, by, point, form.responses, at);
        return 'They do not raise this point any more.';
      case 'approve':
      case 'return': {
        const approved = form.step === 'approve';
        await decideOnPoint(db, by, point, { approved, note: form.note }, at);
        return approved ? 'The point is approved as it stands.' : 'The point has been returned.';
      }
      case 'remove':
        await removePoint(db, by, point, at);
        return 'The point has been taken out.';
      default: {
        const finished = form.step === 'finish';
        await editPoint(db, by, point, { ...typedOf(form), finished, themeId: form.theme || null }, at);
        return finished ? 'The point is saved as finished.' : 'The point is saved as a draft.';
      }
    }
  }

  const consultationOf = (req: Request): Promise<Consultation> =>
    getPublishedConsultation(db, String(req.params['reference']));

  /** @param form what came back, with what was wrong with it */
  async function showPoint(
    req: Request,
    res: Response,
    consultation: Consultation,
    form?: PointForm,
    error?: Invalid | Conflict | NotPermitted,
  ): Promise<void> {
    const { id } = consultation;
    const point = await findPoint(db, id, urlId(req, 'point'));
    if (!point) throw new NotFound();
    const { questionKey } = point;
    const [issue, themes, raisedBy, approvalWanted, wordings] = await Promise.all([
      findCurrentIssue(db, id),
      questionKey ? listThemes(db, { consultationId: id, questionKey }) : [],
      listRaisedBy(db, id, [point.id], MOST_RAISED_SHOWN),
      isApprovalWanted(db, id),
      // One more than are shown tells whether there are more.
      listWordings(db, point.id, MOST_CHANGES_SHOWN + 2),
    ]);
    const viewerId = personOf(req.viewer).id;
    await recordLooks(db, id, raisedBy, { by: viewerId, at: clock.now() });
    const question = issue?.questions.find(({ key }) => key === questionKey);
    const wrong = error && { typed: typedIn(form) ?? pointAsTyped(point), problems: problemsOf(error) };
    const shown: PointShown = {
      point,
      question,
      themes,
      raisedBy,
      wordings,
      approvalWanted,
      viewerId,
      wrong,
      meanwhile: error instanceof PointMeanwhile,
      note: form && 'note' in form ? form.note : undefined,
    };
    render(req, res, 'collation/dispositions/point', pointPage(consultation, shown), {
      status: error?.status,
    });
  }

  return router;
}

const typedIn = (form: PointForm | undefined) =>
  form && 'summary' in form ? { ...typedOf(form), theme: form.theme } : undefined;

const pointAsTyped = (point: NonNullable<Awaited<ReturnType<typeof findPoint>>>) => ({
  ...point,
  line: point.line ?? '',
  outcome: point.outcome ?? ('' as const),
  theme: point.theme?.id ?? '',
});

const problemsOf = (error: Invalid | Conflict | NotPermitted): Problem[] =>
  error instanceof Invalid ? error.problems : [{ field: '', text: error.message }];

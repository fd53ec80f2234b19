import { Router, type Request, type Response } from 'express';
import { counted } from '../counted.js';
import type { Deps } from '../deps.js';
import { Conflict, Invalid, type Problem } from '../errors.js';
import { parse } from '../http/forms.js';
import { leaveNotice, render } from '../http/render.js';
import { onlySecas } from '../http/viewer.js';
import { formatDeadline } from '../londonTime.js';
import { paths } from '../paths.js';
import { personOf } from '../people/viewer.js';
import { getConsultation, type Consultation } from './consultations.store.js';
import { extendPage } from './extending/extend.page.js';
import { extendCheckPage } from './extending/extendCheck.page.js';
import { CHANGED_SINCE, extendDeadline, planExtension } from './extending/extendDeadline.js';
import { extendForm, extendFormOf, readExtension, type ExtendForm } from './extending/extendForm.js';
import { listHistory } from './history.store.js';
import { outcomePage } from './outcome/outcome.page.js';
import { outcomeForm, outcomeFormOf, readOutcome, type OutcomeForm } from './outcome/outcomeForm.js';
import { listOrganisations } from './recipients.store.js';
import { recordOutcome } from './outcome/recordOutcome.js';

/** SECAS moves the deadline, and records the outcome. */
export function deskDecisionRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskExtend.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    await showExtend(req, res, consultation, extendFormOf(consultation.closesAt));
  });

  router.post(paths.deskExtend.pattern, onlySecas, async (req, res) => {
    const { checked, edit, ...form } = parse(extendForm, req.body);
    const consultation = await consultationOf(req);
    if (edit) return showExtend(req, res, consultation, form);
    try {
      const extension = readExtension(form, consultation.id);
      const now = clock.now();
      const plan = await planExtension(db, consultation, extension, now);
      if (checked !== plan.mark) {
        const conflict = checked === undefined ? undefined : CHANGED_SINCE;
        const page = extendCheckPage(consultation, extension, plan, form, conflict);
        return render(req, res, 'consultations/extend-check', page, { status: conflict ? 409 : 200 });
      }
      const by = personOf(req.viewer).id;
      const { told } = await extendDeadline(deps, by, { ...extension, checked }, now);
      const people = counted(told, 'person is', 'people are');
      const whose = extension.organisationId ? 'The deadline of this one organisation' : 'The deadline';
      leaveNotice(req, `${whose} is now ${formatDeadline(extension.closesAt)}. ${people} told by mail.`);
      res.redirect(303, paths.deskConsultation({ reference: consultation.reference }));
    } catch (error) {
      const problems = problemsOf(error);
      if (!problems) throw error;
      await showExtend(req, res, await consultationOf(req), form, problems);
    }
  });

  router.get(paths.deskOutcome.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    const { outcome } = await listHistory(db, consultation.id, 'all');
    showOutcome(req, res, consultation, outcomeFormOf(outcome));
  });

  router.post(paths.deskOutcome.pattern, onlySecas, async (req, res) => {
    const form = parse(outcomeForm, req.body);
    const consultation = await consultationOf(req);
    try {
      const outcome = readOutcome(form, consultation.id);
      await recordOutcome(db, personOf(req.viewer).id, outcome, clock.now());
      leaveNotice(req, 'The outcome has been recorded. Everybody sees it.');
      res.redirect(303, paths.deskConsultation({ reference: consultation.reference }));
    } catch (error) {
      const problems = problemsOf(error);
      if (!problems) throw error;
      showOutcome(req, res, consultation, form, problems);
    }
  });

  const consultationOf = (req: Request): Promise<Consultation> =>
    getConsultation(db, String(req.params['reference']));

  async function showExtend(
    req: Request,
    res: Response,
    consultation: Consultation,
    form: ExtendForm,
    problems?: Problem[],
  ): Promise<void> {
    const organisations = await listOrganisations(db, consultation.id);
    const page = extendPage(consultation, organisations, form, clock.now(), problems);
    render(req, res, 'consultations/extend', page, { status: statusOf(problems) });
  }

  return router;
}

/** What is said at the form, with all that was typed still in it; undefined: it is no fault of the form. */
function problemsOf(error: unknown): Problem[] | undefined {
  if (error instanceof Invalid) return error.problems;
  return error instanceof Conflict ? [{ field: '', text: error.message }] : undefined;
}

/** A conflict is of no field. */
const statusOf = (problems: Problem[] | undefined): number =>
  !problems ? 200 : problems.some(({ field }) => field) ? 422 : 409;

function showOutcome(
  req: Request,
  res: Response,
  consultation: Consultation,
  form: OutcomeForm,
  problems?: Problem[],
): void {
  const page = outcomePage(consultation.reference, form, problems);
  render(req, res, 'consultations/outcome', page, { status: statusOf(problems) });
}

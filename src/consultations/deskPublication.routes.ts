import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Deps } from '../deps.js';
import { Conflict, Invalid, type Problem } from '../errors.js';
import { parse } from '../http/forms.js';
import { leaveNotice, render } from '../http/render.js';
import { onlySecas } from '../http/viewer.js';
import { formatDeadline, londonDate } from '../londonTime.js';
import { paths } from '../paths.js';
import { personOf } from '../people/viewer.js';
import { getConsultation, type Consultation } from './consultations.store.js';
import { counted } from '../counted.js';
import { CHANGED_SINCE, extendDeadline, planExtension } from './extendDeadline.js';
import { extendCheckPage } from './extendCheck.page.js';
import { extendPage } from './extend.page.js';
import { extendForm, extendFormOf, readExtension, type ExtendForm } from './extendForm.js';
import { listHistory } from './history.store.js';
import { outcomePage } from './outcome.page.js';
import { outcomeForm, outcomeFormOf, readOutcome, type OutcomeForm } from './outcomeForm.js';
import { obstaclesToPublish } from './publication.rules.js';
import { previewAudience } from './publication.store.js';
import { publishPage } from './publish.page.js';
import { publishConsultation, readToPublish } from './publishConsultation.js';
import { recordOutcome } from './recordOutcome.js';
import { listOrganisations } from './recipients.store.js';

const publishForm = z.strictObject({ checked: z.string() });

/** SECAS publishes, moves the deadline, and records the outcome. */
export function deskPublicationRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskPublish.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    if (consultation.publishedAt) return res.redirect(303, paths.deskConsultation(consultation));
    await showPublish(req, res, consultation);
  });

  router.post(paths.deskPublish.pattern, onlySecas, async (req, res) => {
    const { checked } = parse(publishForm, req.body);
    const consultation = await consultationOf(req);
    const { id, reference } = consultation;
    try {
      const done = await publishConsultation(deps, personOf(req.viewer).id, { id, checked }, clock.now());
      const told = counted(done.told, 'representative is', 'representatives are');
      leaveNotice(
        req,
        `Published. ${counted(done.parties, 'Party is', 'Parties are')} asked, ${told} told by mail.`,
      );
      res.redirect(303, paths.deskConsultation({ reference }));
    } catch (error) {
      const published = consultation.publishedAt !== null;
      if (published || !(error instanceof Invalid || error instanceof Conflict)) throw error;
      const conflict = error instanceof Conflict ? error.message : undefined;
      await showPublish(req, res, await consultationOf(req), { status: conflict ? 409 : 422, conflict });
    }
  });

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

  async function showPublish(
    req: Request,
    res: Response,
    consultation: Consultation,
    { status = 200, conflict }: { status?: number; conflict?: string } = {},
  ): Promise<void> {
    const at = clock.now();
    const day = londonDate(at);
    const facts = await readToPublish(db, consultation, day);
    const audience = await previewAudience(db, day, consultation.audience);
    const obstacles = obstaclesToPublish(facts, at);
    const page = publishPage(consultation, { facts, audience, obstacles, conflict }, at);
    render(req, res, 'consultations/publish', page, { status });
  }

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

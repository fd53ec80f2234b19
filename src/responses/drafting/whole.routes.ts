import { BeingSubmitted } from '../closing/instructions.store.js';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findMailOf } from '../../collation/mails/mails.store.js';
import type { Deps } from '../../deps.js';
import { NotFound, type Conflict, type Problem } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRespondents } from '../../http/viewer.js';
import { londonDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { listSubmitters } from '../../people/people.store.js';
import { personOf } from '../../people/viewer.js';
import { cleanText } from '../answers/cleanText.js';
import { listHistoryFor } from '../submissions.store.js';
import {
  ChangedMeanwhile,
  changeConfidentiality,
  changeRespondents,
  markOfConfidentiality,
  markOfRespondents,
} from './changeWhole.js';
import { listAsked } from '../clarifying/clarifications.store.js';
import { getDraftContent, getDraftFor, listDraftParties, type Draft } from './drafts.store.js';
import { chosenProblems } from './parties.rules.js';
import { ITSELF } from './respondents.page.js';
import { respondentsForm, respondentsIn } from './respondentsForm.js';
import { OutcomeRecorded } from './saveDraft.js';
import { taskListPage } from './taskList.page.js';
import { confidentialityPage, confidentialityProblems, partiesPage } from './whole.page.js';
import { listWorkOn, type Work } from './work.store.js';

const partiesForm = respondentsForm.extend({ mark: z.string().max(60) });
const confidentialityForm = z.strictObject({
  mark: z.string().max(60),
  whole: z.literal('yes').optional(),
  'whole-reason': z.string().default(''),
  name: z.literal('yes').optional(),
  'name-reason': z.string().default(''),
});

/** A draft as a whole: its task list, on whose behalf it is, and what of the whole is confidential. */
export function wholeRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.response.pattern, onlyRespondents, async (req, res) => {
    const now = clock.now();
    const draft = await getDraftFor(db, req.viewer, urlId(req));
    const [content, history, submitters, waiting, mail] = await Promise.all([
      getDraftContent(db, draft.id),
      listHistoryFor(db, req.viewer, draft.id),
      mayOnlyDraft(req, draft) ? listSubmitters(db, draft.organisation.id) : undefined,
      // Nothing is asked before something was submitted, nor here of what SECAS enters itself.
      draft.submittedVersion === null || draft.enteredBySecas
        ? []
        : listAsked(db, [draft.organisation.id], draft.id),
      draft.enteredBySecas ? findMailOf(db, draft.id) : undefined,
    ]);
    const page = taskListPage({
      draft,
      content,
      history,
      submitters,
      waiting,
      mail,
      viewerId: personOf(req.viewer).id,
      now,
    });
    render(req, res, 'responses/task-list', page);
  });

  router.get(paths.responseParties.pattern, onlyRespondents, async (req, res) => {
    await showParties(req, res, await getDraftFor(db, req.viewer, urlId(req)));
  });

  router.post(paths.responseParties.pattern, onlyRespondents, async (req, res) => {
    const form = parse(partiesForm, req.body);
    const draft = await getDraftFor(db, req.viewer, urlId(req));
    const chosen = respondentsIn(form);
    const problems = chosenProblems(chosen, await workOn(draft), draft.id);
    if (problems.length > 0) return showParties(req, res, draft, { ...form, problems, status: 422 });
    try {
      await changeRespondents(db, draft, chosen, form.mark, clock.now());
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      return showParties(req, res, draft, { ...form, problems: [overtaken(error, 'parties')], status: 409 });
    }
    res.redirect(303, paths.response({ id: draft.id }));
  });

  router.get(paths.responseConfidentiality.pattern, onlyRespondents, async (req, res) => {
    const draft = await getDraftFor(db, req.viewer, urlId(req));
    const page = confidentialityPage(draft, draft, markOfConfidentiality(draft), clock.now());
    render(req, res, 'responses/confidentiality', page);
  });

  router.post(paths.responseConfidentiality.pattern, onlyRespondents, async (req, res) => {
    const form = parse(confidentialityForm, req.body);
    const draft = await getDraftFor(db, req.viewer, urlId(req));
    const now = clock.now();
    const wanted = {
      confidential: form.whole === 'yes',
      confidentialReason: cleanText(form['whole-reason']).text,
      nameConfidential: form.name === 'yes',
      nameConfidentialReason: cleanText(form['name-reason']).text,
    };
    try {
      await changeConfidentiality(db, draft, wanted, form.mark, now);
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      const fresh = await getDraftFor(db, req.viewer, draft.id);
      const page = confidentialityPage(fresh, wanted, markOfConfidentiality(fresh), now, [
        overtaken(error, 'whole'),
      ]);
      render(req, res, 'responses/confidentiality', page, { status: 409 });
      return;
    }
    const problems = confidentialityProblems(wanted);
    if (problems.length === 0) return res.redirect(303, paths.response({ id: draft.id }));
    const page = confidentialityPage(draft, wanted, markOfConfidentiality(wanted), now, problems, true);
    render(req, res, 'responses/confidentiality', page, { status: 422 });
  });

  async function showParties(
    req: Request,
    res: Response,
    draft: Draft,
    posted?: { parties: string[]; problems: Problem[]; status: number },
  ): Promise<void> {
    const now = clock.now();
    const [work, parties] = await Promise.all([
      workOn(draft),
      listDraftParties(db, draft.id, londonDate(now)),
    ]);
    const partyIds = parties.map(({ id }) => id);
    const mark = markOfRespondents({ partyIds, forOrganisation: draft.forOrganisation });
    const ticked = posted?.parties ?? [...partyIds, ...(draft.forOrganisation ? [ITSELF] : [])];
    const page = partiesPage(draft, work, ticked, mark, now, posted?.problems);
    render(req, res, 'responses/parties', page, { status: posted?.status ?? 200 });
  }

  async function workOn(draft: Draft): Promise<Work> {
    const day = londonDate(clock.now());
    const [work] = await listWorkOn(db, draft.consultation.reference, [draft.organisation.id], day);
    if (!work) throw new NotFound();
    return work;
  }

  return router;
}

const mayOnlyDraft = ({ viewer }: Request, { enteredBySecas, organisation }: Draft): boolean =>
  !enteredBySecas &&
  !viewer.represents.some((one) => one.organisationId === organisation.id && one.maySubmit);

const isOvertaken = (error: unknown): error is Conflict =>
  error instanceof ChangedMeanwhile || error instanceof OutcomeRecorded || error instanceof BeingSubmitted;

const overtaken = (error: Conflict, field: string): Problem => ({ field, text: error.message });

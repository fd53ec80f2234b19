import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { counted } from '../../counted.js';
import type { Deps } from '../../deps.js';
import { NotFound, type Problem } from '../../errors.js';
import { count, parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getClosedReport } from '../../reports/report.store.js';
import { getConsultation, type Consultation } from '../consultations.store.js';
import { readTexts } from '../formText.js';
import { orAgain, problemsOf, statusOf } from '../../http/formProblems.js';
import { whyNoOutcome } from './outcome.rules.js';
import { publishSummary } from './publishSummary.js';
import { listRespondents } from './respondents.store.js';
import { factsText } from './responseFacts.js';
import { saveSummary, SummarySavedMeanwhile } from './saveSummary.js';
import { readSummary, summaryForm, summaryFormPage, summaryPreviewPage } from './summary.page.js';
import { findPublishedSummary, findSummaryDraft, isLessTold, type SummaryTexts } from './summary.store.js';

const publishForm = z.strictObject({ version: count, changed: z.string().default('') });

/** What stands in the form: what was saved, or what was typed and could not be. */
interface Typed {
  texts: SummaryTexts;
  version: number;
}

/** SECAS writes the summary, looks at it as readers will, and publishes it. */
export function summaryRoutes(deps: Deps): Router {
  const { db, bulk, clock } = deps;
  const router = Router();

  router.get(paths.deskSummary.pattern, onlySecas, async (req, res) => {
    await show(req, res, await consultationOf(req));
  });

  router.post(paths.deskSummary.pattern, onlySecas, async (req, res) => {
    const { step, version, ...typed } = parse(summaryForm, req.body);
    const consultation = await consultationOf(req);
    const { id: consultationId, reference } = consultation;
    const { texts, problems } = readSummary(typed);
    if (problems.length > 0) return show(req, res, consultation, { texts: typed, version }, problems);
    try {
      await saveSummary(db, personOf(req.viewer).id, { consultationId, texts, version }, clock.now());
    } catch (error) {
      const found = problemsOf(error);
      if (!found) throw error;
      return show(req, res, consultation, { texts: typed, version }, found, error);
    }
    if (step === 'save') leaveNotice(req, 'The draft of the summary has been saved.');
    res.redirect(303, (step === 'save' ? paths.deskSummary : paths.deskSummaryPreview)({ reference }));
  });

  router.get(paths.deskSummaryPreview.pattern, onlySecas, async (req, res) => {
    await showPreview(req, res, await consultationOf(req), '');
  });

  router.post(paths.deskSummaryPreview.pattern, onlySecas, async (req, res) => {
    const { version, changed: typed } = parse(publishForm, req.body);
    const consultation = await consultationOf(req);
    const { id: consultationId, reference } = consultation;
    const read = readTexts();
    const changed = read.line('changed', typed, 'What has changed', 1_000);
    if (read.problems.length > 0) return showPreview(req, res, consultation, typed, read.problems);
    await orAgain(
      async () => {
        const by = personOf(req.viewer).id;
        const { told } = await publishSummary(deps, by, { consultationId, version, changed }, clock.now());
        leaveNotice(
          req,
          `The summary has been published. ${counted(told, 'person is', 'people are')} told by mail.`,
        );
        res.redirect(303, paths.deskConsultation({ reference }));
      },
      (problems) => showPreview(req, res, consultation, typed, problems),
    );
  });

  const consultationOf = (req: Request): Promise<Consultation> =>
    getConsultation(db, String(req.params['reference']));

  async function show(
    req: Request,
    res: Response,
    consultation: Consultation,
    typed?: Typed,
    problems?: Problem[],
    error?: unknown,
  ): Promise<void> {
    const { id, reference, summary } = consultation;
    const [draft, published, figures] = await Promise.all([
      findSummaryDraft(db, id),
      findPublishedSummary(db, id),
      whyNoOutcome(consultation) === undefined
        ? getClosedReport(bulk, reference, 'public').then(factsText)
        : '',
    ]);
    const theirs = error instanceof SummarySavedMeanwhile ? error.theirs : undefined;
    const texts = typed?.texts ?? draft ?? { asked: summary, said: figures, nextSteps: '' };
    // Who has seen what a colleague saved may save over it.
    const version = theirs?.version ?? typed?.version ?? draft?.version ?? 0;
    const shown = { texts, version, figures };
    const page = summaryFormPage(consultation, { draft, published }, shown, clock.now(), problems, theirs);
    render(req, res, 'consultations/outcome/summary', page, { status: statusOf(problems) });
  }

  async function showPreview(
    req: Request,
    res: Response,
    consultation: Consultation,
    changed: string,
    problems?: Problem[],
  ): Promise<void> {
    const { id } = consultation;
    const [draft, published, people] = await Promise.all([
      findSummaryDraft(db, id),
      findPublishedSummary(db, id),
      listRespondents(db, id),
    ]);
    if (!draft) throw new NotFound('Nothing has been written yet.');
    const told = { people: people.length, less: await isLessTold(db, id, draft.savedAt) };
    const page = summaryPreviewPage(consultation, draft, published, changed, told, problems);
    render(req, res, 'consultations/outcome/preview', page, { status: statusOf(problems) });
  }

  return router;
}

import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { readDate } from '../../consultations/deadlineEntry.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import { problemsOf, statusOf } from '../../http/formProblems.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { londonDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { listSubmitters } from '../../people/people.store.js';
import { cleanText } from '../../responses/answers/cleanText.js';
import { isConfidentialInSome } from '../../responses/clarifying/clarifications.store.js';
import { recordLook } from '../reading/looks.js';
import { answers, askClarification, closeClarification, reopenClarification } from './askClarification.js';
import { deskThreadOf } from './deskThread.js';
import { deskClarificationPage, type TypedQuestion } from './clarification.page.js';

const thread = { key: z.uuid(), seen: z.coerce.number().int().min(0).max(2_147_483_647) };
const clarifyingForm = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.literal('ask'),
    ...thread,
    text: z.string(),
    'wished-day': z.string().max(100).default(''),
    'wished-month': z.string().max(100).default(''),
    'wished-year': z.string().max(100).default(''),
  }),
  z.strictObject({ step: z.enum(['close', 'reopen']), ...thread }),
]);

/** SECAS asks about an answer, asks again, closes the thread and reopens it. */
export function clarifyingDeskRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskClarification.pattern, onlySecas, async (req, res) => {
    await show(req, res);
  });

  router.post(paths.deskClarification.pattern, onlySecas, async (req, res) => {
    const form = parse(clarifyingForm, req.body);
    const { consultation, submission, questionKey, ask, thread: entries } = await deskThreadOf(db, req);
    if (entries.length === 0 && !answers(submission, questionKey)) throw new NotFound();
    const by = personOf(req.viewer);
    const at = clock.now();
    const { key, seen } = form;
    const place = { submissionId: submission.id, questionKey, ask, key, seen };
    const typed = typedIn(form);
    try {
      if (form.step === 'close') await closeClarification(deps, by, consultation, place, at);
      else if (form.step === 'reopen') await reopenClarification(deps, by, consultation, place, at);
      else {
        const wished = readDate('A reply is wished by', typed.wished);
        const asked = { text: typed.text, wished, today: londonDate(at) };
        await askClarification(deps, by, consultation, place, asked, at);
      }
    } catch (error) {
      const problems = problemsOf(error);
      if (!problems) throw error;
      return show(req, res, { ...typed, problems }, statusOf(problems));
    }
    leaveNotice(req, NOTICES[form.step]);
    const { reference } = consultation;
    const here = { reference, submission: submission.id };
    res.redirect(
      303,
      form.step === 'reopen'
        ? paths.deskClarification({ ...here, question: questionKey })
        : `${paths.deskSubmission(here)}#answer-${questionKey}`,
    );
  });

  async function show(req: Request, res: Response, again?: TypedQuestion, status = 200): Promise<void> {
    const found = await deskThreadOf(db, req);
    const { submission, questionKey } = found;
    const answered = answers(submission, questionKey);
    if (!answered && found.thread.length === 0) throw new NotFound();
    const said = found.thread.some(({ confidential }) => confidential);
    const [some, submitters] = await Promise.all([
      isConfidentialInSome(db, submission.responseId, questionKey),
      listSubmitters(db, submission.organisation.id),
    ]);
    await recordLook(db, submission, { by: personOf(req.viewer).id, at: clock.now() }, said);
    const nobody = submitters.length === 0;
    const page = deskClarificationPage({ ...found, answered, beside: some || said, nobody, again });
    render(req, res, 'collation/clarifying/clarification', page, { status });
  }

  return router;
}

const NOTICES = {
  ask: 'It has been asked. The representatives are told by mail.',
  close: 'The clarification is closed: no more is needed.',
  reopen: 'It takes another reply. The representatives are told by mail.',
};

function typedIn(form: z.infer<typeof clarifyingForm>): Omit<TypedQuestion, 'problems'> {
  if (form.step !== 'ask') return { text: '', wished: { day: '', month: '', year: '' } };
  return {
    text: cleanText(form.text).text.trim(),
    wished: {
      day: cleanText(form['wished-day']).text,
      month: cleanText(form['wished-month']).text,
      year: cleanText(form['wished-year']).text,
    },
  };
}

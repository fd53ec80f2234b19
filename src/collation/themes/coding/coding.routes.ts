import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { getPublishedConsultation, type Consultation } from '../../../consultations/consultations.store.js';
import type { Deps } from '../../../deps.js';
import { Conflict, Invalid, NotFound } from '../../../errors.js';
import { parse } from '../../../http/forms.js';
import { leaveNotice, render } from '../../../http/render.js';
import { urlId } from '../../../http/urlId.js';
import { onlySecas } from '../../../http/viewer.js';
import { counted } from '../../../counted.js';
import { paths } from '../../../paths.js';
import { personOf } from '../../../people/viewer.js';
import { cleanText } from '../../../responses/answers/cleanText.js';
import { getSubmission, type Submission } from '../../../responses/submissions.store.js';
import { recordLook } from '../../reading/looks.js';
import { carryOver, codePassage, uncode } from './codePassage.js';
import { listCodingsOn } from './codings.store.js';
import type { WrongMark } from './markBlock.js';
import { markingPage } from './marking.page.js';
import { selectedPassage } from './marks.rules.js';
import { place } from './place.js';
import { findPassage, partsOf, type Passage } from './passages.rules.js';
import { listThemes, type Frame } from '../themes.store.js';

const nothing = z.strictObject({});
const codingForm = z.discriminatedUnion('step', [
  z.strictObject({
    step: z.enum(['passage', 'whole']),
    back: z.enum(['reading', 'marking']),
    passage: z.string().max(300_000).default(''),
    /** where it was selected: the line, from, before; the script's */
    place: place.optional().catch(undefined),
    theme: z.union([z.uuid(), z.literal('')]),
    newTheme: z.string().max(1_000).default(''),
  }),
  z.strictObject({ step: z.literal('remove'), coding: z.uuid() }),
]);

/** Passages of one answer: marked, given a theme, removed; and carried over to a newer submission. */
export function codingRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.deskCoding.pattern, onlySecas, async (req, res) => {
    await showMarking(req, res, await answerOf(req));
  });

  router.post(paths.deskCoding.pattern, onlySecas, async (req, res) => {
    const form = parse(codingForm, req.body);
    const here = await answerOf(req);
    const { frame, submission, consultation } = here;
    const by = personOf(req.viewer);
    const address = { reference: consultation.reference, submission: submission.id };
    const marking = paths.deskCoding({ ...address, question: frame.questionKey });
    if (form.step === 'remove') {
      await uncode(db, by, frame, { submissionId: submission.id, codingId: form.coding }, clock.now());
      leaveNotice(req, 'The coding has been removed.');
      return res.redirect(303, marking);
    }
    const typed = cleanText(form.passage).text;
    const chosen = { id: form.theme, newName: cleanText(form.newTheme).text };
    try {
      const passage = form.step === 'whole' ? null : passageIn(here, typed, form.place);
      const coding = { passage, theme: chosen };
      const theme = await codePassage(db, by, frame, submission.id, coding, clock.now());
      leaveNotice(
        req,
        passage ? `The passage is marked: “${theme}”.` : `The whole answer is marked: “${theme}”.`,
      );
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Conflict)) throw error;
      const field = error instanceof Invalid ? error.problems[0]!.field : 'theme';
      const wrong = {
        question: frame.questionKey,
        passage: typed,
        theme: chosen.id,
        newTheme: chosen.newName,
      };
      return showMarking(req, res, here, { ...wrong, field, problem: error.message }, error.status);
    }
    const reading = `${paths.deskSubmission(address)}#answer-${frame.questionKey}`;
    res.redirect(303, form.back === 'reading' ? reading : marking);
  });

  router.post(paths.deskCarryOver.pattern, onlySecas, async (req, res) => {
    parse(nothing, req.body);
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const { id, answers } = await getSubmission(db, consultation.id, urlId(req, 'submission'));
    const carried = await carryOver(db, personOf(req.viewer), consultation.id, id, answers, clock.now());
    leaveNotice(
      req,
      carried === 0 ? 'There was nothing left to carry over.' : `${counted(carried, 'coding')} carried over.`,
    );
    res.redirect(303, paths.deskSubmission({ reference: consultation.reference, submission: id }));
  });

  async function answerOf(req: Request) {
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const submission = await getSubmission(db, consultation.id, urlId(req, 'submission'));
    const answer = submission.answers.find(({ question }) => question.key === req.params['question']);
    if (!answer) throw new NotFound();
    const frame: Frame = { consultationId: consultation.id, questionKey: answer.question.key };
    return { consultation, submission, answer, frame };
  }
  type Here = {
    consultation: Consultation;
    submission: Submission;
    answer: Submission['answers'][number];
    frame: Frame;
  };

  /** What was selected stands where the script says; what was typed is looked for. @throws Invalid */
  function passageIn(
    { answer: { question, value } }: Here,
    typed: string,
    at?: [number, number, number],
  ): Passage {
    const selected =
      at && selectedPassage(question, value, { line: at[0], starts: at[1], ends: at[2] }, typed);
    const found = selected ? { passage: selected } : findPassage(partsOf(question, value), typed);
    if ('problem' in found) throw new Invalid([{ field: 'passage', text: found.problem }]);
    return found.passage;
  }

  async function showMarking(
    req: Request,
    res: Response,
    here: Here,
    wrong?: WrongMark,
    status = 200,
  ): Promise<void> {
    const { consultation, submission, answer, frame } = here;
    const [codings, themes] = await Promise.all([
      listCodingsOn(db, submission.id),
      listThemes(db, frame),
      recordLook(db, submission, { by: personOf(req.viewer).id, at: clock.now() }),
    ]);
    const own = codings.filter(({ questionKey }) => questionKey === frame.questionKey);
    const given = {
      reference: consultation.reference,
      submission: submission.id,
      answer,
      codings: own,
      themes,
    };
    const page = markingPage(consultation, submission, given, wrong);
    render(req, res, 'collation/themes/marking', page, { status });
  }

  return router;
}

import { Router, type Request } from 'express';
import { z } from 'zod';
import type { Deps } from '../../deps.js';
import { Invalid, NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { findCurrentIssue, getConsultation } from '../consultations.store.js';
import { correctQuestion } from './correctQuestion.js';
import {
  addQuestion,
  editQuestion,
  moveQuestion,
  placeQuestion,
  questionIn,
  removeQuestion,
  StaleQuestion,
} from './editQuestions.js';
import {
  newQuestionForm,
  questionCorrectionPage,
  questionFormOf,
  questionPage,
  STALE,
} from './questionForm.page.js';
import {
  questionCorrectionForm,
  questionForm,
  readQuestion,
  readQuestionCorrection,
  type QuestionForm,
} from './questionForm.js';
import { shownSections } from './questions.page.js';
import { markOf, questionsPage, questionTypePage } from './questionsDesk.page.js';
import { QUESTION_TYPES, type Question } from '../questions.js';
import { getQuestionDraft } from './questions.store.js';

const chosenType = z.object({ type: z.enum(QUESTION_TYPES).optional() });
const direction = z.strictObject({ move: z.enum(['up', 'down']) });
const before = z
  .string()
  .max(200)
  .transform((text) => text || undefined);
const placing = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('question'),
    key: z.string().max(200),
    section: z.string().max(200),
    before,
    was: z.string().max(60),
  }),
  z.strictObject({ what: z.literal('section'), key: z.string().max(200), before, was: z.string().max(60) }),
]);
const removal = z.strictObject({ was: z.string() });

/** The question editor: everything is a form, nothing needs a script. */
export function deskQuestionsRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.deskQuestions.pattern, onlySecas, async (req, res) => {
    const { reference, questions, issued } = await readSet(req);
    render(req, res, 'consultations/questions', questionsPage(reference, questions, issued));
  });

  router.get(paths.deskNewQuestion.pattern, onlySecas, async (req, res) => {
    const { type } = parse(chosenType, req.query);
    const { reference, questions } = await readSet(req);
    if (!type) return render(req, res, 'consultations/question-type', questionTypePage(reference));
    const page = questionPage(reference, questions, newQuestionForm(type, questions), undefined);
    render(req, res, 'consultations/question', page);
  });

  router.post(paths.deskNewQuestion.pattern, onlySecas, async (req, res) => {
    const form = parse(questionForm, req.body);
    const { id, reference, questions } = await readSet(req);
    try {
      const question = readQuestion(
        form,
        questions.map(({ key }) => key),
      );
      await addQuestion(db, personOf(req.viewer).id, id, question, clock.now());
      leaveNotice(req, 'The question has been added.');
      res.redirect(303, paths.deskQuestions({ reference }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const page = questionPage(reference, questions, form, undefined, error.problems);
      render(req, res, 'consultations/question', page, { status: 422 });
    }
  });

  router.get(paths.deskQuestion.pattern, onlySecas, async (req, res) => {
    const { reference, questions, issued } = await readSet(req);
    const question = questionIn(questions, String(req.params['question']));
    const form = questionFormOf(question);
    const page = issued
      ? questionCorrectionPage(reference, question, { ...form, note: '' })
      : questionPage(reference, questions, form, question.key);
    render(req, res, 'consultations/question', page);
  });

  // Which of the two forms was sent shows in its fields: only a correction has a note.
  router.post(paths.deskQuestion.pattern, onlySecas, async (req, res) => {
    const key = String(req.params['question']);
    const isCorrection = typeof (req.body as { note?: unknown } | undefined)?.note === 'string';
    const page = isCorrection ? await correct(req, key) : await edit(req, key);
    if (page) render(req, res, 'consultations/question', page, { status: page.stale ? 409 : 422 });
    else res.redirect(303, paths.deskQuestions({ reference: String(req.params['reference']) }));
  });

  router.post(paths.deskMoveQuestion.pattern, onlySecas, async (req, res) => {
    await move(req, 'question', String(req.params['question']));
    res.redirect(
      303,
      `${paths.deskQuestions({ reference: String(req.params['reference']) })}#${String(req.params['question'])}`,
    );
  });

  router.post(paths.deskMoveSection.pattern, onlySecas, async (req, res) => {
    await move(req, 'section', String(req.params['section']));
    res.redirect(303, paths.deskQuestions({ reference: String(req.params['reference']) }));
  });

  router.post(paths.deskOrder.pattern, onlySecas, async (req, res) => {
    const place = parse(placing, req.body);
    const { id, reference } = await getConsultation(db, String(req.params['reference']));
    await placeQuestion(db, personOf(req.viewer).id, id, place, clock.now());
    res.redirect(303, paths.deskQuestions({ reference }));
  });

  router.post(paths.deskRemoveQuestion.pattern, onlySecas, async (req, res) => {
    const { was } = parse(removal, req.body);
    const { id, reference, questions } = await readSet(req);
    const key = String(req.params['question']);
    try {
      await removeQuestion(db, personOf(req.viewer).id, id, { key, was }, clock.now());
      leaveNotice(req, 'The question has been removed.');
      res.redirect(303, paths.deskQuestions({ reference }));
    } catch (error) {
      const page = conflictPage(error, reference, questions, questionFormOf(questionIn(questions, key)), key);
      render(req, res, 'consultations/question', page, { status: page.stale ? 409 : 422 });
    }
  });

  async function edit(req: Request, key: string) {
    const form = parse(questionForm, req.body);
    const { id, reference, questions } = await readSet(req);
    const before = questions.find((question) => question.key === key);
    try {
      const question = readQuestion(form, [], before ?? ({ key } as Question));
      await editQuestion(db, personOf(req.viewer).id, id, { key, was: form.was, question }, clock.now());
      leaveNotice(req, 'The question has been saved.');
      return undefined;
    } catch (error) {
      return conflictPage(error, reference, questions, form, key);
    }
  }

  async function correct(req: Request, key: string) {
    const form = parse(questionCorrectionForm, req.body);
    const { id, reference, questions } = await readSet(req);
    const question = questionIn(questions, key);
    try {
      const correction = { ...readQuestionCorrection(form), key, was: form.was };
      await correctQuestion(db, personOf(req.viewer).id, id, correction, clock.now());
      leaveNotice(req, 'The correction has been issued; the history says so.');
      return undefined;
    } catch (error) {
      if (error instanceof Invalid) return questionCorrectionPage(reference, question, form, error.problems);
      if (!(error instanceof StaleQuestion) || !error.now) throw error;
      const page = questionCorrectionPage(reference, error.now, { ...form, was: markOf(error.now) });
      return { ...page, stale: STALE, saved: shownSections([error.now]) };
    }
  }

  async function move(req: Request, what: 'question' | 'section', key: string): Promise<void> {
    const by = parse(direction, req.body).move === 'up' ? -1 : 1;
    const { id } = await getConsultation(db, String(req.params['reference']));
    await moveQuestion(db, personOf(req.viewer).id, id, { what, key, by }, clock.now());
  }

  /** The questions as they stand: issued, or being prepared. */
  async function readSet(req: Request) {
    const { id, reference } = await getConsultation(db, String(req.params['reference']));
    const issue = await findCurrentIssue(db, id);
    const questions = issue?.questions ?? (await getQuestionDraft(db, id));
    return { id, reference, questions, issued: issue !== undefined };
  }

  return router;
}

/** The form again with what is wrong, or with what a colleague saved in the meantime. */
function conflictPage(
  error: unknown,
  reference: string,
  questions: Question[],
  form: QuestionForm,
  key: string,
) {
  if (error instanceof Invalid) return questionPage(reference, questions, form, key, error.problems);
  if (!(error instanceof StaleQuestion)) throw error;
  if (!error.now) throw new NotFound('A colleague has removed this question. Go back to the questions.');
  const page = questionPage(reference, questions, { ...form, was: markOf(error.now) }, key);
  return { ...page, stale: STALE, saved: shownSections([error.now]) };
}

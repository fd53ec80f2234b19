import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { getConsultation, findCurrentIssue } from '../../../consultations/consultations.store.js';
import { sectionsOf, type Question, type Section } from '../../../consultations/questions.js';
import { getQuestionDraft } from '../../../consultations/questions/questions.store.js';
import type { Deps } from '../../../deps.js';
import { NotFound } from '../../../errors.js';
import { parse } from '../../../http/forms.js';
import { leaveNotice, render } from '../../../http/render.js';
import { onlySecas } from '../../../http/viewer.js';
import { paths } from '../../../paths.js';
import { personOf } from '../../../people/viewer.js';
import { answerForm, readAnswers, type Action, type PostedAnswer } from '../answerForm.js';
import { sectionProblems } from '../draft.rules.js';
import type { AfterSaving } from '../section.page.js';
import { answersChosen, chosenIn } from './chosen.rules.js';
import { nextOf, previewAddress, previewedSection, previewPage, type Previewed } from './preview.page.js';

const query = z.object({
  chosen: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((value) => [value].flat().slice(0, 500)),
  ended: z.string().default(''),
});

/** The form of a consultation as a respondent sees it, for SECAS, before and after publication. Nothing is written. */
export function previewRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.deskPreview.pattern, onlySecas, async (req, res) => {
    const { ended } = parse(query, req.query);
    render(req, res, 'responses/previewing/preview', previewPage(await readPreviewed(req), ended === 'yes'));
  });

  router.get(paths.deskPreviewSection.pattern, onlySecas, async (req, res) => {
    const previewed = await readPreviewed(req);
    show(req, res, previewed, sectionIn(req, previewed.questions));
  });

  router.post(paths.deskPreviewSection.pattern, onlySecas, async (req, res) => {
    const form = parse(answerForm, req.body);
    const before = await readPreviewed(req);
    const section = sectionIn(req, before.questions);
    const { answers, notes, action, removed } = readAnswers(form, section.questions);
    const previewed = withAnswers(before, section, answers);
    const { reference } = previewed.consultation;
    if (action.does === 'later') {
      leaveNotice(req, 'A respondent’s answers would be saved now. Of a preview nothing is.');
      return res.redirect(
        303,
        previewAddress(reference, chosenIn(previewed.questions, previewed.content.answers)),
      );
    }
    const wrong =
      action.does === 'continue' &&
      sectionProblems(section, previewed.questions, previewed.content).length > 0;
    if (action.does === 'continue' && !wrong && removed.length === 0)
      return res.redirect(303, nextOf(previewed, section));
    const after = { typed: answers, judged: wrong, removed, notes, told: TOLD[action.does] };
    show(req, res, previewed, section, after, wrong || removed.length > 0 ? 422 : 200);
  });

  async function readPreviewed(req: Request): Promise<Previewed> {
    const { chosen } = parse(query, req.query);
    const consultation = await getConsultation(db, String(req.params['reference']));
    const issue = await findCurrentIssue(db, consultation.id);
    const questions = issue?.questions ?? (await getQuestionDraft(db, consultation.id));
    const now = clock.now();
    const kept = { version: 0, savedAt: now.toString(), savedBy: personOf(req.viewer) };
    const answers = Object.fromEntries(
      Object.entries(answersChosen(questions, chosen)).map(([key, answer]) => [key, { ...answer!, ...kept }]),
    );
    return { consultation, questions, content: { answers, attachments: [], notes: {} }, now };
  }

  return router;
}

/** What a button would have done that a preview does not. */
const TOLD: Partial<Record<Action['does'], string>> = {
  'add files': 'A respondent adds files on a page of their own. In a preview none are taken.',
  'add note': 'A respondent’s colleagues would see this note. In a preview none is kept.',
};

/** As if what was typed in the section were saved, for the time of one reply. */
function withAnswers(previewed: Previewed, section: Section, typed: PostedAnswer[]): Previewed {
  const { now, content } = previewed;
  const kept = { savedAt: now.toString(), savedBy: { id: '', name: '' } };
  const others = Object.entries(content.answers).filter(
    ([key]) => !section.questions.some((question) => question.key === key),
  );
  const own = typed.map(({ key, value, confidential, reason, version }) => [
    key,
    { value, confidential, reason, version, ...kept },
  ]);
  return { ...previewed, content: { ...content, answers: Object.fromEntries([...others, ...own]) } };
}

function sectionIn(req: Request, questions: Question[]): Section {
  const section = sectionsOf(questions).find(({ slug }) => slug === req.params['section']);
  if (!section) throw new NotFound();
  return section;
}

function show(
  req: Request,
  res: Response,
  previewed: Previewed,
  section: Section,
  after?: Partial<AfterSaving> & { told?: string },
  status = 200,
): void {
  const page = previewedSection(previewed, section, personOf(req.viewer).id, after);
  render(req, res, 'responses/section', page, { status });
}

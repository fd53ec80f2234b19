import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { findCurrentIssue, getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import { count, parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { cleanText } from '../../responses/answers/cleanText.js';
import { recordLooks } from '../reading/looks.js';
import { addTheme, moveTheme, removeTheme, renameTheme } from './changeFrame.js';
import { countCodingsOf, listCodingsOf } from './coding/codings.store.js';
import { framePage, themesPage, type WrongFrame } from './frame.page.js';
import { questionOf, type AtQuestion } from './questionOf.js';
import { mergeThemes, splitTheme } from './regroup.js';
import { CODINGS_PER_PAGE, themePage, type WrongTheme } from './theme.page.js';
import { countQuestions, countThemes, findEnded, listThemeEvents } from './themes.store.js';

const typed = z
  .string()
  .max(20_000)
  .transform((text) => cleanText(text).text);
const frameForm = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('add'), name: typed, description: typed }),
  z.strictObject({
    step: z.literal('move'),
    theme: z.uuid(),
    above: z.union([z.uuid(), z.literal('')]),
    move: z.enum(['up', 'down']),
  }),
]);
/** Codings of one passage come together, with commas between them. */
const chosen = z
  .union([z.string().max(10_000), z.array(z.string().max(10_000)).max(CODINGS_PER_PAGE)])
  .default([])
  .transform((given) => [given].flat().flatMap((one) => one.split(',')))
  .pipe(z.array(z.uuid()));
const themeForm = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('rename'), version: count, name: typed, description: typed }),
  z.strictObject({ step: z.literal('merge'), version: count, into: z.union([z.uuid(), z.literal('')]) }),
  z.strictObject({
    step: z.literal('split'),
    version: count,
    codings: chosen,
    name: typed,
    description: typed,
  }),
  z.strictObject({ step: z.literal('remove'), version: count }),
]);
type ThemeForm = z.infer<typeof themeForm>;
const pageQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) });

/** The themes of a question: how often each comes up, what is in it, and how the frame is changed. */
export function frameRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.deskThemes.pattern, onlySecas, async (req, res) => {
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const [issue, counts] = await Promise.all([
      findCurrentIssue(db, consultation.id),
      countQuestions(db, consultation.id),
    ]);
    render(req, res, 'collation/themes/questions', themesPage(consultation, issue?.questions ?? [], counts));
  });

  router.get(paths.deskFrame.pattern, onlySecas, async (req, res) => {
    await showFrame(req, res, await questionOf(db, req));
  });

  router.post(paths.deskFrame.pattern, onlySecas, async (req, res) => {
    const form = parse(frameForm, req.body);
    const here = await questionOf(db, req);
    const by = personOf(req.viewer);
    try {
      if (form.step === 'add') {
        await addTheme(db, by, here.frame, form, clock.now());
        leaveNotice(req, 'The theme has been added.');
      } else {
        const move = {
          id: form.theme,
          above: form.above || null,
          to: form.move === 'up' ? (-1 as const) : (1 as const),
        };
        await moveTheme(db, by, here.frame, move, clock.now());
      }
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Conflict)) throw error;
      const field = error instanceof Invalid ? error.problems[0]!.field : '';
      const held = form.step === 'add' ? form : { name: '', description: '' };
      return showFrame(req, res, here, { ...held, field, problem: error.message }, error.status);
    }
    const address = paths.deskFrame({ reference: here.consultation.reference, question: here.question.key });
    res.redirect(303, form.step === 'move' ? `${address}#order` : address);
  });

  router.get(paths.deskTheme.pattern, onlySecas, async (req, res) => {
    await showTheme(req, res, await questionOf(db, req));
  });

  router.post(paths.deskTheme.pattern, onlySecas, async (req, res) => {
    const form = parse(themeForm, req.body);
    const here = await questionOf(db, req);
    try {
      const { notice, theme } = await change(req, here, form);
      leaveNotice(req, notice);
      const address = { reference: here.consultation.reference, question: here.question.key };
      res.redirect(303, theme ? paths.deskTheme({ ...address, theme }) : paths.deskFrame(address));
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Conflict)) throw error;
      const field = error instanceof Invalid ? error.problems[0]!.field : '';
      const wrong = { name: '', description: '', codings: [], ...form, field, problem: error.message };
      await showTheme(req, res, here, wrong, error.status);
    }
  });

  /** @returns what to say, and the theme to show then; undefined: its frame */
  async function change(
    req: Request,
    { frame }: AtQuestion,
    form: ThemeForm,
  ): Promise<{ notice: string; theme?: string }> {
    const by = personOf(req.viewer);
    const seen = { id: urlId(req, 'theme'), version: form.version };
    switch (form.step) {
      case 'rename':
        await renameTheme(db, by, frame, seen, form, clock.now());
        return { notice: 'The theme has been saved.', theme: seen.id };
      case 'merge':
        await mergeThemes(db, by, frame, seen, form.into, clock.now());
        return { notice: 'The themes have been merged: every passage is here now.', theme: form.into };
      case 'split': {
        const theme = await splitTheme(db, by, frame, seen, form, clock.now());
        return { notice: 'The theme has been split: this is the new one.', theme };
      }
      case 'remove':
        await removeTheme(db, by, frame, seen, clock.now());
        return { notice: 'The theme has been taken out.' };
    }
  }

  async function showFrame(
    req: Request,
    res: Response,
    { consultation, question, frame }: AtQuestion,
    wrong?: WrongFrame,
    status = 200,
  ): Promise<void> {
    const [themes, counts] = await Promise.all([countThemes(db, frame), countQuestions(db, consultation.id)]);
    const count = counts.find(({ questionKey }) => questionKey === question.key);
    render(req, res, 'collation/themes/frame', framePage(consultation, question, themes, count, wrong), {
      status,
    });
  }

  /** One that has ended shows what became of it. */
  async function showTheme(
    req: Request,
    res: Response,
    here: AtQuestion,
    wrong?: WrongTheme,
    status = 200,
  ): Promise<void> {
    const { consultation, question, frame } = here;
    const themeId = urlId(req, 'theme');
    const themes = await countThemes(db, frame);
    const theme = themes.find(({ id }) => id === themeId);
    if (!theme) return showEnded(req, res, here, themeId, wrong);
    const total = await countCodingsOf(db, themeId);
    const asked = parse(pageQuery, req.query).page;
    const page = Math.min(asked, Math.max(1, Math.ceil(total / CODINGS_PER_PAGE)));
    const range = { limit: CODINGS_PER_PAGE, offset: (page - 1) * CODINGS_PER_PAGE };
    const [codings, events] = await Promise.all([
      listCodingsOf(db, frame, themeId, range),
      listThemeEvents(db, themeId),
    ]);
    await recordLooks(db, consultation.id, codings, { by: personOf(req.viewer).id, at: clock.now() });
    const others = themes.filter(({ id }) => id !== themeId);
    const shown = { question, theme, others, codings, total, page, events };
    render(req, res, 'collation/themes/theme', themePage(consultation, shown, wrong), { status });
  }

  async function showEnded(
    req: Request,
    res: Response,
    here: AtQuestion,
    themeId: string,
    wrong?: WrongTheme,
  ): Promise<void> {
    const ended = await findEnded(db, here.frame, themeId);
    if (!ended) throw new NotFound();
    if (wrong) {
      const told = { name: '', description: '', field: '', problem: wrong.problem };
      return showFrame(req, res, here, told, 409);
    }
    const address = { reference: here.consultation.reference, question: here.question.key };
    const { name, mergedInto } = ended;
    leaveNotice(
      req,
      mergedInto ? `“${name}” has been merged into this theme.` : `“${name}” has been taken out.`,
    );
    res.redirect(
      303,
      mergedInto ? paths.deskTheme({ ...address, theme: mergedInto.id }) : paths.deskFrame(address),
    );
  }

  return router;
}

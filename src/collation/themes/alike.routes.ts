import { Router, type Request } from 'express';
import { z } from 'zod';
import { keepWork, soon } from '../../beside.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getSubmission } from '../../responses/submissions.store.js';
import { recordLooks } from '../reading/looks.js';
import { alikePage } from './alike.page.js';
import { countUncut, findAlike, getStateOfAlike, readAlike, type Alike } from './alike.store.js';
import { codePassage, dismissPassage } from './coding/codePassage.js';
import { partsOf, wordsOf } from './coding/passages.rules.js';
import { questionOf, type AtQuestion } from './questionOf.js';
import { listThemes } from './themes.store.js';

const SUGGESTED_AT_ONCE = 20;

const offset = z.coerce.number().int().min(0).max(1_000_000);
const suggestionForm = z.strictObject({
  step: z.enum(['accept', 'dismiss']),
  submission: z.uuid(),
  part: z.string().regex(/^(text|rationale|\d{1,3}-\d)$/),
  starts: offset,
  ends: offset,
});

/** What reads like a theme's passages and is not coded: taken or dismissed. */
export function alikeRoutes({ db, bulk, clock }: Deps): Router {
  const keep = keepWork<Alike[]>();
  const router = Router();

  router.get(paths.deskAlike.pattern, onlySecas, async (req, res) => {
    const here = await questionOf(db, req);
    const theme = await themeOf(req, here);
    const { frame } = here;
    const state = await getStateOfAlike(db, frame, theme.id);
    const work = keep(theme.id, state, () => findAlike(bulk, frame, theme.id));
    const compared = await soon(work);
    const [found, waiting] = await Promise.all([
      readAlike(db, frame, theme.id, compared ?? work.before ?? [], SUGGESTED_AT_ONCE + 1),
      countUncut(db, here.consultation.id),
    ]);
    const shown = found.slice(0, SUGGESTED_AT_ONCE);
    await recordLooks(db, here.consultation.id, shown, { by: personOf(req.viewer).id, at: clock.now() });
    const more = found.length > SUGGESTED_AT_ONCE;
    render(
      req,
      res,
      'collation/themes/alike',
      alikePage(here.consultation, here.question, theme, shown, { more, waiting, comparing: !compared }),
    );
  });

  router.post(paths.deskAlike.pattern, onlySecas, async (req, res) => {
    const { step, submission: submissionId, ...passage } = parse(suggestionForm, req.body);
    const here = await questionOf(db, req);
    const { consultation, question, frame } = here;
    const theme = await themeOf(req, here);
    const { answers } = await getSubmission(db, consultation.id, submissionId);
    const answer = answers.find((one) => one.question.key === question.key);
    if (!answer || !wordsOf(partsOf(answer.question, answer.value), passage)) throw new NotFound();
    const by = personOf(req.viewer);
    if (step === 'accept') {
      const coding = { passage, theme: { id: theme.id, newName: '' }, suggested: true };
      await codePassage(db, by, frame, submissionId, coding, clock.now());
    } else await dismissPassage(db, by, frame, { themeId: theme.id, submissionId, passage }, clock.now());
    leaveNotice(
      req,
      step === 'accept'
        ? `The passage is marked: “${theme.name}”.`
        : 'Dismissed: it will not be suggested for this theme again.',
    );
    res.redirect(
      303,
      paths.deskAlike({ reference: consultation.reference, question: question.key, theme: theme.id }),
    );
  });

  async function themeOf(req: Request, { frame }: AtQuestion) {
    const id = urlId(req, 'theme');
    const theme = (await listThemes(db, frame)).find((one) => one.id === id);
    if (!theme) throw new NotFound();
    return theme;
  }

  return router;
}

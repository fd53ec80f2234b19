import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { sectionsOf } from '../../consultations/questions.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import { count, parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRespondents } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getDraftFor } from './drafts.store.js';
import { saveDraft } from './saveDraft.js';
import { versionsPage, type VersionsShown } from './versions.page.js';
import { listVersions } from './versions.store.js';

const query = z.object({ every: z.literal('yes').optional() });
const putBackForm = z.strictObject({
  version: count,
  /** the version that the page showed as the one that stands */
  current: count,
});

/** What an answer said before, and putting it back, which is a save like any other. */
export function versionsRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.answerVersions.pattern, onlyRespondents, async (req, res) => {
    const { every } = parse(query, req.query);
    show(req, res, { ...(await load(req)), every: every === 'yes' }, 200);
  });

  router.post(paths.answerVersions.pattern, onlyRespondents, async (req, res) => {
    const form = parse(putBackForm, req.body);
    const loaded = await load(req);
    const { draft, question, section, versions } = loaded;
    const chosen = versions.find(({ version }) => version === form.version);
    if (!chosen) throw new NotFound();
    const { value, confidential, reason } = chosen;
    const answer = { key: question.key, value, confidential, reason, version: form.current };
    const at = clock.reckoned(req.readAt);
    const { conflicts } = await saveDraft(db, draft, personOf(req.viewer), [answer], at);
    if (conflicts.length > 0) {
      const conflict =
        'The answer has been changed since this page was shown, so nothing was put back. Look again.';
      return show(req, res, { ...(await load(req)), every: false, conflict }, 409);
    }
    leaveNotice(req, 'The earlier version stands again. What it took the place of is kept too.');
    res.redirect(303, `${section}#${question.key}`);
  });

  async function load(req: Request): Promise<Omit<VersionsShown, 'every'>> {
    const draft = await getDraftFor(db, req.viewer, urlId(req));
    const question = draft.questions.find(({ key }) => key === req.params['question']);
    if (!question || question.type === 'file') throw new NotFound();
    const { slug } = sectionsOf(draft.questions).find(({ title }) => title === question.section)!;
    return {
      draft,
      question,
      section: paths.section({ id: draft.id, section: slug }),
      versions: await listVersions(db, draft.id, question.key),
      viewerId: personOf(req.viewer).id,
    };
  }

  return router;
}

function show(req: Request, res: Response, shown: VersionsShown, status: number): void {
  render(req, res, 'responses/versions', versionsPage(shown), { status });
}

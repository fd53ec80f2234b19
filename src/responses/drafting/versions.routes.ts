import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { hasFields, sectionsOf, type Question } from '../../consultations/questions.js';
import type { Deps } from '../../deps.js';
import { NotFound } from '../../errors.js';
import { count, parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRespondents } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getDraftFor, type Draft } from './drafts.store.js';
import { saveDraft } from './saveDraft.js';
import { versionsPage, VERSIONS_PER_PAGE } from './versions.page.js';
import { lastOfEachSitting } from './versions.rules.js';
import { listVersions, readVersions } from './versions.store.js';

const query = z.object({
  every: z.literal('yes').optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
const putBackForm = z.strictObject({
  version: count,
  /** the version that the page showed as the one that stands */
  current: count,
});

/** The answer of which versions are shown. */
interface Place {
  draft: Draft;
  question: Question;
  /** where the question is answered */
  section: string;
}

/** What an answer said before, and putting it back, which is a save like any other. */
export function versionsRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.answerVersions.pattern, onlyRespondents, async (req, res) => {
    const { every, page } = parse(query, req.query);
    await show(req, res, await load(req), { every: every === 'yes', page });
  });

  router.post(paths.answerVersions.pattern, onlyRespondents, async (req, res) => {
    const form = parse(putBackForm, req.body);
    const place = await load(req);
    const { draft, question, section } = place;
    const [chosen] = await readVersions(db, draft.id, question.key, [form.version]);
    if (!chosen) throw new NotFound();
    const { value, confidential, reason } = chosen;
    const answer = { key: question.key, value, confidential, reason, version: form.current };
    const at = clock.reckoned(req.readAt);
    const { conflicts } = await saveDraft(db, draft, personOf(req.viewer), [answer], at);
    if (conflicts.length > 0) {
      const conflict =
        'The answer has been changed since this page was shown, so nothing was put back. Look again.';
      return show(req, res, place, { every: false, page: 1, conflict });
    }
    leaveNotice(req, 'The earlier version stands again. What it took the place of is kept too.');
    res.redirect(303, `${section}#${question.key}`);
  });

  async function load(req: Request): Promise<Place> {
    const draft = await getDraftFor(db, req.viewer, urlId(req));
    const question = draft.questions.find(({ key }) => key === req.params['question']);
    if (!question || !hasFields(question)) throw new NotFound();
    const { slug } = sectionsOf(draft.questions).find(({ title }) => title === question.section)!;
    return { draft, question, section: paths.section({ id: draft.id, section: slug }) };
  }

  async function show(
    req: Request,
    res: Response,
    place: Place,
    shown: { every: boolean; page: number; conflict?: string },
  ): Promise<void> {
    const { draft, question } = place;
    const saves = await listVersions(db, draft.id, question.key);
    const worth = shown.every ? saves : lastOfEachSitting(saves);
    const page = Math.min(shown.page, Math.max(1, Math.ceil(worth.length / VERSIONS_PER_PAGE)));
    const from = (page - 1) * VERSIONS_PER_PAGE;
    // And the one before, which the last of the page is compared with.
    const read = worth.slice(from, from + VERSIONS_PER_PAGE + 1).map(({ version }) => version);
    const facts = {
      ...place,
      ...shown,
      page,
      saves: saves.length,
      current: saves[0]?.version ?? 0,
      worth: worth.length,
      versions: await readVersions(db, draft.id, question.key, read),
      viewerId: personOf(req.viewer).id,
    };
    render(req, res, 'responses/versions', versionsPage(facts), { status: shown.conflict ? 409 : 200 });
  }

  return router;
}

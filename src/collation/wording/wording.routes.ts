import { Router } from 'express';
import { z } from 'zod';
import { findCurrentIssue, getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Deps } from '../../deps.js';
import { parse } from '../../http/forms.js';
import { render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getSubmission } from '../../responses/submissions.store.js';
import { recordLooks } from '../reading/looks.js';
import { groupPage, PARAGRAPHS_PER_PAGE } from './group.page.js';
import { GROUPS_PER_PAGE, wordingPage } from './wording.page.js';
import { countUngrouped, getGroup, listGroups } from './wording.store.js';

const page = z.coerce.number().int().min(1).max(10_000).catch(1);
const asked = z.object({
  question: z
    .string()
    .max(100)
    .regex(/^[a-z0-9-]*$/)
    .catch(''),
  of: z.union([z.literal(''), z.uuid()]).catch(''),
  page,
});

/** What is nearly the same in the responses of several organisations to one consultation. */
export function wordingRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.deskWording.pattern, onlySecas, async (req, res) => {
    const given = parse(asked, req.query);
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const { id } = consultation;
    const [of, issue, found, waiting] = await Promise.all([
      given.of ? getSubmission(db, id, given.of) : undefined,
      findCurrentIssue(db, id),
      listGroups(db, id, given, pageOf(given.page, GROUPS_PER_PAGE)),
      countUngrouped(db, id),
    ]);
    const look = { by: personOf(req.viewer).id, at: clock.now() };
    await recordLooks(
      db,
      id,
      found.groups.map(({ shown }) => shown),
      look,
    );
    const questions = issue?.questions ?? [];
    render(
      req,
      res,
      'collation/wording/wording',
      wordingPage(consultation, { ...given, of }, { ...found, questions, waiting }),
    );
  });

  router.get(paths.deskWordingGroup.pattern, onlySecas, async (req, res) => {
    const given = parse(z.object({ page }), req.query);
    const consultation = await getPublishedConsultation(db, String(req.params['reference']));
    const { id } = consultation;
    const found = await getGroup(db, id, urlId(req, 'group'), pageOf(given.page, PARAGRAPHS_PER_PAGE));
    const look = { by: personOf(req.viewer).id, at: clock.now() };
    await recordLooks(db, id, [found.group.shown, ...found.paragraphs], look);
    render(req, res, 'collation/wording/group', groupPage(consultation, found, given.page));
  });

  return router;
}

const pageOf = (number: number, limit: number) => ({ limit, offset: (number - 1) * limit });

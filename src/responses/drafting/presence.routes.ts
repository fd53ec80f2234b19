import { Router } from 'express';
import { z } from 'zod';
import type { Deps } from '../../deps.js';
import { instant, parse } from '../../http/forms.js';
import { urlId } from '../../http/urlId.js';
import { onlyRespondents } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { markPresent } from './presence.store.js';
import { toldTogether } from '../together.page.js';

/** Of the page that asks: where it is, when it was made, and the deadline that it shows. */
const presenceForm = z.strictObject({
  section: z.string().max(200),
  since: instant.optional(),
  closesAt: instant.optional(),
});

/** Asked every 20 s by an open page of a response while it is looked at: who else is there, and what they have done. */
export function presenceRoutes({ db, clock }: Deps): Router {
  const router = Router();
  router.post(paths.presence.pattern, onlyRespondents, async (req, res) => {
    const { section, since, closesAt } = parse(presenceForm, req.body);
    const [responseId, { id }] = [urlId(req), personOf(req.viewer)];
    const together = await markPresent(db, req.viewer, id, responseId, section, since ?? null);
    res.json(toldTogether(together, { responseId, section, since, closesAt }, id, clock.now()));
  });
  return router;
}

import { Router } from 'express';
import { z } from 'zod';
import type { Deps } from '../../deps.js';
import { parse } from '../../http/forms.js';
import { urlId } from '../../http/urlId.js';
import { onlyRespondents } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { markPresent } from './presence.store.js';

const presenceForm = z.strictObject({ section: z.string().max(200) });

/** Asked every 20 s by a section's page while it is looked at: who else is there, and what they have changed. */
export function presenceRoutes({ db }: Deps): Router {
  const router = Router();
  router.post(paths.presence.pattern, onlyRespondents, async (req, res) => {
    const { section } = parse(presenceForm, req.body);
    res.json(await markPresent(db, req.viewer, personOf(req.viewer).id, urlId(req), section));
  });
  return router;
}

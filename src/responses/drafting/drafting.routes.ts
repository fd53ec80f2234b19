import { Router } from 'express';
import type { Deps } from '../../deps.js';
import { answerRoutes } from './answer.routes.js';
import { presenceRoutes } from './presence.routes.js';
import { previewRoutes } from './previewing/preview.routes.js';
import { sectionRoutes } from './section.routes.js';
import { startRoutes } from './start.routes.js';
import { versionsRoutes } from './versions.routes.js';
import { wholeRoutes } from './whole.routes.js';

/** Everything that is done to a response before it is checked and submitted. */
export function draftingRoutes(deps: Deps): Router {
  const router = Router();
  router.use(
    startRoutes(deps),
    wholeRoutes(deps),
    sectionRoutes(deps),
    answerRoutes(deps),
    versionsRoutes(deps),
    presenceRoutes(deps),
    previewRoutes(deps),
  );
  return router;
}

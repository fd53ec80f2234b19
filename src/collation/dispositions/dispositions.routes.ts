import { Router } from 'express';
import type { Deps } from '../../deps.js';
import { pointRoutes } from './point.routes.js';
import { publishingRoutes } from './publishing.routes.js';
import { raisingRoutes } from './raising.routes.js';

/** What was said, point by point, with the reply and what came of it: drafted, approved, published. */
export function dispositionsRoutes(deps: Deps): Router {
  const router = Router();
  router.use(raisingRoutes(deps));
  router.use(publishingRoutes(deps));
  router.use(pointRoutes(deps));
  return router;
}

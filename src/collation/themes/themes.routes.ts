import { Router } from 'express';
import type { Deps } from '../../deps.js';
import { alikeRoutes } from './alike.routes.js';
import { codingRoutes } from './coding/coding.routes.js';
import { frameRoutes } from './frame.routes.js';

/** What the answers to a question have in common: its themes, the passages coded with them, and those like them. */
export function themesRoutes(deps: Deps): Router {
  const router = Router();
  router.use(codingRoutes(deps));
  router.use(frameRoutes(deps));
  router.use(alikeRoutes(deps));
  return router;
}

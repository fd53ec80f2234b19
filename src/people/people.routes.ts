import { Router } from 'express';
import type { Deps } from '../deps.js';
import { askForAccessRoutes } from './askForAccess.routes.js';
import { colleaguesRoutes } from './colleagues/colleagues.routes.js';
import { deskPeopleRoutes } from './deskPeople.routes.js';
import { importPeopleRoutes } from './importPeople.routes.js';
import { inviteRoutes } from './invite.routes.js';
import { createLimits } from './limits.js';
import { signInRoutes } from './signIn.routes.js';

/** Everything about people: how they get in, and how SECAS lets them in and out. */
export function peopleRoutes(deps: Deps): Router {
  const limits = createLimits(deps);
  const router = Router();
  router.use(signInRoutes(deps, limits));
  router.use(askForAccessRoutes(deps, limits));
  router.use(colleaguesRoutes(deps));
  // Before the desk's people: /desk/people/invite and /import would be read as somebody's id.
  router.use(inviteRoutes(deps));
  router.use(importPeopleRoutes(deps));
  router.use(deskPeopleRoutes(deps));
  return router;
}

import { Router } from 'express';
import type { Deps } from '../deps.js';
import { chaseRoutes } from './chasing/chase.routes.js';
import { enterReplyRoutes } from './clarifying/enterReply.routes.js';
import { clarifyingDeskRoutes } from './clarifying/clarifying.routes.js';
import { commentsRoutes } from './comments/comments.routes.js';
import { consentRoutes } from './consents/consent.routes.js';
import { coverageRoutes } from './coverage/coverage.routes.js';
import { dispositionsRoutes } from './dispositions/dispositions.routes.js';
import { enterRoutes } from './entering/enter.routes.js';
import { enteredRoutes } from './entering/entered.routes.js';
import { lateDecisionRoutes } from './late/decision.routes.js';
import { lateRegisterRoutes } from './late/register.routes.js';
import { mailUploadRoutes } from './entering/mailUpload.routes.js';
import { mailsRoutes } from './mails/mails.routes.js';
import { readingRoutes } from './reading/reading.routes.js';
import { redactingRoutes } from './redacting/redacting.routes.js';
import { searchRoutes } from './searching/search.routes.js';
import { themesRoutes } from './themes/themes.routes.js';
import { wordingRoutes } from './wording/wording.routes.js';

/** SECAS's work on the responses to one consultation: who has answered, reading, late ones, comments, entering. */
export function collationRoutes(deps: Deps): Router {
  const router = Router();
  router.use(coverageRoutes(deps));
  router.use(chaseRoutes(deps));
  router.use(readingRoutes(deps));
  router.use(searchRoutes(deps));
  router.use(consentRoutes(deps));
  router.use(lateDecisionRoutes(deps));
  router.use(lateRegisterRoutes(deps));
  router.use(themesRoutes(deps));
  router.use(wordingRoutes(deps));
  router.use(clarifyingDeskRoutes(deps));
  router.use(enterReplyRoutes(deps));
  router.use(redactingRoutes(deps));
  router.use(commentsRoutes(deps));
  router.use(dispositionsRoutes(deps));
  router.use(enterRoutes(deps));
  router.use(enteredRoutes(deps));
  router.use(mailUploadRoutes(deps));
  router.use(mailsRoutes(deps));
  return router;
}

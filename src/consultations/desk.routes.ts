import { Router } from 'express';
import { z } from 'zod';
import { listAwaitingDecision } from '../collation/late/decision.store.js';
import type { Deps } from '../deps.js';
import { parse } from '../http/forms.js';
import { render } from '../http/render.js';
import { onlySecas } from '../http/viewer.js';
import { listTroubledMail } from '../notices/mailQueue.store.js';
import { personOf } from '../people/viewer.js';
import { listOpenAccessRequests } from '../people/accessRequests.store.js';
import { listReplied } from '../responses/clarifying/clarifications.store.js';
import { paths } from '../paths.js';
import { deskPage } from './desk.page.js';
import { listForDesk } from './deskList.store.js';
import { deskDetailsRoutes } from './details/deskDetails.routes.js';
import { deskDocumentsRoutes } from './documents/deskDocuments.routes.js';
import { extendRoutes } from './extending/extend.routes.js';
import { remindedBefore } from './outcome/outcome.rules.js';
import { outcomeRoutes } from './outcome/outcome.routes.js';
import { listDueSummaries } from './outcome/summary.store.js';
import { deskQuestionsRoutes } from './questions/deskQuestions.routes.js';
import { withdrawingRoutes } from './withdrawing/withdrawing.routes.js';
import { accessionRoutes } from './accession/accession.routes.js';
import { publishingRoutes } from './publishing/publishing.routes.js';

const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) });

/** SECAS's desk: the list of consultations, and the work on each. */
export function deskRoutes(deps: Deps): Router {
  const router = Router();
  const { config } = deps;
  // Without a mail server all mail waits to be read at /dev/mailbox, and none is in trouble.
  const sendsMail = config.production || config.mailUrl !== undefined;

  router.get(paths.desk.pattern, onlySecas, async (req, res) => {
    const { page } = parse(query, req.query);
    const at = deps.clock.now();
    const [consultations, awaiting, replied, summaries, requests, mail] = await Promise.all([
      listForDesk(deps.db, personOf(req.viewer).id, at, page),
      listAwaitingDecision(deps.db),
      listReplied(deps.db),
      listDueSummaries(deps.db, remindedBefore(at)),
      listOpenAccessRequests(deps.db),
      sendsMail ? listTroubledMail(deps.db) : [],
    ]);
    render(
      req,
      res,
      'consultations/desk',
      deskPage(consultations, { awaiting, replied, summaries, requests, mail }, at, page),
    );
  });

  router.use(deskDetailsRoutes(deps));
  router.use(deskQuestionsRoutes(deps));
  router.use(deskDocumentsRoutes(deps));
  router.use(publishingRoutes(deps));
  router.use(extendRoutes(deps));
  router.use(outcomeRoutes(deps));
  router.use(withdrawingRoutes(deps));
  router.use(accessionRoutes(deps));
  return router;
}

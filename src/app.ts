import express, { type Express } from 'express';
import { attachmentsRoutes } from './attachments/attachments.routes.js';
import { trailRoutes } from './audit/trail.routes.js';
import { collationRoutes } from './collation/collation.routes.js';
import { consultationsRoutes } from './consultations/consultations.routes.js';
import { deskRoutes } from './consultations/desk.routes.js';
import type { Deps } from './deps.js';
import { assets } from './http/assets.js';
import { csrfOfForms, sameOriginOnly } from './http/csrf.js';
import { errorPage, nothingHere } from './http/errorPage.js';
import { readForms, readSmallForms } from './http/forms.js';
import { health } from './http/health.js';
import { requestLog } from './http/requestLog.js';
import { securityHeaders } from './http/security.js';
import { sessions } from './http/session.js';
import { meetingsRoutes } from './meetings/meetings.routes.js';
import { mailboxRoutes } from './notices/mailbox.routes.js';
import { partiesRoutes } from './parties/parties.routes.js';
import { peopleRoutes } from './people/people.routes.js';
import { proofRoutes } from './proof/proof.routes.js';
import { schemaRoutes } from './reports/formats/json/schema.routes.js';
import { issuersPackRoutes } from './reports/issuer/issuersPack.routes.js';
import { panelRoutes } from './reports/panel/panel.routes.js';
import { publicationRoutes } from './reports/published/publication.routes.js';
import { publishedRoutes } from './reports/published/published.routes.js';
import { reportsRoutes } from './reports/reports.routes.js';
import { approvingRoutes } from './responses/approving/approving.routes.js';
import { closingRoutes } from './responses/closing/closing.routes.js';
import { closingBanner } from './responses/closing/closingBanner.js';
import { historyRoutes } from './responses/comparing/history.routes.js';
import { discardRoutes } from './responses/discarding/discard.routes.js';
import { draftingRoutes } from './responses/drafting/drafting.routes.js';
import { receiptRoutes } from './responses/receipt.routes.js';
import { submissionRoutes } from './responses/submissions.routes.js';
import { clarifyingRoutes } from './responses/clarifying/clarifying.routes.js';
import { confirmingRoutes } from './responses/confirming/confirming.routes.js';
import { consentingRoutes } from './responses/consenting/consenting.routes.js';
import { withdrawRoutes } from './responses/withdrawing/withdraw.routes.js';
import { wordRoutes } from './responses/word/word.routes.js';
import { pathIn } from './root.js';

/** The portal as one Express app: the middleware and the features, in the order in which a request meets them. */
export function createApp(deps: Deps): Express {
  const { config, db, log } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // no page is kept by any cache, so none is asked for again
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');
  app.set('view engine', 'ejs');
  app.set('views', pathIn('views'));
  app.enable('view cache');
  app.locals['layout'] = {
    config: { serviceName: config.serviceName, serviceContact: config.serviceContact },
    developmentNow: config.portalNow && `The clock was set to ${config.portalNow}`,
  };

  app.use(securityHeaders(config.secureCookies));
  app.use(assets(config.brandColour));
  app.use(health(deps));
  app.use(requestLog(log));
  app.use(sameOriginOnly(config));
  app.use(readSmallForms(config));
  app.use(sessions(db, config));
  app.use(readForms(db, config));
  app.use(csrfOfForms);
  app.use(closingBanner(deps));

  // Express tries one route after the other: what everybody asks for at five to five is found first.
  app.use(draftingRoutes(deps));
  app.use(
    submissionRoutes(deps),
    receiptRoutes(deps),
    approvingRoutes(deps),
    closingRoutes(deps),
    historyRoutes(deps),
    clarifyingRoutes(deps),
    confirmingRoutes(deps),
    consentingRoutes(deps),
    withdrawRoutes(deps),
    discardRoutes(deps),
    wordRoutes(deps),
  );
  app.use(attachmentsRoutes(deps));
  app.use(consultationsRoutes(deps));
  app.use(peopleRoutes(deps));
  app.use(deskRoutes(deps));
  app.use(collationRoutes(deps));
  app.use(partiesRoutes(deps));
  app.use(trailRoutes(deps));
  app.use(panelRoutes(deps), meetingsRoutes(deps));
  app.use(
    reportsRoutes(deps),
    publicationRoutes(deps),
    publishedRoutes(deps),
    issuersPackRoutes(deps),
    schemaRoutes(deps),
  );
  app.use(proofRoutes(deps));
  app.use(mailboxRoutes(deps));

  app.use(nothingHere);
  app.use(errorPage(deps));
  return app;
}

import { Router } from 'express';
import { z } from 'zod';
import type { Deps } from '../../deps.js';
import { parse } from '../../http/forms.js';
import { render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRepresentatives, onlyRespondents } from '../../http/viewer.js';
import { londonDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { getSubmissionFor, listHistoryFor } from '../submissions.store.js';
import { getSubmitFacts } from '../submit.store.js';
import { assertMayRead } from '../rights.rules.js';
import { comparePage } from './compare.page.js';
import { historyPage } from './history.page.js';

const reference = z.string().regex(/^[A-Z0-9-]{1,40}$/);
const query = z.object({ from: reference, to: reference });

/** The submissions of a response, and what changed between any two of them. */
export function historyRoutes({ db, clock }: Deps): Router {
  const router = Router();

  router.get(paths.history.pattern, onlyRespondents, async (req, res) => {
    const id = urlId(req);
    const facts = await getSubmitFacts(db, id, londonDate(clock.now()));
    const lines = await listHistoryFor(db, req.viewer, id);
    // What SECAS entered its organisation sees once it is submitted, not before.
    if (lines.length === 0) assertMayRead(req.viewer, facts);
    render(req, res, 'responses/history', historyPage(lines, id, facts, req.viewer));
  });

  router.get(paths.compare.pattern, onlyRepresentatives, async (req, res) => {
    const id = urlId(req);
    const { from, to } = parse(query, req.query);
    const one = await getSubmissionFor(db, req.viewer, id, from);
    const other = await getSubmissionFor(db, req.viewer, id, to);
    const [earlier, later] = one.number <= other.number ? [one, other] : [other, one];
    render(req, res, 'responses/compare', comparePage(earlier, later));
  });

  return router;
}

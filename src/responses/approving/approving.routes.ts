import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, type Problem } from '../../errors.js';
import { count, instant, parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRepresentatives } from '../../http/viewer.js';
import { londonDate } from '../../londonTime.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { listChangedSince } from '../comparing/changedSince.store.js';
import { getSubmitFacts } from '../submit.store.js';
import { assertMayRead, maySubmit } from '../rights.rules.js';
import { StaleDraft } from '../submitResponse.js';
import { askToApprove, decideOnApproval } from './approveResponse.js';
import { approvePage } from './approving.page.js';
import { approvalVoidedSince } from './approving.rules.js';

const askForm = z.strictObject({ version: count });
const decisionForm = z.strictObject({
  version: count,
  /** when the page was made */
  shownAt: instant.optional(),
  decision: z.enum(['approve', 'return']),
  note: z.string(),
});

/** A colleague's approval, where the organisation requires it: asked for, given, or returned with a note. */
export function approvingRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.post(paths.askToApprove.pattern, onlyRepresentatives, async (req, res) => {
    const { version } = parse(askForm, req.body);
    const id = urlId(req);
    const { approver } = await askToApprove(deps, req.viewer, { responseId: id, version }, clock.now());
    leaveNotice(req, `${approver} has been asked by mail. You will be told when it is decided.`);
    res.redirect(303, paths.check({ id }));
  });

  router.get(paths.approve.pattern, onlyRepresentatives, async (req, res) => {
    await show(req, res, {});
  });

  router.post(paths.approve.pattern, onlyRepresentatives, async (req, res) => {
    const { version, shownAt, decision, note } = parse(decisionForm, req.body);
    const id = urlId(req);
    const approved = decision === 'approve';
    try {
      await decideOnApproval(deps, req.viewer, { responseId: id, version, approved, note }, clock.now());
    } catch (error) {
      if (error instanceof Invalid) return show(req, res, { status: 422, problems: error.problems, note });
      if (error instanceof StaleDraft)
        return show(req, res, { status: 409, conflict: error.message, note, since: shownAt });
      if (error instanceof Conflict) return show(req, res, { status: 409, conflict: error.message, note });
      throw error;
    }
    leaveNotice(req, approved ? 'Approved. Your colleagues can submit it now.' : 'Returned with your note.');
    res.redirect(303, paths.response({ id }));
  });

  /** @throws NotFound, Conflict where nothing has to be approved */
  async function show(
    req: Request,
    res: Response,
    shown: { status?: number; problems?: Problem[]; conflict?: string; note?: string; since?: Instant },
  ): Promise<void> {
    const now = clock.now();
    const draft = await getSubmitFacts(db, urlId(req), londonDate(now));
    assertMayRead(req.viewer, draft);
    const { signOff } = draft;
    if (!signOff) throw new Conflict('Nothing has to be approved before your organisation submits.');
    const since = shown.since ?? approvalVoidedSince(draft);
    const page = approvePage(
      { ...draft, signOff },
      {
        now,
        viewerId: personOf(req.viewer).id,
        maySubmit: maySubmit(req.viewer, draft.organisation.id),
        problems: shown.problems ?? [],
        note: shown.note ?? '',
        conflict: shown.conflict,
        changed: since && {
          title: shown.since ? 'What changed since you opened it' : 'What changed since it was approved',
          found: await listChangedSince(db, draft.responseId, since),
        },
      },
    );
    render(req, res, 'responses/approve', page, { status: shown.status ?? 200 });
  }

  return router;
}

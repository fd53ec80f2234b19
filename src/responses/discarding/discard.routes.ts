import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Deps } from '../../deps.js';
import { Conflict } from '../../errors.js';
import { arrivalOf } from '../../http/arrival.js';
import { count, parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRepresentatives } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { findInstruction } from '../closing/instructions.store.js';
import { getDraftContent, getDraftFor } from '../drafting/drafts.store.js';
import { maySubmit } from '../rights.rules.js';
import { discardPage } from './discard.page.js';
import { hasSubmissions, listWorkers } from './discard.store.js';
import { bringBackDraft, discardDraft } from './discardDraft.js';

const discardForm = z.strictObject({ version: count, instruction: z.union([z.uuid(), z.literal('')]) });
const bringBackForm = z.strictObject({ confirmed: z.literal('yes') });

/** A draft that was begun by mistake: put aside with a confirmation, and brought back. */
export function discardRoutes(deps: Deps): Router {
  const { db, clock } = deps;
  const router = Router();

  router.get(paths.discard.pattern, onlyRepresentatives, async (req, res) => {
    await show(req, res);
  });

  router.post(paths.discard.pattern, onlyRepresentatives, async (req, res) => {
    const shown = parse(discardForm, req.body);
    const id = urlId(req);
    const { at } = await arrivalOf(clock, req);
    try {
      await discardDraft(deps, req.viewer, id, shown, at);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return show(req, res, error.message);
    }
    leaveNotice(req, 'The draft is discarded. It can be brought back.');
    res.redirect(303, paths.response({ id }));
  });

  router.post(paths.bringBack.pattern, onlyRepresentatives, async (req, res) => {
    parse(bringBackForm, req.body);
    const id = urlId(req);
    const { at } = await arrivalOf(clock, req);
    await bringBackDraft(deps, req.viewer, id, at);
    leaveNotice(req, 'The draft is back, as it was. No instruction stands to submit it when it closes.');
    res.redirect(303, paths.response({ id }));
  });

  async function show(req: Request, res: Response, conflict?: string): Promise<void> {
    const draft = await getDraftFor(db, req.viewer, urlId(req));
    const viewer = personOf(req.viewer);
    const page = discardPage({
      draft,
      content: await getDraftContent(db, draft.id),
      maySubmit: maySubmit(req.viewer, draft.organisation.id),
      submitted: await hasSubmissions(db, draft.id),
      instruction: await findInstruction(db, draft.id),
      colleagues: (await listWorkers(db, draft.id))
        .filter(({ id }) => id !== viewer.id)
        .map(({ name }) => name),
      now: clock.now(),
      conflict,
    });
    render(req, res, 'responses/discard', page, { status: page.whyNot || conflict ? 409 : 200 });
  }

  return router;
}

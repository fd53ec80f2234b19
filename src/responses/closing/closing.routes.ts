import { Router } from 'express';
import { z } from 'zod';
import type { Deps } from '../../deps.js';
import { arrivalOf } from '../../http/arrival.js';
import { parse } from '../../http/forms.js';
import { leaveNotice } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlyRepresentatives } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { takeOverField } from '../takeOverField.js';
import { leaveInstruction, takeBack } from './leaveInstruction.js';

const leaveForm = z.strictObject({ takeOver: takeOverField });
const takeBackForm = z.strictObject({ confirmed: z.literal('yes') });

/** "Submit what is saved when it closes": left, and taken back. */
export function closingRoutes(deps: Deps): Router {
  const { clock } = deps;
  const router = Router();

  router.post(paths.atClosing.pattern, onlyRepresentatives, async (req, res) => {
    const { takeOver } = parse(leaveForm, req.body);
    const id = urlId(req);
    const { at } = await arrivalOf(clock, req);
    await leaveInstruction(deps, req.viewer, id, takeOver, at);
    leaveNotice(req, 'What is saved when it closes will be submitted. You can take this back until then.');
    res.redirect(303, paths.check({ id }));
  });

  router.post(paths.takeBackAtClosing.pattern, onlyRepresentatives, async (req, res) => {
    parse(takeBackForm, req.body);
    const id = urlId(req);
    const { at } = await arrivalOf(clock, req);
    await takeBack(deps, req.viewer, id, at);
    leaveNotice(req, 'Taken back: nothing is submitted at closing unless somebody submits it.');
    res.redirect(303, paths.check({ id }));
  });

  return router;
}

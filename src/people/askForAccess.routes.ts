import { Router } from 'express';
import { z } from 'zod';
import type { Deps } from '../deps.js';
import { TooMany, type Problem } from '../errors.js';
import { parse } from '../http/forms.js';
import { leaveNotice, render } from '../http/render.js';
import { paths } from '../paths.js';
import { askForAccess } from './askForAccess.js';
import { askForAccessPage, type AccessForm } from './askForAccess.page.js';
import type { NewAccessRequest } from './accessRequests.store.js';
import { networkOf, type Limits } from './limits.js';
import { readEmail, readMessage, readName } from './people.rules.js';

const asked = z.strictObject({
  name: z.string(),
  email: z.string(),
  organisation: z.string(),
  message: z.string(),
});

/** Anybody may ask SECAS for access. */
export function askForAccessRoutes(deps: Deps, limits: Limits): Router {
  const { clock, config } = deps;
  const router = Router();

  router.get(paths.askForAccess.pattern, (req, res) => {
    const page = askForAccessPage(req.viewer, config.serviceContact, undefined);
    render(req, res, 'people/ask-for-access', page, { form: true });
  });

  router.post(paths.askForAccess.pattern, async (req, res) => {
    const form = parse(asked, req.body);
    const read = readRequest(form);
    if ('problems' in read) {
      const page = askForAccessPage(req.viewer, config.serviceContact, form, read.problems);
      return render(req, res, 'people/ask-for-access', page, { form: true, status: 422 });
    }
    if (!(await limits.requestsFromNetwork.take(networkOf(req.ip)))) throw new TooMany();
    const mayMail = await limits.requestMails.take('all');
    await askForAccess(deps, read.request, mayMail, clock.now());
    leaveNotice(req, 'Your request has been sent to SECAS. They will write to you.');
    res.redirect(303, paths.front());
  });

  return router;
}

function readRequest(form: AccessForm): { request: NewAccessRequest } | { problems: Problem[] } {
  const name = readName(form.name, 'your name');
  const email = readEmail(form.email);
  const organisation = readName(form.organisation, 'the organisation');
  const message = readMessage(form.message);
  const problems: Problem[] = [];
  if ('problem' in name) problems.push({ field: 'name', text: name.problem });
  if ('problem' in email) problems.push({ field: 'email', text: email.problem });
  if ('problem' in organisation) problems.push({ field: 'organisation', text: organisation.problem });
  if ('problem' in message) problems.push({ field: 'message', text: message.problem });
  if ('name' in name && 'email' in email && 'name' in organisation && 'message' in message) {
    return { request: { ...name, ...email, organisation: organisation.name, ...message } };
  }
  return { problems };
}

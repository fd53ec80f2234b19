import { promisify } from 'node:util';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { recordAudit } from '../audit/audit.store.js';
import type { Deps } from '../deps.js';
import type { Problem } from '../errors.js';
import { parse } from '../http/forms.js';
import { render } from '../http/render.js';
import { SESSION_COOKIE } from '../http/session.js';
import { paths } from '../paths.js';
import { askForCode } from './askForCode.js';
import { checkCode } from './checkCode.js';
import { networkOf, type Limits } from './limits.js';
import { csrfToken } from '../http/csrf.js';
import { readEmail } from './people.rules.js';
import { codePage, signInPage } from './signIn.page.js';
import { homeOf, MOST_TRIES, readCode, readNext } from './signIn.rules.js';
import { findAttempt } from './signIn.store.js';
import { findViewer } from './viewer.store.js';

const askedFor = z.object({ next: z.string().optional().catch(undefined) });
const asking = z.strictObject({ email: z.string(), next: z.string().optional() });
const nothing = z.strictObject({});
const typing = z.strictObject({ code: z.string(), next: z.string().optional() });

/** Signing in by a one-time code sent by e-mail, and signing out. */
export function signInRoutes(deps: Deps, limits: Limits): Router {
  const { db, clock, config } = deps;
  const router = Router();

  router.get(paths.signIn.pattern, (req, res) => {
    const next = readNext(parse(askedFor, req.query).next);
    const signedIn = req.viewer.person && !req.viewer.staffSessionOver;
    if (signedIn) return res.redirect(303, next ?? homeOf(req.viewer));
    render(req, res, 'people/sign-in', signInPage({ viewer: req.viewer, next }), { form: true });
  });

  router.post(paths.signIn.pattern, async (req, res) => {
    const form = parse(asking, req.body);
    const next = readNext(form.next);
    const read = readEmail(form.email);
    if ('problem' in read) {
      const problems = [{ field: 'email', text: read.problem }];
      const page = signInPage({ viewer: req.viewer, email: form.email, next, problems });
      return render(req, res, 'people/sign-in', page, { form: true, status: 422 });
    }
    req.session.attemptId = await askForCode(deps, limits, read.email, networkOf(req.ip));
    res.redirect(303, withNext(paths.signInCode(), next));
  });

  router.get(paths.signInCode.pattern, async (req, res) => {
    await showCodePage(req, res, readNext(parse(askedFor, req.query).next));
  });

  router.post(paths.signInCode.pattern, async (req, res) => {
    const form = parse(typing, req.body);
    const next = readNext(form.next);
    const { attemptId } = req.session;
    if (!attemptId) return res.redirect(303, withNext(paths.signIn(), next));
    const code = readCode(form.code);
    if (!code) {
      const text = form.code.trim() === '' ? 'Enter the code' : 'A code has eight letters and digits';
      return showCodePage(req, res, next, { status: 422, problem: { field: 'code', text } });
    }
    const checked = await checkCode(deps, attemptId, code, clock.now());
    if (checked === 'used up') {
      const text = `A code can be typed ${MOST_TRIES} times, and you have. Ask for another code below`;
      return showCodePage(req, res, next, { status: 429, problem: { field: 'code', text } });
    }
    if ('left' in checked) {
      return showCodePage(req, res, next, {
        status: 422,
        problem: { field: 'code', text: wrongCode(checked.left) },
      });
    }
    // A new session id and a new CSRF token: what was known of this browser before is worth nothing now.
    await promisify(req.session.regenerate.bind(req.session))();
    // Now, so that tabs opened together share one token.
    csrfToken(req);
    req.session.personId = checked.personId;
    req.session.signedInAt = checked.signedInAt.toString();
    await limits.codesFromNetwork.giveBack(networkOf(req.ip));
    await limits.codesToAddress.forget(checked.email);
    const viewer = await findViewer(db, checked.personId, req.session.signedInAt);
    res.redirect(303, next ?? homeOf(viewer));
  });

  router.get(paths.signOut.pattern, (req, res) => {
    if (!req.viewer.person) return res.redirect(303, paths.front());
    render(req, res, 'people/sign-out', { title: 'Sign out', action: paths.signOut() });
  });

  router.post(paths.signOut.pattern, async (req, res) => {
    parse(nothing, req.body);
    const personId = req.viewer.person?.id;
    if (personId) {
      await recordAudit(db, { action: 'person.signed-out', at: clock.now(), personId, subjectId: personId });
    }
    await promisify(req.session.destroy.bind(req.session))();
    res.clearCookie(SESSION_COOKIE);
    res.redirect(303, paths.front());
  });

  async function showCodePage(
    req: Request,
    res: Response,
    next: string | undefined,
    refused?: { status: number; problem: Problem },
  ): Promise<void> {
    const { attemptId } = req.session;
    const attempt = attemptId && (await findAttempt(db, attemptId));
    if (!attempt) return res.redirect(303, withNext(paths.signIn(), next));
    const problems = refused && [refused.problem];
    const page = codePage({ email: attempt.email, next, contact: config.serviceContact, problems });
    render(req, res, 'people/sign-in-code', page, { form: true, status: refused?.status });
  }

  return router;
}

const wrongCode = (left: number): string => {
  const tries = left === 1 ? 'one more try' : `${left} more tries`;
  const then = left === 0 ? 'Ask for another code below' : `You have ${tries}`;
  return `That is not a code that works now: it is mistyped, used or more than 20 minutes old. ${then}`;
};

const withNext = (path: string, next: string | undefined): string =>
  next ? `${path}?${new URLSearchParams({ next }).toString()}` : path;

import type { Request, RequestHandler } from 'express';
import { NotPermitted } from '../errors.js';
import { paths, signInAndGoTo } from '../paths.js';
import type { Viewer } from '../people/viewer.js';

/** Lets pass who holds the right; sends a stranger to sign in and back; anybody else is refused. */
function only(may: (viewer: Viewer) => boolean): RequestHandler {
  return (req, res, next) => {
    if (may(req.viewer)) return next();
    const mustSignIn = !req.viewer.person || req.viewer.staffSessionOver;
    if (mustSignIn) return res.redirect(303, signInAndComeBack(req));
    throw new NotPermitted();
  };
}

export const onlySignedIn = only((viewer) => viewer.person !== undefined);
export const onlyRepresentatives = only((viewer) => viewer.represents.length > 0);
/** Who may draft: representatives, and SECAS what came by e-mail or on paper. */
export const onlyRespondents = only((viewer) => viewer.represents.length > 0 || viewer.secas);
export const onlySecas = only((viewer) => viewer.secas);
export const onlyPanel = only((viewer) => viewer.panel || viewer.secas);

function signInAndComeBack(req: Request): string {
  const back = req.method === 'GET' ? req.originalUrl : paths.front();
  return signInAndGoTo(back);
}

import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Config } from '../config.js';
import { NotPermitted, SessionEnded } from '../errors.js';
import { isSame } from '../keys.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The token of this browser's session, made when first asked for. It stands in forms only, never in a URL. */
export function csrfToken(req: Request): string {
  req.session.csrf ??= randomBytes(32).toString('base64url');
  return req.session.csrf;
}

/**
 * Refuses what another site's page sent, by Origin and Sec-Fetch-Site, before a body is read.
 * @throws NotPermitted
 */
export function sameOriginOnly(config: Config): RequestHandler {
  const own = new URL(config.baseUrl).host;
  return (req, _res, next) => {
    if (SAFE.has(req.method)) return next();
    const site = req.get('sec-fetch-site');
    const origin = req.get('origin');
    const sameSite = site === undefined || site === 'same-origin' || site === 'none';
    if (sameSite && (origin === undefined || isOwn(origin, [own, req.host]))) return next();
    throw new NotPermitted(
      'This form was sent from another site, so nothing was done. Open the portal and try again.',
    );
  };
}

/** Checks the token of a form that is not multipart and takes it out of the body. Multipart: checkCsrf, in multer. */
export const csrfOfForms: RequestHandler = (req, _res, next) => {
  if (SAFE.has(req.method) || req.is('multipart/form-data')) return next();
  checkCsrf(req);
  next();
};

/**
 * Compares the `_csrf` field with the session's token and takes it out of the body.
 * @throws SessionEnded
 */
export function checkCsrf(req: Request): void {
  const body = (req.body ?? {}) as Record<string, unknown>;
  const given = body['_csrf'] ?? req.get('x-csrf-token');
  const expected = req.session.csrf;
  if (typeof given !== 'string' || !expected || !isSame(given, expected)) {
    throw new SessionEnded();
  }
  delete body['_csrf'];
}

function isOwn(origin: string, hosts: string[]): boolean {
  try {
    return hosts.includes(new URL(origin).host);
  } catch {
    return false;
  }
}

import type { Request, RequestHandler } from 'express';
import session, { type SessionData } from 'express-session';
import type { Config } from '../config.js';
import type { Db } from '../db/connection.js';
import { deleteSession, insertSession, updateSession } from '../people/sessions.store.js';
import { stranger, type Viewer } from '../people/viewer.js';
import { findSession } from '../people/viewer.store.js';

/** A representative's session: long, so that nobody hangs on the mail at 16:55. */
const DAYS = 14;
/** What is kept of a browser that has not signed in: a token for its forms. */
const STRANGER_DAYS = 1;

export const SESSION_COOKIE = 'portal.sid';

/**
 * Sessions in Postgres; one is made only when there is something to keep in it. Reading it joins it to the person and
 * today's grants: one statement a request, after which `req.viewer` is who is asking.
 */
export function sessions(db: Db, config: Config): RequestHandler[] {
  const keep = session({
    name: SESSION_COOKIE,
    secret: config.sessionSecret,
    store: new PostgresStore(db),
    resave: false,
    saveUninitialized: false,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: config.secureCookies,
      maxAge: DAYS * 24 * 60 * 60 * 1000,
    },
  });
  return [askedByStranger, keep, redirectOnceSaved];
}

const askedByStranger: RequestHandler = (req, _res, next) => {
  req.viewer = stranger;
  next();
};

/**
 * Redirects without a body: express-session sends the head of a reply that has one before it has saved the session,
 * and a browser that follows at once would meet the session as it was before (signing in would seem to fail).
 */
const redirectOnceSaved: RequestHandler = (_req, res, next) => {
  res.redirect = (first: number | string, second?: number | string) => {
    const [status, url] = typeof first === 'number' ? [first, String(second)] : [302, first];
    res.status(status).location(url).end();
  };
  next();
};

type Done<Result = void> = (error?: unknown, result?: Result) => void;
type Found = SessionData & { viewer?: Viewer };

/**
 * A session that was read is only ever changed, never written anew: a request that was in flight while its session
 * ended (by signing out, or because a grant ended) cannot bring it back.
 */
class PostgresStore extends session.Store {
  readonly #read = new WeakSet<SessionData>();

  constructor(readonly db: Db) {
    super();
  }

  override get(sid: string, done: Done<Found | null>): void {
    const read = findSession<SessionData>(this.db, sid);
    read.then((found) => done(null, found ? { ...found.held, viewer: found.viewer } : null), done);
  }

  override createSession(req: Request, found: Found): session.Session & SessionData {
    req.viewer = found.viewer ?? stranger;
    // Taken out of this very object: express-session compares it with the session at the end, and would write it.
    delete found.viewer;
    const made = super.createSession(req, found);
    this.#read.add(made);
    return made as session.Session & SessionData;
  }

  override set(sid: string, held: SessionData, done: Done): void {
    const written = this.#read.has(held)
      ? updateSession(this.db, sid, held)
      : insertSession(this.db, sid, held, held.personId ? DAYS : STRANGER_DAYS);
    written.then(() => done(), done);
  }

  override destroy(sid: string, done: Done): void {
    deleteSession(this.db, sid).then(() => done(), done);
  }
}

import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Pool, PoolClient } from 'pg';
import type { Config } from '../config.js';
import type { Db } from '../db/connection.js';

/** A representative's session: long, so that nobody hangs on the mail at 16:55. */
const FOURTEEN_DAYS_MS = 14 * 24 * 60 * 60 * 1000;

export const SESSION_COOKIE = 'portal.sid';

/** Sessions in Postgres, one statement a request; a session is made only when there is something to keep in it. */
export function sessions(db: Db, config: Config): RequestHandler[] {
  const Store = connectPgSimple(session);
  const keep = session({
    name: SESSION_COOKIE,
    secret: config.sessionSecret,
    store: new Store({
      pool: poolOf(db),
      tableName: 'session',
      disableTouch: true,
      pruneSessionInterval: 15 * 60,
      ttl: FOURTEEN_DAYS_MS / 1000,
    }),
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: config.secureCookies, maxAge: FOURTEEN_DAYS_MS },
  });
  return [keep, redirectOnceSaved];
}

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

/** The store's statements go over the portal's own pool: one pool to size, one to watch. */
function poolOf(db: Db): Pool {
  const query = async (text: string, values: unknown[]) => {
    const connection = (await db.client.acquireConnection()) as PoolClient;
    try {
      return await connection.query(text, values);
    } finally {
      await db.client.releaseConnection(connection);
    }
  };
  return { query } as unknown as Pool;
}

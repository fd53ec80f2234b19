import type { Request, Response } from 'express';
import type { Db } from '../db/connection.js';
import { SessionEnded } from '../errors.js';
import { isSession } from '../people/sessions.store.js';
import { stranger } from '../people/viewer.js';
import { findSession } from '../people/viewer.store.js';

const EVERY_MS = 2_000;

/**
 * Asks once more who is asking, when a body was read after the session: it may have come slowly, and whoever sent it
 * been removed meanwhile, or have signed out.
 * @throws SessionEnded
 */
export async function askAgain(db: Db, req: Request): Promise<void> {
  if (!req.viewer.person) return;
  const found = await findSession(db, req.sessionID);
  req.viewer = found?.viewer ?? stranger;
  if (!req.viewer.person) throw new SessionEnded();
}

/**
 * Cuts a download off when its reader's session ends meanwhile: who has been removed, or has signed out, gets no more
 * of it after two seconds. A download that is over in less costs no statement; nor does a stranger's.
 */
export function cutWhenSignedOut(db: Db, req: Request, res: Response): void {
  if (req.viewer.person) cutUnless(res, () => isSession(db, req.sessionID));
}

/** Cuts a download off within two seconds of when it may not be read any more; one that is over in less is not asked about. */
export function cutUnless(res: Response, mayStill: () => Promise<boolean>): void {
  const timer = setInterval(() => {
    mayStill().then(
      (may) => {
        if (!may) res.destroy();
      },
      () => undefined, // the database does not answer: the download will fail by itself
    );
  }, EVERY_MS);
  timer.unref();
  res.once('close', () => clearInterval(timer));
}

import type { Request, Response } from 'express';
import type { Db } from '../db/connection.js';
import { isSession } from '../people/sessions.store.js';

const EVERY_MS = 2_000;

/**
 * Cuts a download off when its reader's session ends meanwhile: who has been removed, or has signed out, gets no more
 * of it after two seconds. A download that is over in less costs no statement; nor does a stranger's.
 */
export function cutWhenSignedOut(db: Db, req: Request, res: Response): void {
  if (!req.viewer.person) return;
  const timer = setInterval(() => {
    isSession(db, req.sessionID).then(
      (is) => {
        if (!is) res.destroy();
      },
      () => undefined, // the database does not answer: the download will fail by itself
    );
  }, EVERY_MS);
  timer.unref();
  res.once('close', () => clearInterval(timer));
}

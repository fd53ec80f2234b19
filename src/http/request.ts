import 'express-session';
import type { Instant } from '../db/connection.js';
import type { Viewer } from '../people/viewer.js';

/** A draft that is not submitted although its deadline is near. */
export interface ClosingLine {
  text: string;
  href: string;
  /** `2 hours left`, kept true by script: until which instant, as of which */
  left: { text: string; iso: string; now: string };
}

declare global {
  // Express is extended by declaration merging, which needs its namespace.
  // eslint-disable-next-line typescript/no-namespace
  namespace Express {
    interface Request {
      /** who is asking, with today's grants */
      viewer: Viewer;
      /** `performance.now()` when the request had been read whole: what an arrival is reckoned from */
      readAt: number;
      /** when the same form was sent first, which it proves */
      firstSentAt?: Instant;
      /** drafts of theirs that are not submitted although the deadline is near */
      closing?: ClosingLine[];
    }
  }
}

declare module 'express-session' {
  interface SessionData {
    csrf: string;
    personId: string;
    /** real time, ISO 8601: staff grants hold for 12 hours from here */
    signedInAt: string;
    /** the browser's asking for a code, at sign-in */
    attemptId: string;
    /** a confirmation to show once, on the next page */
    notice: string;
  }
}

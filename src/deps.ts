import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import type { Db } from './db/connection.js';

/** The whole composition: what a part of the portal may use, and nothing else. */
export interface Deps {
  db: Db;
  /** the small pool of uploads and exports */
  bulk: Db;
  clock: Clock;
  mailer: Mailer;
  scanner: Scanner;
  log: Logger;
  config: Config;
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** stays the same when the same mail is tried again, so that a mailbox can drop the second */
  messageId: string;
  /** what a mail server names in a bounce, where it can (RFC 3461) */
  envelopeId: string;
}

/** Hands one mail to the mail server. @throws when the server did not take it */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

export type ScanResult = { verdict: 'clean' } | { verdict: 'infected'; name: string };

/** Looks for viruses. @throws when the file could not be scanned now */
export interface Scanner {
  /** false: no scanner is configured, and files need no scan */
  readonly enabled: boolean;
  scan(bytes: AsyncIterable<Buffer>): Promise<ScanResult>;
}

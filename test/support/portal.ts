import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { createApp } from '../../src/app.js';
import type { Clock } from '../../src/clock.js';
import { readConfig, type Config } from '../../src/config.js';
import type { Db, Instant } from '../../src/db/connection.js';
import type { Deps, Mail, Scanner } from '../../src/deps.js';
import { createLog } from '../../src/http/requestLog.js';
import { aDatabase } from './database.js';

/** A clock that stands where the test puts it. */
export interface TestClock extends Clock {
  set(instant: string | Instant): void;
}

export interface TestPortal {
  url: string;
  db: Db;
  deps: Deps;
  databaseUrl: string;
  clock: TestClock;
  /** what the worker handed to the mail server; mail not yet sent is in outbox_mail */
  sent: Mail[];
}

/**
 * The real app on a database of its own, listening; only the clock, the mail server and the virus scanner are
 * stood in for.
 * @param options.now the instant at which its clock stands, as `2017-01-30T09:00:00Z`
 */
export async function startPortal(
  options: { now?: string; config?: Partial<Config>; scanner?: Scanner } = {},
): Promise<TestPortal> {
  const database = await aDatabase();
  const clock = aClock(options.now ?? '2017-01-30T09:00:00Z');
  const sent: Mail[] = [];
  const deps: Deps = {
    db: database.db,
    bulk: database.bulk,
    clock,
    mailer: { send: async (mail) => void sent.push(mail) },
    scanner: options.scanner ?? { enabled: false, scan: async () => ({ verdict: 'clean' }) },
    log: createLog(process.env['TEST_LOG'] ?? 'silent'),
    config: { ...readConfig({ NODE_ENV: 'test' }), ...options.config },
  };
  const server = createServer(createApp(deps));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, db: database.db, deps, databaseUrl: database.url, clock, sent };
}

export function aClock(start: string): TestClock {
  let at = Temporal.Instant.from(start);
  return {
    now: () => at,
    arrived: async () => at,
    reckoned: () => at,
    set: (instant) => {
      at = Temporal.Instant.from(instant);
    },
  };
}

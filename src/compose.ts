import { Temporal } from 'temporal-polyfill';
import { createScanner } from './attachments/scan.js';
import { startClock } from './clock.js';
import type { Config } from './config.js';
import { setPortalClock } from './db/clock.store.js';
import { openDatabase } from './db/connection.js';
import { startEmbeddedPostgres } from './db/embedded.js';
import { migrate } from './db/migrate.js';
import { isPooled } from './db/pooler.js';
import type { Deps } from './deps.js';
import { createLog } from './http/requestLog.js';
import { createMailer } from './notices/mailer.js';

export interface Composition {
  deps: Deps;
  /** for migrations, the job worker and whatever else needs a connection of its own */
  directUrl: string;
  close: () => Promise<void>;
}

const NEEDS_DIRECT =
  'A pooler such as PgBouncer stands before the database. Set DATABASE_DIRECT_URL to the address of the server ' +
  'itself: migrations and the worker need it, and pages are then served through the pooler of DATABASE_URL.';

/**
 * Puts the portal together for a server or a command: the database (embedded unless DATABASE_URL is set), migrated;
 * the clock; mail; the virus scanner.
 * @throws Error with what to do, when the database cannot be had
 */
export async function compose(config: Config): Promise<Composition> {
  const log = createLog(config.logLevel);
  const embedded = config.databaseUrl ? undefined : await startEmbeddedPostgres(config.dataDir);
  const url = config.databaseUrl ?? embedded?.url ?? '';
  const directUrl = config.databaseDirectUrl ?? url;
  if (await isPooled(directUrl)) throw new Error(NEEDS_DIRECT);
  await migrate(directUrl);
  const database = openDatabase(url, config.pool, config.bulkPool, directUrl !== url);
  await setPortalClock(database.db, config.portalNow ? Temporal.Instant.from(config.portalNow) : undefined);
  const clock = await startClock(database.db);
  const deps: Deps = {
    db: database.db,
    bulk: database.bulk,
    clock,
    mailer: createMailer(config),
    scanner: createScanner(config),
    log,
    config,
  };
  const close = async () => {
    clock.stop();
    await database.close();
    await embedded?.stop();
  };
  return { deps, directUrl, close };
}

import knex, { type Knex } from 'knex';
import pg from 'pg';
import { Temporal } from 'temporal-polyfill';
import type { DatabaseParams } from './prepared.js';

/** The database, or a transaction on it. Always the first argument, always given. */
export type Db = Knex;

/** A moment, exact to the microsecond in Postgres. */
export type Instant = Temporal.Instant;

export interface Database {
  /** pages, saves and submits */
  db: Db;
  /** uploads and exports: a small pool of its own, so that slow clients take nothing from those who submit */
  bulk: Db;
  close(): Promise<void>;
}

readAndWriteTemporal();

/**
 * Opens the two pools. Nothing is kept in a connection's session, so that PgBouncer in transaction mode may stand
 * between; a connection that fails is thrown away by the pool.
 * @param pooled a pooler stands between, and may not know prepared statements
 */
export function openDatabase(url: string, pool: number, bulkPool: number, pooled = false): Database {
  const db = open(url, pool, pooled);
  const bulk = open(url, bulkPool, pooled);
  return {
    db,
    bulk,
    close: async () => {
      await Promise.all([db.destroy(), bulk.destroy()]);
    },
  };
}

/** knex would print beside the log; what it would say also fails the statement, and is logged there. */
const SILENT = { warn() {}, error() {}, deprecate() {}, debug() {} };

function open(url: string, max: number, pooled: boolean): Db {
  const db = knex({
    client: 'pg',
    connection: { connectionString: url, keepAlive: true },
    pool: { min: 0, max, idleTimeoutMillis: 60_000, acquireTimeoutMillis: 15_000 },
    acquireConnectionTimeout: 15_000,
    log: SILENT,
  });
  db.userParams = { pooled } satisfies DatabaseParams;
  return db;
}

/** timestamptz ↔ Temporal.Instant, date ↔ 'YYYY-MM-DD', bigint ↔ number: a JavaScript Date drops microseconds. */
function readAndWriteTemporal(): void {
  const { types } = pg;
  types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text.replace(' ', 'T')));
  types.setTypeParser(types.builtins.DATE, (text) => text);
  types.setTypeParser(types.builtins.INT8, Number);
  Object.defineProperty(Temporal.Instant.prototype, 'toPostgres', {
    value(this: Temporal.Instant) {
      return this.toString();
    },
    configurable: true,
    writable: true,
  });
}

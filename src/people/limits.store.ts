import type { PoolClient, QueryConfig } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config.js';
import type { Db } from '../db/connection.js';
import { sign } from '../keys.js';

export interface Limit {
  /** Counts one more. @returns whether it is within the limit */
  take(key: string): Promise<boolean>;
  /** Takes back the one that turned out to be honest. */
  giveBack(key: string): Promise<void>;
  /** Begins to count afresh. */
  forget(key: string): Promise<void>;
}

/**
 * A limit of so many in so many minutes for each key, counted in Postgres for all processes together. Keys are kept
 * as an HMAC: the table tells nobody's address.
 */
export function limitOf(
  db: Db,
  config: Config,
  limit: { name: string; most: number; minutes: number },
): Limit {
  const limiter = new RateLimiterPostgres({
    storeClient: clientOf(db),
    storeType: 'client',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: limit.name,
    points: limit.most,
    duration: limit.minutes * 60,
  });
  const kept = (key: string) => sign(config, 'limits', key);
  return {
    take: async (key) => {
      try {
        await limiter.consume(kept(key));
        return true;
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return false;
        throw refused;
      }
    },
    giveBack: async (key) => void (await limiter.reward(kept(key))),
    forget: async (key) => void (await limiter.delete(kept(key))),
  };
}

/**
 * The library's statements over the portal's own pool. Their names are dropped: a named statement stays in the
 * connection, and PgBouncer in transaction mode may give the next one another.
 */
function clientOf(db: Db) {
  return {
    query: async ({ text, values }: QueryConfig) => {
      const connection = (await db.client.acquireConnection()) as PoolClient;
      try {
        return await connection.query(text, values);
      } finally {
        await db.client.releaseConnection(connection);
      }
    },
  };
}

import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { Db } from '../../src/db/connection.js';

/** Waits until somebody waits for a lock in this database. */
export async function someoneWaitsForALock(db: Db, tries = 200): Promise<void> {
  const { rows } = await db.raw(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  if (rows.length > 0) return;
  assert.ok(tries > 0, 'nobody waits for a lock');
  await setTimeout(10);
  await someoneWaitsForALock(db, tries - 1);
}

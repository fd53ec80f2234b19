import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { Db } from '../../src/db/connection.js';

/** Waits until somebody, or so many, wait for a lock in this database. */
export async function someoneWaitsForALock(db: Db, many = 1, tries = 200): Promise<void> {
  const { rows } = await db.raw(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  if (rows.length >= many) return;
  assert.ok(tries > 0, `${rows.length} wait for a lock`);
  await setTimeout(10);
  await someoneWaitsForALock(db, many, tries - 1);
}

import type { Db, Instant } from './connection.js';
import { prepared } from './prepared.js';

/** The portal's instant by the database's own clock: inside a transaction the time now, not when it began. */
export async function readDatabaseClock(db: Db): Promise<Instant> {
  const text = 'select clock_timestamp() + ahead as now from portal_clock';
  const { rows } = await prepared<{ now: Instant }>(db, 'clock', text, {});
  return rows[0]!.now;
}

/**
 * Moves the portal's clock, for development and tests: from now on it runs from `instant`. Kept in the database as
 * an offset so that web, worker and command line share it. Setting the same instant again lets the clock run on.
 */
export async function setPortalClock(db: Db, instant: Instant | undefined): Promise<void> {
  await db.raw(
    `update portal_clock set set_to = :instant::timestamptz,
       ahead = coalesce(:instant::timestamptz - clock_timestamp(), '0')
     where set_to is distinct from :instant::timestamptz`,
    { instant: instant?.toString() ?? null },
  );
}

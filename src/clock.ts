import { Temporal } from 'temporal-polyfill';
import type { Db, Instant } from './db/connection.js';

/** The one source of time: the database's clock (with PORTAL_NOW's offset), so that all processes agree. */
export interface Clock {
  /** The time now, from an offset to the database's clock sampled every few seconds; no statement of its own. */
  now(): Instant;
  /**
   * When a request arrived that had been read whole at `readAt` (a `performance.now()` of this process): the
   * database's clock less the time since then. Rounded in the respondent's favour by at most one round trip.
   */
  arrived(readAt: number): Promise<Instant>;
}

export interface RunningClock extends Clock {
  stop(): void;
}

const SAMPLE_EVERY_MS = 5_000;

/** Starts the clock of this process and takes its first sample. */
export async function startClock(db: Db): Promise<RunningClock> {
  let offset = await sample(db);
  const timer = setInterval(() => {
    // A sample that fails leaves the last offset, which drifts by far less than a millisecond a minute.
    sample(db).then(
      (fresh) => {
        offset = fresh;
      },
      () => undefined,
    );
  }, SAMPLE_EVERY_MS);
  timer.unref();
  return {
    now: () => instantAt(offset + performance.now()),
    arrived: async (readAt) => {
      const instant = await readDatabaseClock(db);
      return minusMilliseconds(instant, performance.now() - readAt);
    },
    stop: () => clearInterval(timer),
  };
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

/** Milliseconds between the database's clock (at the middle of the round trip) and performance.now(). */
async function sample(db: Db): Promise<number> {
  const before = performance.now();
  const instant = await readDatabaseClock(db);
  const middle = (before + performance.now()) / 2;
  return Number(instant.epochNanoseconds / 1_000n) / 1_000 - middle;
}

async function readDatabaseClock(db: Db): Promise<Instant> {
  const { rows } = await db.raw<{ rows: { now: Instant }[] }>(
    'select clock_timestamp() + ahead as now from portal_clock',
  );
  return rows[0]!.now;
}

const instantAt = (epochMilliseconds: number): Instant =>
  Temporal.Instant.fromEpochNanoseconds(BigInt(Math.floor(epochMilliseconds * 1_000)) * 1_000n);

const minusMilliseconds = (instant: Instant, milliseconds: number): Instant =>
  Temporal.Instant.fromEpochNanoseconds(
    instant.epochNanoseconds - BigInt(Math.ceil(milliseconds * 1_000)) * 1_000n,
  );

import { Temporal } from 'temporal-polyfill';
import type { Db, Instant } from './db/connection.js';
import { readDatabaseClock } from './db/clock.store.js';

/** The one source of time: the database's clock (with PORTAL_NOW's offset), so that all processes agree. */
export interface Clock {
  /** The time now, from an offset to the database's clock sampled every few seconds; no statement of its own. */
  now(): Instant;
  /**
   * When a request arrived that had been read whole at `readAt` (a `performance.now()` of this process): the
   * database's clock less the time since then. Rounded in the respondent's favour by at most one round trip.
   */
  arrived(readAt: number): Promise<Instant>;
  /** As arrived, from the sampled offset: for when the database is what does not answer. */
  reckoned(readAt: number): Instant;
}

/** When a form reached the portal. */
export interface Arrival {
  at: Instant;
  /** when the same form first did, and could not be stored; `at` when this is the first time */
  first: Instant;
}

/** Of what is sent for the first time. */
export const asArrival = (at: Instant): Arrival => ({ at, first: at });

export interface RunningClock extends Clock {
  stop(): void;
}

const SAMPLE_EVERY_MS = 5_000;
/** A sample that took longer, perhaps by waiting for a connection, could be wrong by half of it: the last one stays. */
const LONGEST_SAMPLE_MS = 100;

/** Starts the clock of this process and takes its first sample. */
export async function startClock(db: Db): Promise<RunningClock> {
  // The very first statement waits for its connection to be made.
  await readDatabaseClock(db);
  let { offset } = await sample(db);
  const timer = setInterval(() => {
    // A sample that fails leaves the last offset, which drifts by far less than a millisecond a minute.
    sample(db).then(
      (fresh) => {
        if (fresh.took < LONGEST_SAMPLE_MS) offset = fresh.offset;
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
    reckoned: (readAt) => instantAt(offset + readAt),
    stop: () => clearInterval(timer),
  };
}

/** Milliseconds between the database's clock (at the middle of the round trip) and performance.now(). */
async function sample(db: Db): Promise<{ offset: number; took: number }> {
  const before = performance.now();
  const instant = await readDatabaseClock(db);
  const after = performance.now();
  const offset = Number(instant.epochNanoseconds / 1_000n) / 1_000 - (before + after) / 2;
  return { offset, took: after - before };
}

const instantAt = (epochMilliseconds: number): Instant =>
  Temporal.Instant.fromEpochNanoseconds(BigInt(Math.floor(epochMilliseconds * 1_000)) * 1_000n);

const minusMilliseconds = (instant: Instant, milliseconds: number): Instant =>
  Temporal.Instant.fromEpochNanoseconds(
    instant.epochNanoseconds - BigInt(Math.ceil(milliseconds * 1_000)) * 1_000n,
  );

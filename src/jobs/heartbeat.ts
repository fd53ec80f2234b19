import type { Deps } from '../deps.js';
import type { Chore } from './chores.js';
import { beat, removeHeartbeat, releaseSilentWorkers } from './heartbeat.store.js';

const BEAT_EVERY_MS = 5_000;

/** Four beats missed. With the beat, and the two seconds until a worker looks again, 30 s are not reached. */
const SILENT_SECONDS = 20;

/**
 * Tells the others that this worker lives, and gives the jobs of those that do not back to everybody; graphile-worker
 * itself would keep them locked for four hours.
 */
export function heartbeatOf(
  { db, log }: Pick<Deps, 'db' | 'log'>,
  workerId: string,
): Chore & { end(): Promise<void> } {
  return {
    name: 'heartbeat',
    everyMs: BEAT_EVERY_MS,
    run: async () => {
      await beat(db, workerId);
      const released = await releaseSilentWorkers(db, SILENT_SECONDS);
      if (released.length > 0) log.warn({ workers: released }, 'released the jobs of silent workers');
    },
    end: () => removeHeartbeat(db, workerId),
  };
}

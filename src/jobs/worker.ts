import type { Deps } from '../deps.js';
import { startChores } from './chores.js';
import { heartbeatOf } from './heartbeat.js';
import { startRunner } from './runner.js';
import { sweepOf, tasksOf } from './work.js';

export interface Worker {
  /** takes nothing more, finishes what is in hand, and says goodbye to the other workers */
  stop(): Promise<void>;
}

/**
 * Starts the background work of this process: jobs as they are added, and a sweep that finds everything that is due
 * without them. Several workers may run at once; what each does is idempotent. A worker that is killed delays a job
 * by 30 s at most.
 * @param directUrl a database URL that no pooler stands before: the worker listens on a connection of its own
 */
export async function startWorker(deps: Deps, directUrl: string): Promise<Worker> {
  const stopping = new AbortController();
  const runner = await startRunner(directUrl, tasksOf(deps, stopping.signal), deps.log);
  const heartbeat = heartbeatOf(deps, runner.workerId);
  const heart = startChores([heartbeat], deps.log);
  const sweep = startChores(sweepOf(deps, stopping.signal), deps.log);
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all([sweep.stop(), runner.stop()]);
      await heart.stop();
      await heartbeat.end();
    },
  };
}

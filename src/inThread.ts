import { Worker } from 'node:worker_threads';
import { atMost } from './atMost.js';

interface Limits {
  /** how many threads run at once, how many jobs wait for one, and how many of these may be one person's */
  running: number;
  waiting: number;
  each: number;
  longestMs: number;
  mostMemoryMb: number;
}

/**
 * Has heavy work done in a thread of its own, one for each job: the portal goes on answering meanwhile (DESIGN.md, Time:
 * the event loop is never held over 100 ms).
 * @param file the thread's file, which is given the job as `workerData` and posts what it has done
 * @returns does one job of a person, which may be fetched when its turn has come; undefined when its thread was stopped at a limit
 * @throws Busy (from what is returned) when too many wait already, or are this person's
 */
export function inThread<Job, Done>(file: URL, { longestMs, mostMemoryMb, ...places }: Limits) {
  const inTurn = atMost(places);
  const run = (job: Job): Promise<Done | undefined> => {
    const worker = new Worker(file, {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
    });
    const stop = setTimeout(() => void worker.terminate(), longestMs);
    return new Promise<Done | undefined>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(undefined);
        else reject(error);
      });
      worker.once('exit', () => resolve(undefined));
    }).finally(() => {
      clearTimeout(stop);
      void worker.terminate();
    });
  };
  return (job: Job | (() => Promise<Job>), who: string): Promise<Done | undefined> =>
    inTurn(async () => run(job instanceof Function ? await job() : job), { who });
}

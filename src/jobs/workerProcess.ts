import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import type { Logger } from 'pino';
import type { Worker } from './worker.js';

/** Between the end of a worker that died and the start of another. */
const PAUSE_MS = 1_000;

/**
 * The most that its heap may be, in MB. Flat work takes a tenth of it; but V8 lets a heap that may be large grow to a
 * multiple of what is in use before it cleans up, and the less it may be, the less of it is left lying about.
 */
export const WORKER_HEAP = '--max-old-space-size=1024';

/**
 * Has the background work done in a process of its own, below those that answer requests: a report of a hundred thousand
 * responses takes neither their thread nor their time. One that dies is followed by another. It stops when this process
 * is gone, whatever became of it: the channel between them ends.
 * @param file the portal's own, which is started with ROLE=worker and the same other settings
 */
export function startWorkerProcess(file: string, log: Logger): Worker {
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let child: ChildProcess | undefined;
  const again = (why: object) => {
    if (stopping) return;
    log.error(why, 'the worker ended; starting another');
    timer = setTimeout(start, PAUSE_MS);
  };
  function start(): void {
    try {
      const started = fork(file, [], {
        env: { ...process.env, ROLE: 'worker' },
        // What whoever runs the portal says, wins.
        execArgv: [WORKER_HEAP, ...process.execArgv],
      });
      if (started.pid) setPriority(started.pid, constants.priority.PRIORITY_BELOW_NORMAL);
      started.once('exit', (code, signal) => again({ code, signal }));
      // Where the machine has no room for another process: unheard, it would end this one.
      started.on('error', (err) => started.pid ?? again({ err }));
      child = started;
    } catch (err) {
      again({ err });
    }
  }
  start();
  return {
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

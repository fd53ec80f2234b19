import { Busy } from './errors.js';

/**
 * Lets pieces of heavy work run `running` at a time; up to `waiting` more wait for their turn, in the order in which
 * they came. Each web process counts for itself.
 * @returns runs the work when its turn comes; rejects when `signal` aborts first, and then its place is free at once
 * @throws Busy (from what is returned) when too many wait already
 */
export function atMost(running: number, waiting: number) {
  let free = running;
  const queue: (() => void)[] = [];

  function turn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    if (queue.length >= waiting) throw new Busy();
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.splice(queue.indexOf(go), 1);
        reject(signal?.reason as Error);
      };
      const go = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      signal?.addEventListener('abort', leave, { once: true });
      queue.push(go);
    });
  }

  return async <Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> => {
    await turn(signal);
    try {
      signal?.throwIfAborted();
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else free += 1;
    }
  };
}

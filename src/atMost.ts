import { Busy } from './errors.js';

interface Places {
  /** how many pieces of work run at once */
  running: number;
  /** how many more wait for their turn */
  waiting: number;
  /** how many of all these may be one asker's */
  each: number;
}

export interface Asking {
  /** whose work it is: a person, a network */
  who: string;
  signal?: AbortSignal;
}

/**
 * Lets pieces of heavy work run a few at a time, the others in the order in which they came, and leaves room for others
 * beside one who asks for much. Each web process counts for itself.
 * @returns runs the work when its turn comes; rejects when `signal` aborts first, and then its place is free at once
 * @throws Busy (from what is returned) when too many wait already, or too many are the asker's
 */
export function atMost({ running, waiting, each }: Places) {
  let free = running;
  const queue: (() => void)[] = [];
  const held = new Map<string, number>();

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

  async function inTurn<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    await turn(signal);
    try {
      signal?.throwIfAborted();
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else free += 1;
    }
  }

  return async <Result>(work: () => Promise<Result>, { who, signal }: Asking): Promise<Result> => {
    const before = held.get(who) ?? 0;
    if (before >= each) throw new Busy();
    held.set(who, before + 1);
    try {
      return await inTurn(work, signal);
    } finally {
      const left = (held.get(who) ?? 1) - 1;
      if (left > 0) held.set(who, left);
      else held.delete(who);
    }
  };
}

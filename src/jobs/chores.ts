import type { Logger } from 'pino';

/** Something to be done again and again. */
export interface Chore {
  name: string;
  /** the pause between the end of one run and the beginning of the next */
  everyMs: number;
  run: () => Promise<unknown>;
}

/**
 * Does each chore at once and then regularly, each on its own so that a slow one holds up no other, and never twice
 * at the same time. One that fails is logged and tried again.
 * @returns stop, which waits for the runs in hand
 */
export function startChores(chores: Chore[], log: Logger): { stop(): Promise<void> } {
  const running = chores.map((chore) => startChore(chore, log));
  return { stop: async () => void (await Promise.all(running.map((one) => one.stop()))) };
}

function startChore({ name, everyMs, run }: Chore, log: Logger): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failures = 0;
  const once = async () => {
    try {
      await run();
      if (failures > 0) log.info({ chore: name, failures }, 'a chore works again');
      failures = 0;
    } catch (error) {
      failures += 1;
      // A server that is away for a night fails it thousands of times: said once, and when it is over.
      log[failures === 1 ? 'error' : 'debug']({ err: error, chore: name }, 'a chore failed; trying again');
    }
    if (!stopped) timer = setTimeout(begin, everyMs);
  };
  let inHand: Promise<void> = once();
  function begin(): void {
    inHand = once();
  }
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return inHand;
    },
  };
}

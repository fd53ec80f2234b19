import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';

const LOOK_MS = 100;
/** The share of its time that a process has to spare for what nobody waits for. */
const BUSY = 0.5;
/** However busy: what is put off is done in the end. */
const MOST_MS = 10_000;

/**
 * Does what nobody waits for, piece by piece, while this process has time to spare: in the last minutes before a
 * deadline it may be the one that takes the responses. A busy one does a piece every ten seconds.
 * @param piece some hundredths of a second of work; called again until it says that there was nothing left to do
 */
export async function inPieces(stopping: AbortSignal, piece: () => Promise<boolean>): Promise<void> {
  do await quiet(stopping);
  while (!stopping.aborted && (await piece()));
}

async function quiet(stopping: AbortSignal): Promise<void> {
  const began = performance.now();
  let busy = true;
  while (busy && !stopping.aborted && performance.now() - began < MOST_MS) {
    const before = performance.eventLoopUtilization();
    await setTimeout(LOOK_MS, undefined, { signal: stopping }).catch(() => undefined);
    busy = performance.eventLoopUtilization(before).utilization > BUSY;
  }
}

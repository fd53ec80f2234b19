import { Worker } from 'node:worker_threads';
import { atMost } from '../../atMost.js';
import { Busy } from '../../errors.js';
import type { Done, Job } from './formThread.js';
import type { Against } from './readAgainst.js';
import type { WordForm } from './wordForm.js';

/**
 * Documents are made and read in threads of their own, two at a time: a large one takes a second or more of computing,
 * during which the portal must go on answering (DESIGN.md, Time: the event loop is never held over 100 ms).
 */
const inTurn = atMost(2, 20);
const LONGEST_MS = 20_000;
const MOST_MEMORY_MB = 400;

/** @throws Busy when too many wait already */
export async function writeWordForm(form: WordForm): Promise<Buffer> {
  const done = await inThread({ write: form });
  if (!done || !('written' in done)) throw new Busy();
  return Buffer.from(done.written);
}

/** What a document would change, or why not; one that takes too long or too much memory is too large inside. */
export async function readWordForm(
  bytes: Buffer,
  against: Against,
): Promise<Exclude<Done, { written: Uint8Array }>> {
  const done = await inThread({ read: bytes, against });
  if (!done || 'written' in done) return { refused: 'too large inside' };
  return done;
}

/** @returns undefined when the thread was stopped at a limit */
const inThread = (job: Job): Promise<Done | undefined> => inTurn(() => runThread(job));

function runThread(job: Job): Promise<Done | undefined> {
  const worker = new Worker(new URL('./formThread.js', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const stop = setTimeout(() => void worker.terminate(), LONGEST_MS);
  return new Promise<Done | undefined>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(undefined);
      else reject(error);
    });
    worker.once('exit', () => resolve(undefined));
  }).finally(() => clearTimeout(stop));
}

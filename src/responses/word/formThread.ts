import { parentPort, workerData } from 'node:worker_threads';
import type { Against, Reading, WrongForm } from './readAgainst.js';
import type { Refusal } from './wordFile.js';
import type { WordForm } from './wordForm.js';

/** What a thread is given to do, and what it answers. */
export type Job = { write: WordForm } | { read: Uint8Array; against: Against };
export type Done =
  { written: Uint8Array } | { refused: Refusal } | { wrong: WrongForm } | { reading: Reading };

/** Loads only what the job needs: a thread lives for one. */
async function work(job: Job): Promise<Done> {
  if ('write' in job) {
    const { writeForm } = await import('./writeForm.js');
    return { written: await writeForm(job.write) };
  }
  const { readAgainst } = await import('./readAgainst.js');
  return readAgainst(Buffer.from(job.read), job.against);
}

parentPort?.postMessage(await work(workerData as Job));

import { parentPort, workerData } from 'node:worker_threads';
import { checkReceipt } from './receiptFile.js';
import type { PublicKey } from './receiptKeys.js';

/** What the thread that checks a receipt is given. */
export interface CheckJob {
  text: string;
  keys: PublicKey[];
}

const { text, keys } = workerData as CheckJob;
parentPort?.postMessage(checkReceipt(text, keys));

import { inThread } from '../inThread.js';
import type { CheckJob } from './checkThread.js';
import { NO_RECEIPT, type CheckedReceipt } from './receiptFile.js';
import type { PublicKey } from './receiptKeys.js';

/** Ten million brackets take seconds to be read, and anybody may send them. */
const work = inThread<CheckJob, CheckedReceipt>(new URL('./checkThread.js', import.meta.url), {
  running: 1,
  waiting: 20,
  longestMs: 5_000,
  mostMemoryMb: 400,
});

/** As checkReceipt; what takes too long or too much memory is no receipt. @throws Busy when too many wait already */
export const checkReceiptInThread = async (text: string, keys: PublicKey[]): Promise<CheckedReceipt> =>
  (await work({ text, keys })) ?? { problem: NO_RECEIPT };

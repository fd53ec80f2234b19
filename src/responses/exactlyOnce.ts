import { isDatabaseAway } from '../db/away.js';
import { AppError, Busy } from '../errors.js';

/** Took too long to be acknowledged before the closure may be written: nothing was stored. */
export class CutOff extends Busy {}

/**
 * Does a submit, and settles what is in doubt by its key. The reply to a COMMIT can be lost whether or not the row is
 * there, and the same key may be sent twice at once: then what was stored under the key is the answer. What cannot be
 * found may be sent again with the same key: it cannot be stored twice.
 * @param keepArrival keeps when it arrived, so that sending it again loses no time
 * @throws what the work throws, when that says no; Busy when nobody knows
 */
export async function exactlyOnce<Result>(
  work: Promise<Result>,
  findByKey: () => Promise<Result | undefined>,
  keepArrival: () => Promise<void>,
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!leavesDoubt(error)) throw error;
    const stored = await findByKey().catch(() => undefined);
    if (stored) return stored;
    await keepArrival().catch(() => undefined);
    throw new Busy('The portal could not confirm this submission.', { cause: error });
  }
}

/** A lost connection, a shut-down, a timeout, the same key a moment before: not a plain no. */
function leavesDoubt(error: unknown): boolean {
  if (error instanceof AppError) return error instanceof CutOff;
  return (error as { constraint?: string }).constraint === 'submission_key_once' || isDatabaseAway(error);
}

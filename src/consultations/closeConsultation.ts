import { Temporal } from 'temporal-polyfill';
import { recordAudit } from '../audit/audit.store.js';
import type { Db, Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { plantTree } from '../proof/trees.js';
import { hasDueInstructions } from '../responses/closing/instructions.store.js';
import { insertClosure, listUnclosed, lockToClose } from './closure.store.js';

/** How long a closure waits after the last closing instant; submits in flight are cut off after 15 s. */
const WAIT = Temporal.Duration.from({ seconds: 20 });

/**
 * Writes the consultation's closure, once: the one stored state, on which the report and the Panel's access depend
 * (DESIGN.md, States are derived). It is due 20 s after the last closing instant, every organisation's extension
 * included, and what was left to be submitted then has been. What was submitted is sealed under a root; the report is
 * frozen soon after (reports/editions). Several processes may call it at once.
 * @param at the portal's instant
 * @returns whether it was closed now; false when it is not due yet, or was closed before
 * @throws NotFound
 */
export async function closeConsultation(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  consultationId: string,
  at: Instant,
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const consultation = await lockToClose(trx, consultationId);
    const { lastClosesAt } = consultation;
    if (!lastClosesAt || Temporal.Instant.compare(at, lastClosesAt.add(WAIT)) < 0) return false;
    if (await waitsForInstructions(trx, consultationId, lastClosesAt, at)) return false;
    if (!(await insertClosure(trx, consultationId, lastClosesAt, at))) return false;
    await recordAudit(trx, {
      action: 'consultation.closed',
      at,
      personId: null,
      consultationId,
      subjectId: consultationId,
      detail: { lastClosesAt: lastClosesAt.toString() },
    });
    await plantTree(trx, config.receiptKeys, { id: consultationId, ...consultation }, at);
    return true;
  });
}

/** How long a closure waits for what was left to be submitted then. What could not be by then is held for SECAS. */
const PATIENCE = Temporal.Duration.from({ minutes: 10 });

const waitsForInstructions = async (
  trx: Db,
  id: string,
  lastClosesAt: Instant,
  at: Instant,
): Promise<boolean> =>
  Temporal.Instant.compare(at, lastClosesAt.add(PATIENCE)) < 0 && hasDueInstructions(trx, id, lastClosesAt);

/** The consultations whose closure is due, in one statement: for the worker's sweep. */
export const listDueClosures = (db: Deps['db'], at: Instant): Promise<string[]> =>
  listUnclosed(db, at.subtract(WAIT));

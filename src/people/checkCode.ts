import { randomUUID } from 'node:crypto';
import { recordAudit } from '../audit/audit.store.js';
import type { Instant } from '../db/connection.js';
import type { Deps } from '../deps.js';
import { hmacOfCode, MOST_TRIES } from './signIn.rules.js';
import { countTry, useCode } from './signIn.store.js';

export type Checked =
  /** `signedInAt` is real time, not the portal's */
  | { personId: string; email: string; signedInAt: Instant }
  /** not a code of that person, or used, or expired; this many tries are left to the browser */
  | { left: number }
  /** this browser must ask for another code */
  | 'used up';

/**
 * Uses a code up for the browser that asked. Any unexpired, unused code of the person will do, whichever asking it
 * was sent for, or read out by telephone. Only the browser's own tries count: a stranger who types wrong codes for
 * the same address takes nothing from it (issue: nobody can use up another's).
 * @param at the portal's time, for the audit
 */
export async function checkCode(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  attemptId: string,
  code: string,
  at: Instant,
): Promise<Checked> {
  // Counted before the code is compared and outside its transaction: a try stays counted whatever happens next.
  const counted = await countTry(db, attemptId, MOST_TRIES);
  if (!counted) return 'used up';
  const personId = counted.personId ?? randomUUID();
  const hmac = hmacOfCode(config, personId, code);
  return db.transaction(async (trx) => {
    const signedInAt = await useCode(trx, personId, hmac);
    if (!signedInAt) return { left: counted.left };
    await recordAudit(trx, { action: 'person.signed-in', at, personId, subjectId: personId });
    return { personId, email: counted.email, signedInAt };
  });
}

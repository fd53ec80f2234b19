import { Temporal } from 'temporal-polyfill';
import { keepWork, type Work } from '../beside.js';
import type { Clock } from '../clock.js';
import type { Db, Instant } from '../db/connection.js';
import { verifyAudit, type AuditVerdict } from './verifyAudit.js';

/** What a reckoning of every seal came to. */
export interface Reckoned extends AuditVerdict {
  /** by the portal's clock; what was altered after it began it does not tell */
  beganAt: Instant;
  endedAt: Instant;
}

/** A reckoning of every seal; its progress is in seals that were found whole. */
export type Reckoning = Work<Reckoned>;

/** A long trail takes minutes to reckon: not for each look at the page. */
const HOLDS = Temporal.Duration.from({ minutes: 5 });

/** Reckons every seal again beside the page; what it comes to holds for five minutes. */
export function keepReckoning(db: Db, clock: Clock): () => Reckoning {
  const isFresh = ({ endedAt }: Reckoned): boolean =>
    Temporal.Instant.compare(clock.now(), endedAt.add(HOLDS)) < 0;
  const keep = keepWork<Reckoned>(({ result }) => !result || isFresh(result));
  return () => {
    const beganAt = clock.now();
    return keep('audit', beganAt.toString(), async (tell) => {
      const verdict = await verifyAudit(db, tell);
      return { ...verdict, beganAt, endedAt: clock.now() };
    });
  };
}

import { Temporal } from 'temporal-polyfill';
import type { Db, Instant } from '../db/connection.js';
import { verifyAudit, type AuditVerdict } from './verifyAudit.js';

/** A reckoning of every seal, under way or done. */
export interface Reckoning {
  /** the portal's instant when it began: what was altered later it does not tell */
  at: Instant;
  /** seals found whole so far */
  seals: number;
  failed: boolean;
  done: Promise<AuditVerdict>;
}

/** A long trail takes minutes to reckon: not for each look at the page. */
const HOLDS = Temporal.Duration.from({ minutes: 5 });

/** Reckons every seal again, once in five minutes: whoever asks meanwhile has the same. Each process has its own. */
export function keepReckoning(db: Db): (at: Instant) => Reckoning {
  let kept: Reckoning | undefined;
  let running = false;
  return (at) => {
    if (kept && (running || (!kept.failed && isFresh(kept, at)))) return kept;
    const reckoning: Reckoning = {
      at,
      seals: 0,
      failed: false,
      done: verifyAudit(db, (seals) => {
        reckoning.seals = seals;
      }),
    };
    running = true;
    void reckoning.done
      .catch(() => {
        reckoning.failed = true;
      })
      .finally(() => {
        running = false;
      });
    kept = reckoning;
    return reckoning;
  };
}

const isFresh = (kept: Reckoning, at: Instant): boolean =>
  Temporal.Instant.compare(kept.at, at) <= 0 && Temporal.Instant.compare(at, kept.at.add(HOLDS)) < 0;

import type { Consultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import { getStateOf } from './findings.store.js';
import { lookThrough, type LookedThrough } from './lookThrough.js';

/** A reading of what would be published, under way or done. */
export interface Look {
  /** of the consultation when it began */
  state: string;
  /** responses read so far */
  responses: number;
  failed: boolean;
  done: Promise<LookedThrough>;
}

/** Consultations whose last reading is kept. */
const KEPT = 20;

/**
 * Reads what would be published once for as long as nothing has changed: whoever asks meanwhile has the same reading.
 * Each process has its own. What is published is read anew and compared with what was looked at (publishResponses), so
 * that a reading that should have been made again publishes nothing.
 */
export function keepLooks(db: Db): (consultation: Consultation) => Promise<Look> {
  const looks = new Map<string, Look>();
  return async (consultation) => {
    const { id } = consultation;
    const state = await getStateOf(db, id);
    const kept = looks.get(id);
    // A reading that failed is told to one who asks; the next has it made again.
    if (kept?.failed) looks.delete(id);
    if (kept?.state === state) return kept;
    const look: Look = {
      state,
      responses: 0,
      failed: false,
      done: lookThrough(db, consultation, (responses) => {
        look.responses = responses;
      }),
    };
    look.done.catch(() => {
      look.failed = true;
    });
    looks.delete(id);
    looks.set(id, look);
    for (const oldest of [...looks.keys()].slice(0, -KEPT)) looks.delete(oldest);
    return look;
  };
}

import { keepWork, type Work } from '../../beside.js';
import type { PublishedConsultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import { getStateOf } from './findings.store.js';
import { lookThrough, type LookedThrough } from './lookThrough.js';

/** A reading of what would be published; its progress is in responses. */
export type Look = Work<LookedThrough>;

/**
 * Reads what would be published beside the page. What is published is read anew and compared with what was looked at
 * (publishResponses), so that a reading that should have been made again publishes nothing.
 */
export function keepLooks(db: Db): (consultation: PublishedConsultation) => Promise<Look> {
  const keep = keepWork<LookedThrough>();
  return async (consultation) => {
    const state = await getStateOf(db, consultation.id);
    return keep(consultation.id, state, (tell) => lookThrough(db, consultation, tell));
  };
}

import type { Db } from '../../db/connection.js';
import type { Told } from '../telling/redaction.rules.js';
import { insertFrozen } from './editions.store.js';

/** So many characters of responses are written at once: one may be as long as a book. */
const BATCH = 500_000;

/** Freezes the responses of an edition as they come, in their order; what is left at the end with `end`. */
export function keepTold(trx: Db, editionId: string) {
  let batch: string[] = [];
  let [size, kept] = [0, 0];
  const end = async () => {
    if (batch.length > 0) await insertFrozen(trx, editionId, kept, batch);
    kept += batch.length;
    [batch, size] = [[], 0];
  };
  const keep = async (told: Told) => {
    const text = JSON.stringify(told);
    batch.push(text);
    size += text.length;
    if (size > BATCH) await end();
  };
  return { keep, end };
}

import type { Db } from '../db/connection.js';
import { answeredIn } from './answered.store.js';
import { tell, type Told } from './redaction.rules.js';
import type { Report } from './report.store.js';

/**
 * The responses of a report as its reader may see them, one by one in the order of the report. The only way from the
 * frozen submissions to a page or a file.
 */
export async function* toldIn(db: Db, { consultation, version }: Report): AsyncGenerator<Told> {
  for await (const answered of answeredIn(db, consultation.id)) yield tell(answered, version);
}

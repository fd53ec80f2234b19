import type { Db } from '../../db/connection.js';
import type { Version } from '../access.rules.js';
import { frozenIn } from '../editions/editions.store.js';
import { publishedIn } from '../published/published.store.js';
import type { Report } from '../report.js';
import { answeredIn } from './answered.store.js';
import { tellPublic } from './publicVersion.rules.js';
import { tell, type Told } from './redaction.rules.js';

/**
 * The responses of a report, one by one in the order of the report, as often as they are asked for. Memory is flat:
 * they are read in pages.
 */
export function toldIn(
  db: Db,
  { consultation, version, edition, publication }: Report,
): AsyncGenerator<Told> {
  if (edition) return frozenIn(db, edition.id);
  return publication ? publishedIn(db, publication.id) : toldNow(db, consultation.id, version);
}

/**
 * The responses that count now, as a reader of a version may see them. The only way from the frozen submissions to a
 * page or a file.
 */
export async function* toldNow(db: Db, consultationId: string, version: Version): AsyncGenerator<Told> {
  let withheld = 0;
  for await (const answered of answeredIn(db, consultationId)) {
    if (version !== 'public') yield tell(answered, version);
    else yield tellPublic(answered, answered.nameConfidential ? ++withheld : 0);
  }
}

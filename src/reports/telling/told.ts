import type { Db } from '../../db/connection.js';
import { answeredIn } from './answered.store.js';
import { tellPublic } from './publicVersion.rules.js';
import { publishedIn } from '../published/published.store.js';
import { tell, type Told } from './redaction.rules.js';
import type { Report } from '../report.store.js';

/**
 * The responses of a report as its reader may see them, one by one in the order of the report. The only way from the
 * frozen submissions to a page or a file; what has been published comes from what was published.
 */
export async function* toldIn(db: Db, { consultation, version, publication }: Report): AsyncGenerator<Told> {
  if (publication) return yield* publishedIn(db, publication.id);
  let withheld = 0;
  for await (const answered of answeredIn(db, consultation.id)) {
    if (version !== 'public') yield tell(answered, version);
    else yield tellPublic(answered, answered.nameConfidential ? ++withheld : 0);
  }
}

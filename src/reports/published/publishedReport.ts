import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import { countAll } from '../counting/countAll.js';
import type { Report } from '../report.js';
import { NOTHING_OF_SECAS } from '../report.store.js';
import { findPublication, publishedIn, type Publication } from './published.store.js';

/** A report that everybody may read. */
export type PublishedReport = Report & { publication: Publication };

/** The responses as they were published. @throws NotFound when nothing is public: not yet, or taken down */
export async function getPublishedReport(db: Db, reference: string): Promise<PublishedReport> {
  const consultation = await getPublishedConsultation(db, reference);
  const found = await findPublication(db, consultation.id);
  if (!found || consultation.withdrawnAt) throw new NotFound();
  const { frame, closedAt, ...publication } = found;
  const { title, issuedBy, questions, coverage, counts, tallies } = frame;
  const counted =
    counts && tallies ? { counts, tallies } : await countAll(questions, publishedIn(db, publication.id));
  return {
    consultation: { ...consultation, title, issuedBy },
    version: 'public',
    closedAt,
    questions,
    coverage,
    ...NOTHING_OF_SECAS,
    ...counted,
    publication,
  };
}

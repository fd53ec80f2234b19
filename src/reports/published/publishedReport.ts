import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import type { Report } from '../report.store.js';
import { findPublication, type Publication } from './published.store.js';

/** A report that everybody may read. */
export type PublishedReport = Report & { publication: Publication };

/** The responses as they were published. @throws NotFound when nothing is public: not yet, or taken down */
export async function getPublishedReport(db: Db, reference: string): Promise<PublishedReport> {
  const consultation = await getPublishedConsultation(db, reference);
  const found = await findPublication(db, consultation.id);
  if (!found || consultation.withdrawnAt) throw new NotFound();
  const { frame, closedAt, ...publication } = found;
  const { title, issuedBy, questions } = frame;
  return {
    consultation: { ...consultation, title, issuedBy },
    questions,
    version: 'public',
    closedAt,
    added: [],
    comments: {},
    lineComments: {},
    clarified: [],
    points: [],
    publication,
  };
}

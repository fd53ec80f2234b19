import { getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import { getEdition, type Edition } from '../editions/editions.store.js';
import type { Report } from '../report.js';
import { findPublication } from './published.store.js';

/** A report that everybody may read. */
export type PublishedReport = Report & { edition: Edition };

/** The responses as they were published. @throws NotFound when nothing is public: not yet, or taken down */
export async function getPublishedReport(db: Db, reference: string): Promise<PublishedReport> {
  const { id, withdrawnAt } = await getPublishedConsultation(db, reference);
  const publication = await findPublication(db, id);
  if (!publication || withdrawnAt) throw new NotFound();
  const { edition, frame } = await getEdition(db, id, 'public', { major: publication.number, minor: 0 });
  return { ...frame, edition, everybody: true };
}

import { getCounts, type ConsultationCounts } from '../collation/coverage/counts.store.js';
import type { Db, Instant } from '../db/connection.js';
import { londonDate } from '../londonTime.js';
import { findCurrentIssue, type Consultation, type Issue } from './consultations.store.js';
import { listDocuments, type StoredDocument } from './documents.store.js';
import { listHistory, type HistoryRows } from './history.store.js';
import { getAudience, previewAudience, type Audience } from './publication.store.js';
import type { Question } from './questions.js';
import { getQuestionDraft } from './questions.store.js';

/** All that SECAS sees of a consultation at the desk. */
export interface DeskConsultation {
  consultation: Consultation;
  /** the question set in force; undefined while it is prepared */
  issue?: Issue;
  questions: Question[];
  documents: StoredDocument[];
  /** with every organisation's extension */
  history: HistoryRows;
  /** those who were asked; before publication those who would be */
  audience: Audience;
  /** what has come in; undefined before publication */
  counts: ConsultationCounts | undefined;
}

/** Reads it side by side, a statement each. */
export async function readDeskConsultation(
  db: Db,
  consultation: Consultation,
  at: Instant,
): Promise<DeskConsultation> {
  const { id, publishedAt, audience } = consultation;
  const [issue, draft, documents, history, asked, counts] = await Promise.all([
    findCurrentIssue(db, id),
    getQuestionDraft(db, id),
    listDocuments(db, id),
    listHistory(db, id, 'all'),
    publishedAt ? getAudience(db, id) : previewAudience(db, londonDate(at), audience),
    publishedAt ? getCounts(db, id) : undefined,
  ]);
  return {
    consultation,
    issue,
    questions: issue?.questions ?? draft,
    documents,
    history,
    audience: asked,
    counts,
  };
}

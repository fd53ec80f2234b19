import { getCounts, type ConsultationCounts } from '../collation/coverage/counts.store.js';
import type { Db, Instant } from '../db/connection.js';
import { londonDate } from '../londonTime.js';
import { findCurrentIssue, type Consultation, type Issue } from './consultations.store.js';
import { listDocuments, type StoredDocument } from './documents/documents.store.js';
import { listHistory, type HistoryRows } from './history.store.js';
import { getAudience, previewAudience, type Audience } from './publishing/publication.store.js';
import { readToPublish } from './publishing/publishConsultation.js';
import { findSchedule, type Schedule } from './publishing/schedule.store.js';
import type { Question } from './questions.js';
import { getQuestionDraft } from './questions/questions.store.js';

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
  /** the time set for its publication, with the mark of what it says now; undefined once it is published */
  schedule?: Schedule & { markNow: string };
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
  const [issue, draft, documents, history, asked, counts, schedule] = await Promise.all([
    findCurrentIssue(db, id),
    getQuestionDraft(db, id),
    listDocuments(db, id),
    listHistory(db, id, 'all'),
    publishedAt ? getAudience(db, id) : previewAudience(db, londonDate(at), audience),
    publishedAt ? getCounts(db, id) : undefined,
    publishedAt ? undefined : findSchedule(db, id),
  ]);
  const markNow = schedule && (await readToPublish(db, consultation, londonDate(at))).writtenMark;
  return {
    consultation,
    issue,
    questions: issue?.questions ?? draft,
    documents,
    history,
    audience: asked,
    counts,
    schedule: schedule && markNow ? { ...schedule, markNow } : undefined,
  };
}

import { isPublished } from '../collation/dispositions/published.store.js';
import type { Db, Instant } from '../db/connection.js';
import type { Viewer } from '../people/viewer.js';
import type { GrownRoot } from '../proof/root.js';
import { listRoots } from '../proof/tree.store.js';
import { findPublication } from '../reports/published/published.store.js';
import { listConsultations, type Listing } from './consultationList.store.js';
import { findCurrentIssue, type Consultation } from './consultations.store.js';
import { listDocuments, type StoredDocument } from './documents/documents.store.js';
import { listHistory, type HistoryRows } from './history.store.js';
import { modificationsOf } from './modification/modification.rules.js';
import { findPublishedSummary, type PublishedSummary } from './outcome/summary.store.js';
import type { Question } from './questions.js';
import { getQuestionDraft } from './questions/questions.store.js';
import { listStandings, type OrganisationStanding } from './standing.store.js';

/** All that is known of a consultation, as far as the viewer may know it. */
export interface ConsultationInFull {
  consultation: Consultation;
  questions: Question[];
  documents: StoredDocument[];
  history: HistoryRows;
  /** the published one that holds */
  summary: PublishedSummary | undefined;
  /** of its tree, once it is closed */
  roots: GrownRoot[];
  /** whether dispositions have been published */
  dispositions: boolean;
  /** of the organisations that the viewer represents */
  standings: OrganisationStanding[];
  /** those that are on the same modification, or mention it, this one among them; undefined: it is on none */
  sameModification: Listing | undefined;
  /** when the responses were published, that everybody may read now */
  responsesAt: Instant | undefined;
}

/** Reads it, all at once. */
export async function readInFull(
  db: Db,
  consultation: Consultation,
  viewer: Viewer,
  at: Instant,
): Promise<ConsultationInFull> {
  const { id, closed } = consultation;
  const organisationIds = organisationIdsOf(viewer);
  const modifications = modificationsOf(consultation);
  const onSame = { words: [], modifications, page: 1, organisationIds, at };
  const [
    questions,
    documents,
    history,
    summary,
    roots,
    dispositions,
    standings,
    sameModification,
    publication,
  ] = await Promise.all([
    listQuestions(db, consultation, viewer),
    listDocuments(db, id),
    listHistory(db, id, organisationIds),
    findPublishedSummary(db, id),
    listRoots(db, { 'c.id': id }),
    closed && isPublished(db, id),
    listStandings(db, id, organisationIds),
    modifications.length > 0 ? listConsultations(db, onSame) : undefined,
    closed ? findPublication(db, id) : undefined,
  ]);
  return {
    consultation,
    questions,
    documents,
    history,
    summary,
    roots,
    dispositions,
    standings,
    sameModification,
    responsesAt: publication?.publishedAt,
  };
}

/** What has been issued; SECAS sees a consultation before that as it will be. */
async function listQuestions(db: Db, { id, publishedAt }: Consultation, viewer: Viewer): Promise<Question[]> {
  if (publishedAt) return (await findCurrentIssue(db, id))?.questions ?? [];
  return viewer.secas ? getQuestionDraft(db, id) : [];
}

/** Those that the viewer represents. */
export const organisationIdsOf = (viewer: Viewer): string[] =>
  viewer.represents.map(({ organisationId }) => organisationId);

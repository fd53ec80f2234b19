import { withdrawnAtOf } from './withdrawing/withdrawn.store.js';
import { shareConsultation } from './share.store.js';
import type { Db, Instant } from '../db/connection.js';
import type { ConsultationRow } from '../db/schema.js';
import { NotFound } from '../errors.js';
import type { Viewer } from '../people/viewer.js';
import { asReference, closesFor, type Kind } from './consultations.rules.js';
import type { Question } from './questions.js';

/** A consultation with all that is kept of it, and whether its closure and its outcome have been written. */
export interface Consultation {
  id: string;
  reference: string;
  title: string;
  kind: Kind;
  issuedBy: string;
  modification: string | null;
  summary: string;
  howToRespond: string;
  audience: string[];
  announcedAt: Instant | null;
  publishedAt: Instant | null;
  opensAt: Instant | null;
  closesAt: Instant | null;
  /** counts the edits of its text and dates, so that two colleagues do not overwrite each other */
  version: number;
  /** its closure has been written: nothing about its deadline or its questions changes any more */
  closed: boolean;
  /** its outcome has been recorded */
  decided: boolean;
  /** it takes no more responses, and is never closed */
  withdrawnAt: Instant | null;
}

/** One that has been published has both instants. */
export interface PublishedConsultation extends Consultation {
  announcedAt: Instant;
  publishedAt: Instant;
  opensAt: Instant;
  closesAt: Instant;
}

/** A published consultation, open or not. @throws NotFound also for one that is only announced or being prepared */
export async function getPublishedConsultation(db: Db, reference: string): Promise<PublishedConsultation> {
  const consultation = await getConsultation(db, reference);
  if (!isPublished(consultation)) throw new NotFound();
  return consultation;
}

/**
 * One that the viewer may read: announced or published by then; SECAS also what is still being prepared.
 * @throws NotFound
 */
export async function getConsultationFor(
  db: Db,
  viewer: Pick<Viewer, 'secas'>,
  reference: string,
  at: Instant,
): Promise<Consultation> {
  const consultation = await getConsultation(db, reference);
  const { announcedAt } = consultation;
  const announced = announcedAt !== null && announcedAt.epochNanoseconds <= at.epochNanoseconds;
  if (!announced && !viewer.secas) throw new NotFound();
  return consultation;
}

/** Any consultation, for SECAS. @param reference in any case @throws NotFound */
export async function getConsultation(db: Db, reference: string): Promise<Consultation> {
  const kept = asReference(reference);
  const row = kept && (await selectConsultation(db).where('c.reference', kept).first());
  if (!row) throw new NotFound();
  return fromRow(row);
}

/**
 * Takes the consultation's lock and reads what holds under it: first in the order of the house (consultation,
 * response, Parties). Two statements, because one that waits for its lock goes on with what it saw before waiting, and
 * would miss the closure that it waited for.
 * @param lock `share` to submit or to save, `update` to change the deadline, publish or close
 * @throws NotFound
 */
export async function lockConsultation(trx: Db, id: string, lock: 'share' | 'update'): Promise<Consultation> {
  if (lock === 'share') await shareConsultation(trx, id);
  else await trx('consultation').select('id').where({ id }).forUpdate();
  const row = await selectConsultation(trx).where('c.id', id).first();
  if (!row) throw new NotFound();
  return fromRow(row);
}

export interface Issue {
  id: string;
  number: number;
  questions: Question[];
  note: string | null;
  issuedAt: Instant;
}

/** The question set in force; undefined before publication. */
export async function findCurrentIssue(db: Db, consultationId: string): Promise<Issue | undefined> {
  const row = await db('question_issue')
    .where({ consultation_id: consultationId })
    .orderBy('number', 'desc')
    .first();
  if (!row) return undefined;
  const { id, number, note } = row;
  return { id, number, note, questions: row.questions as Question[], issuedAt: row.issued_at };
}

/**
 * The closing instant for one organisation: the deadline for all, or its own latest extension where that is later.
 * @throws NotFound for a consultation without a deadline
 */
export async function deadlineFor(db: Db, consultationId: string, organisationId: string): Promise<Instant> {
  const row = await db('consultation as c')
    .leftJoin('extension as e', (join) => {
      join.on('e.consultation_id', 'c.id').andOnVal('e.organisation_id', organisationId);
    })
    .where('c.id', consultationId)
    .orderBy('e.made_at', 'desc')
    .first<{ general: Instant | null; own: Instant | null } | undefined>(
      'c.closes_at as general',
      'e.closes_at as own',
    );
  if (!row?.general) throw new NotFound();
  return closesFor(row.general, row.own);
}

export const isPublished = (consultation: Consultation): consultation is PublishedConsultation =>
  consultation.publishedAt !== null;

type Row = Omit<ConsultationRow, 'question_draft'> & {
  closed: boolean;
  decided: boolean;
  withdrawn_at: Instant | null;
};

const selectConsultation = (db: Db) =>
  db('consultation as c').select<Row[]>(
    'c.*',
    db.raw('exists (select from closure k where k.consultation_id = c.id) as closed'),
    db.raw('exists (select from outcome o where o.consultation_id = c.id) as decided'),
    db.raw(`${withdrawnAtOf('c.id')} as withdrawn_at`),
  );

const fromRow = (row: Row): Consultation => ({
  id: row.id,
  reference: row.reference,
  title: row.title,
  kind: row.kind as Kind,
  issuedBy: row.issued_by,
  modification: row.modification,
  summary: row.summary,
  howToRespond: row.how_to_respond,
  audience: row.audience,
  announcedAt: row.announced_at,
  publishedAt: row.published_at,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  version: row.version,
  closed: row.closed,
  decided: row.decided,
  withdrawnAt: row.withdrawn_at,
});

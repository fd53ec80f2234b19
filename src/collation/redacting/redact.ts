import { recordAudits } from '../../audit/audit.store.js';
import type { AuditAction } from '../../audit/actions.js';
import { shareConsultation } from '../../consultations/share.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import type { Submission } from '../../responses/submissions.store.js';
import { foundAgain, type Covered, type Reason } from './redactions.rules.js';
import {
  insertRedactions,
  liftRedaction,
  listEarlier,
  lockResponse,
  type NewRedaction,
} from './redactions.store.js';

/**
 * Keeps something of a submission out of the public version. Doing it twice is doing it once.
 * @throws NotFound for an answer or a file that is not the submission's
 */
export async function redact(
  db: Db,
  by: string,
  submission: Submission,
  redaction: { covered: Covered; reason: Reason; note: string },
  at: Instant,
): Promise<void> {
  if (!isIn(submission, redaction.covered)) throw new NotFound();
  await db.transaction(async (trx) => {
    await shareConsultation(trx, submission.consultation.id);
    const written = await insert(trx, by, submission, [redaction], at);
    await audit(trx, 'redaction.marked', by, submission, written, at);
  });
}

/** Lifts a redaction, of this submission or an earlier one of the response; it is kept as lifted. @throws NotFound */
export async function lift(
  db: Db,
  by: string,
  submission: Submission,
  redactionId: string,
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    await shareConsultation(trx, submission.consultation.id);
    const lifted = await liftRedaction(trx, submission.id, redactionId, by, at);
    if (lifted) await audit(trx, 'redaction.lifted', by, submission, [redactionId], at);
  });
}

/**
 * Carries over what earlier submissions of the response have redacted, wherever it stands in this one. What stands here
 * no longer is left to be decided on. @returns how many were carried
 */
export async function carryRedactions(
  db: Db,
  by: string,
  submission: Submission,
  at: Instant,
): Promise<number> {
  return db.transaction(async (trx) => {
    await shareConsultation(trx, submission.consultation.id);
    await lockResponse(trx, submission.responseId);
    const earlier = await listEarlier(trx, submission.id);
    const found = earlier.map((one) => ({ one, again: foundAgain(one, submission) }));
    const redactions = found.flatMap(({ one: { id, reason, note }, again }) =>
      again.map((covered): NewRedaction => ({ covered, reason, note, carriedFrom: id })),
    );
    const written = await insert(trx, by, submission, redactions, at);
    await audit(trx, 'redaction.carried-over', by, submission, written, at);
    return found.filter(({ again }) => again.length > 0).length;
  });
}

const isIn = ({ answers, attachments }: Submission, covered: Covered): boolean =>
  'questionKey' in covered
    ? answers.some(({ question }) => question.key === covered.questionKey)
    : attachments.some(({ id }) => id === covered.attachmentId);

const insert = (trx: Db, by: string, submission: Submission, redactions: NewRedaction[], at: Instant) =>
  insertRedactions(
    trx,
    { consultationId: submission.consultation.id, submissionId: submission.id },
    redactions,
    by,
    at,
  );

/** What was redacted is not told in the trail, which is exported: only where it stands. */
const audit = (
  trx: Db,
  action: AuditAction,
  by: string,
  { id, reference, consultation, organisation }: Submission,
  subjects: string[],
  at: Instant,
): Promise<void> =>
  recordAudits(
    trx,
    subjects.map((subjectId) => ({
      action,
      at,
      personId: by,
      consultationId: consultation.id,
      organisationId: organisation.id,
      subjectId,
      detail: { submission: id, reference },
    })),
  );

import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid } from '../../errors.js';
import { findCurrentIssue, lockConsultation } from '../consultations.store.js';
import { noteProblems } from '../details/editConsultation.js';
import { questionIn, StaleQuestion } from './editQuestions.js';
import { fingerprintOf } from '../fingerprint.js';
import { corrected, type Correction } from './questionSet.rules.js';
import { insertIssue } from './questions.store.js';

/**
 * Puts the wording of an issued question right: a new issue of the whole set, which responses made from now on answer.
 * Submissions already made keep the wording that they answered.
 * @param was the mark of the question that was shown
 * @param note what was put right, for everybody
 * @throws Invalid, StaleQuestion, NotFound, Conflict before publication and after the closure
 */
export async function correctQuestion(
  db: Db,
  by: string,
  consultationId: string,
  { key, was, note, ...correction }: Correction & { key: string; was: string; note: string },
  at: Instant,
): Promise<void> {
  if (noteProblems(note).length > 0) throw new Invalid(noteProblems(note));
  await db.transaction(async (trx) => {
    const { closed } = await lockConsultation(trx, consultationId, 'update');
    if (closed)
      throw new Conflict('This consultation is closed, so its questions stay as they were answered.');
    const issue = await findCurrentIssue(trx, consultationId);
    if (!issue) throw new Conflict('These questions have not been issued yet: edit them instead.');
    const before = questionIn(issue.questions, key);
    if (fingerprintOf(before) !== was) throw new StaleQuestion(before);
    const after = corrected(before, correction);
    if ('text' in after) throw new Invalid([after]);
    const questions = issue.questions.map((one) => (one.key === key ? after.question : one));
    const number = await insertIssue(trx, { consultationId, questions, note, by, at });
    const detail = { question: key, issue: number, note };
    await recordAudit(trx, {
      action: 'consultation.question-corrected',
      at,
      personId: by,
      consultationId,
      detail,
    });
  });
}

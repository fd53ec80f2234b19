import type { Request } from 'express';
import { findCurrentIssue, getPublishedConsultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import type { Frame } from './themes.store.js';

/** The consultation and the question that an address is about, in the wording in force. @throws NotFound */
export async function questionOf(db: Db, req: Request) {
  const consultation = await getPublishedConsultation(db, String(req.params['reference']));
  const issue = await findCurrentIssue(db, consultation.id);
  const question = issue?.questions.find(({ key }) => key === req.params['question']);
  if (!question) throw new NotFound();
  const frame: Frame = { consultationId: consultation.id, questionKey: question.key };
  return { consultation, question, frame };
}
export type AtQuestion = Awaited<ReturnType<typeof questionOf>>;

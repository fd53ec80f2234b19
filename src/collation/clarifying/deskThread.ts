import type { Request } from 'express';
import { getPublishedConsultation, type Consultation } from '../../consultations/consultations.store.js';
import type { Db } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import { urlId } from '../../http/urlId.js';
import type { Entry } from '../../responses/clarifying/clarifications.rules.js';
import { listEntries } from '../../responses/clarifying/clarifications.store.js';
import { getSubmission, type Submission } from '../../responses/submissions.store.js';

/** What was asked about one answer, beside a version of the response. */
export interface FoundThread {
  consultation: Consultation;
  submission: Submission;
  questionKey: string;
  /** the question's words */
  ask: string;
  thread: Entry[];
}

/** The thread that an address of the desk names; it may be empty. @throws NotFound for what the consultation does not ask, and for another's submission */
export async function deskThreadOf(db: Db, req: Request): Promise<FoundThread> {
  const consultation = await getPublishedConsultation(db, String(req.params['reference']));
  const submission = await getSubmission(db, consultation.id, urlId(req, 'submission'));
  const entries = await listEntries(db, submission.responseId);
  const question = submission.asked.find(({ key }) => key === req.params['question']);
  if (!question) throw new NotFound();
  const { key: questionKey, ask } = question;
  const thread = entries.filter((entry) => entry.questionKey === questionKey);
  return { consultation, submission, questionKey, ask, thread };
}

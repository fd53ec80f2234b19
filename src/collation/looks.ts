import type { AuditAction } from '../audit/actions.js';
import { recordAudit } from '../audit/audit.store.js';
import type { Db, Instant } from '../db/connection.js';
import type { Submission, SubmittedFile } from '../responses/submissions.store.js';

interface Look {
  by: string;
  at: Instant;
}

/** Records that a submission was shown, when anything in it, or its name, is confidential. */
export async function recordLook(db: Db, submission: Submission, look: Look): Promise<void> {
  const { confidential, nameConfidential, answers, attachments } = submission;
  const some = [...answers, ...attachments].some((one) => one.confidential);
  if (confidential || nameConfidential || some) await record(db, 'confidential.read', submission, look);
}

/** Records that a file of a submission was taken away, when it, or the whole, is confidential. */
export async function recordDownload(
  db: Db,
  submission: Submission,
  file: SubmittedFile,
  look: Look,
): Promise<void> {
  if (submission.confidential || file.confidential) {
    await record(db, 'confidential.downloaded', submission, look, { file: file.id });
  }
}

const record = (
  db: Db,
  action: AuditAction,
  { id, reference, consultation, organisation }: Submission,
  { by, at }: Look,
  detail: Record<string, string> = {},
): Promise<void> =>
  recordAudit(db, {
    action,
    at,
    personId: by,
    consultationId: consultation.id,
    organisationId: organisation.id,
    subjectId: id,
    detail: { reference, ...detail },
  });

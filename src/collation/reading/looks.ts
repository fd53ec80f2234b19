import type { AuditAction } from '../../audit/actions.js';
import { recordAudit, recordAudits } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Submission, SubmittedFile } from '../../responses/submissions.store.js';

interface Look {
  by: string;
  at: Instant;
}

/**
 * Records that a submission was shown, when anything in it, or its name, is confidential.
 * @param beside something confidential was shown that was said about it
 */
export async function recordLook(db: Db, submission: Submission, look: Look, beside = false): Promise<void> {
  const { confidential, nameConfidential, answers, attachments } = submission;
  const some = [...answers, ...attachments].some((one) => one.confidential);
  if (beside || confidential || nameConfidential || some)
    await record(db, 'confidential.read', submission, look);
}

/** What of a submission is shown on a page with words of several. */
export interface Shown {
  submission: { id: string; reference: string; organisationId: string };
  confidential: boolean;
  nameConfidential: boolean;
}

/** Records which submissions' confidential words, or names, were shown together on a page. */
export async function recordLooks(
  db: Db,
  consultationId: string,
  shown: Shown[],
  { by, at }: Look,
): Promise<void> {
  const some = new Map(
    shown
      .filter(({ confidential, nameConfidential }) => confidential || nameConfidential)
      .map(({ submission }) => [submission.id, submission]),
  );
  await recordAudits(
    db,
    [...some.values()].map(({ id, reference, organisationId }) => ({
      action: 'confidential.read',
      at,
      personId: by,
      consultationId,
      organisationId,
      subjectId: id,
      detail: { reference },
    })),
  );
}

/** Records that a file of a submission was taken away, when it, or what it belongs to, is confidential. */
export async function recordDownload(
  db: Db,
  submission: Submission,
  file: SubmittedFile,
  look: Look,
): Promise<void> {
  const { confidential, nameConfidential, answers } = submission;
  const beside = answers.some((one) => one.confidential && one.question.key === file.questionKey);
  if (confidential || nameConfidential || file.confidential || beside) {
    await record(db, 'confidential.downloaded', submission, look, { file: file.id });
  }
}

/** Records that what came by mail or on paper was taken away: nobody has said yet what in it is confidential. */
export const recordOriginalTaken = (db: Db, original: Original, look: Look): Promise<void> =>
  recordOriginal(db, 'confidential.original-downloaded', original, look);

/** Records that a mail was read on a page, for the same reason. */
export const recordMailRead = (
  db: Db,
  consultationId: string,
  { id, file }: { id: string; file: { name: string } },
  look: Look,
): Promise<void> =>
  recordOriginal(db, 'confidential.original-read', { consultationId, subjectId: id, file: file.name }, look);

/** A file, and the mail or the response that it is of. */
interface Original {
  consultationId: string;
  subjectId: string;
  file: string;
}

const recordOriginal = (
  db: Db,
  action: AuditAction,
  { consultationId, subjectId, file }: Original,
  { by, at }: Look,
): Promise<void> =>
  recordAudit(db, { action, at, personId: by, consultationId, subjectId, detail: { file } });

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

/** What of a submission a search showed. */
interface Searched {
  id: string;
  reference: string;
  confidential: boolean;
  nameConfidential: boolean;
  shown: { confidential: boolean }[];
}

/**
 * Records a search once, with the submissions of which it showed something confidential; without one it is no look.
 * What was searched for is not kept: it may be what was confidential.
 */
export const recordSearch = (db: Db, consultationId: string, found: Searched[], look: Look): Promise<void> =>
  recordSearches(db, [{ consultationId, found }], look);

/** Records a search of several consultations: once for each. */
export const recordSearches = (
  db: Db,
  searched: { consultationId: string; found: Searched[] }[],
  { by, at }: Look,
): Promise<void> =>
  recordAudits(
    db,
    searched.flatMap(({ consultationId, found }) => {
      const seen = found.filter(
        (one) => one.confidential || one.nameConfidential || one.shown.some((place) => place.confidential),
      );
      if (seen.length === 0) return [];
      return [
        {
          action: 'confidential.searched' as const,
          at,
          personId: by,
          consultationId,
          detail: {
            references: seen.map(({ reference }) => reference).join(', '),
            submissions: seen.map(({ id }) => id),
          },
        },
      ];
    }),
  );

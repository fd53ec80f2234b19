import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Submission } from '../../responses/submissions.store.js';
import { deleteMark, insertMark } from './marks.store.js';

/** Marks a version as read by a colleague, or takes the mark back. Doing so twice is doing so once. */
export async function markRead(
  db: Db,
  submission: Submission,
  by: { id: string },
  read: boolean,
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    const changed = read
      ? await insertMark(trx, submission.id, by.id, at)
      : await deleteMark(trx, submission.id, by.id);
    if (!changed) return;
    await recordAudit(trx, {
      action: read ? 'response.marked-read' : 'response.marked-unread',
      at,
      personId: by.id,
      consultationId: submission.consultation.id,
      organisationId: submission.organisation.id,
      subjectId: submission.id,
      detail: { reference: submission.reference },
    });
  });
}

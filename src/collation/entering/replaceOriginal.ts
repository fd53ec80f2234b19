import { recordAudit } from '../../audit/audit.store.js';
import { removeUnlinkedFiles } from '../../attachments/files.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict } from '../../errors.js';
import { releaseMail } from '../mails/mails.store.js';
import { updateOriginal } from './entered.store.js';

export interface NewOriginal {
  consultationId: string;
  responseId: string;
  fileId: string;
}

/**
 * Puts another file in the place of an original that was attached by mistake, until the response is submitted: then
 * the original is evidence, and stays. A mail whose place it takes waits to be entered again.
 * @throws NotFound, Conflict when it has been submitted
 */
export async function replaceOriginal(
  db: Db,
  by: { id: string },
  { consultationId, responseId, fileId }: NewOriginal,
  at: Instant,
): Promise<void> {
  const before = await db.transaction(async (trx) => {
    const replaced = await updateOriginal(trx, consultationId, responseId, fileId);
    if (!replaced) throw new Conflict('This has been submitted, so its original stays.');
    await releaseMail(trx, responseId);
    await recordAudit(trx, {
      action: 'response.original-replaced',
      at,
      personId: by.id,
      consultationId,
      organisationId: replaced.organisationId,
      subjectId: responseId,
      detail: { replaced: replaced.fileId, original: fileId },
    });
    return replaced.fileId;
  });
  await removeUnlinkedFiles(db, [before]);
}

import { recordAudit } from '../audit/audit.store.js';
import type { Deps } from '../deps.js';
import type { Person } from '../people/viewer.js';
import type { Draft } from '../responses/drafting/drafts.store.js';
import { assertOpen } from './attachments.rules.js';
import { deleteDraftAttachment, lockDraftFiles, touchDraft, type DraftFile } from './attachments.store.js';
import { removeUnlinkedFiles } from './files.store.js';

/**
 * Takes a file out of a draft; its bytes go too, unless a submission holds them. Doing it twice is doing it once.
 * @throws Conflict once the outcome is recorded
 */
export async function removeAttachment(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  by: Person,
  draft: Draft,
  attachment: DraftFile,
): Promise<void> {
  const at = clock.now();
  await db.transaction(async (trx) => {
    assertOpen(await lockDraftFiles(trx, draft.id, at));
    const fileId = await deleteDraftAttachment(trx, draft.id, attachment.id);
    if (!fileId) return;
    await removeUnlinkedFiles(trx, [fileId]);
    await touchDraft(trx, draft.id, at);
    await recordAudit(trx, {
      action: 'attachment.removed',
      at,
      personId: by.id,
      consultationId: draft.consultation.id,
      organisationId: draft.organisation.id,
      subjectId: draft.id,
      detail: { question: attachment.questionKey, file: fileId },
    });
  });
}

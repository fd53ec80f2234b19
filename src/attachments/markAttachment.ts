import { recordAudit } from '../audit/audit.store.js';
import type { Deps } from '../deps.js';
import type { Person } from '../people/viewer.js';
import type { Draft } from '../responses/drafting/drafts.store.js';
import { assertOpen } from './attachments.rules.js';
import { lockDraftFiles, touchDraft, updateConfidentiality, type DraftFile } from './attachments.store.js';

/**
 * Marks a file of a draft as confidential, or no longer. A draft may be incomplete: a reason that is missing is asked
 * for when the response is checked.
 * @throws Conflict once the outcome is recorded
 */
export async function markAttachment(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  by: Person,
  draft: Draft,
  attachment: DraftFile,
  marked: { confidential: boolean; reason: string },
): Promise<void> {
  const at = clock.now();
  await db.transaction(async (trx) => {
    assertOpen(await lockDraftFiles(trx, draft.id, at));
    if (!(await updateConfidentiality(trx, draft.id, attachment.id, marked))) return;
    await touchDraft(trx, draft.id, at);
    await recordAudit(trx, {
      action: marked.confidential ? 'attachment.marked-confidential' : 'attachment.marked-not-confidential',
      at,
      personId: by.id,
      consultationId: draft.consultation.id,
      organisationId: draft.organisation.id,
      subjectId: draft.id,
      detail: { question: attachment.questionKey, file: attachment.fileId },
    });
  });
}

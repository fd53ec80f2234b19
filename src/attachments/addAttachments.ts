import { recordAudit } from '../audit/audit.store.js';
import type { Question } from '../consultations/questions.js';
import type { Deps } from '../deps.js';
import { Conflict, Invalid } from '../errors.js';
import type { Person } from '../people/viewer.js';
import type { Draft } from '../responses/drafting/drafts.store.js';
import { assertOpen, tooManyFiles } from './attachments.rules.js';
import { insertDraftAttachments, lockDraftFiles, touchDraft } from './attachments.store.js';
import { removeUnlinkedFiles, type StoredFile } from './files.store.js';

/**
 * Adds uploaded files to a draft, as the answer to one of its questions. All or none: when they cannot be added they
 * are removed. Two uploads at once are counted one after the other. A draft that was checked before must be checked
 * again.
 * @throws Invalid when the response would hold too many; Conflict once the outcome is recorded, or when a virus was found
 */
export async function addAttachments(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  by: Person,
  draft: Draft,
  question: Question,
  files: StoredFile[],
): Promise<void> {
  const { id: responseId, consultation, organisation } = draft;
  const at = clock.now();
  const added = {
    responseId,
    questionKey: question.key,
    files,
    confidential: question.confidentialByDefault ?? false,
    addedBy: by.id,
  };
  try {
    await db.transaction(async (trx) => {
      const held = await lockDraftFiles(trx, responseId, at);
      assertOpen(held);
      if (held.files + files.length > config.maxFiles) {
        throw new Invalid([{ field: 'files', text: tooManyFiles(held.files, config.maxFiles) }]);
      }
      const linked = await insertDraftAttachments(trx, added, at);
      if (linked < files.length)
        throw new Conflict('A virus was found in one of the files, so nothing was added.');
      await touchDraft(trx, responseId, at);
      await recordAudit(trx, {
        action: 'attachment.added',
        at,
        personId: by.id,
        consultationId: consultation.id,
        organisationId: organisation.id,
        subjectId: responseId,
        detail: { question: question.key, files: files.map(({ id, bytes }) => ({ id, bytes })) },
      });
    });
  } catch (error) {
    await removeUnlinkedFiles(
      db,
      files.map((file) => file.id),
    );
    throw error;
  }
}

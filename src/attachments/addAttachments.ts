import { recordAudit } from '../audit/audit.store.js';
import type { Question } from '../consultations/questions.js';
import type { Deps } from '../deps.js';
import { Conflict, Invalid } from '../errors.js';
import type { Person } from '../people/viewer.js';
import type { Draft } from '../responses/drafting/drafts.store.js';
import { apartFromThere, assertOpen, tooManyFiles } from './attachments.rules.js';
import { insertDraftAttachments, listDraftFiles, lockDraftFiles, touchDraft } from './attachments.store.js';
import { removeUnlinkedFiles, type StoredFile } from './files.store.js';

/** What became of the files that were sent. */
export interface Adding {
  added: StoredFile[];
  /** what stood there before, under the same name and byte for byte the same */
  already: StoredFile[];
}

/**
 * Adds uploaded files to a draft, as the answer to one of its questions, but not those that it has there already. All
 * or none: when they cannot be added they are removed. Two uploads at once are counted one after the other. A draft
 * that was checked before must be checked again.
 * @throws Invalid when the response would hold too many; Conflict once the outcome is recorded, or when a virus was found
 */
export async function addAttachments(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  by: Person,
  draft: Draft,
  question: Question,
  sent: StoredFile[],
): Promise<Adding> {
  const { id: responseId, consultation, organisation } = draft;
  const at = clock.now();
  const place = {
    responseId,
    questionKey: question.key,
    confidential: question.confidentialByDefault ?? false,
    addedBy: by.id,
  };
  try {
    const adding = await db.transaction(async (trx) => {
      assertOpen(await lockDraftFiles(trx, responseId, at));
      const there = await listDraftFiles(trx, responseId);
      const { added: files, already } = apartFromThere(
        sent,
        there.filter(({ questionKey }) => questionKey === question.key),
      );
      if (files.length === 0) return { added: files, already };
      if (there.length + files.length > config.maxFiles) {
        throw new Invalid([{ field: 'files', text: tooManyFiles(there.length, config.maxFiles) }]);
      }
      const linked = await insertDraftAttachments(trx, { ...place, files }, at);
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
      return { added: files, already };
    });
    await removeUnlinkedFiles(db, idsOf(adding.already));
    return adding;
  } catch (error) {
    await removeUnlinkedFiles(db, idsOf(sent));
    throw error;
  }
}

const idsOf = (files: StoredFile[]): string[] => files.map(({ id }) => id);

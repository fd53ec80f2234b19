import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { endDiscard } from './discard.store.js';

interface PutAside {
  responseId: string;
  organisation: { id: string };
  consultation: { id: string };
}

/** Brings a draft back, as it was put aside, under the locks of a submit. What was not put aside stays as it is. */
export async function bringBack(trx: Db, draft: PutAside, by: string, at: Instant): Promise<void> {
  if (!(await endDiscard(trx, draft.responseId, by, at))) return;
  await recordAudit(trx, {
    action: 'response.brought-back',
    at,
    personId: by,
    consultationId: draft.consultation.id,
    organisationId: draft.organisation.id,
    subjectId: draft.responseId,
  });
}

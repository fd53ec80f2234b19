import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid } from '../../errors.js';
import { queueMail } from '../../notices/outbox.store.js';
import { lockConsultation } from '../consultations.store.js';
import type { Sender } from '../mails.js';
import { whyNoOutcome } from './outcome.rules.js';
import { summaryMails } from './outcomeMails.js';
import { listRespondents } from './respondents.store.js';
import {
  findPublishedSummary,
  findSummaryDraft,
  insertPublishedSummary,
  type SummaryTexts,
} from './summary.store.js';

/**
 * Publishes the summary as it was previewed, for everybody, and tells the respondents once. It decides nothing: late
 * responses are taken until an outcome is recorded. A later one is a change, with what changed; earlier ones stay.
 * Publishing what is published does nothing.
 * @throws Conflict before the closure, or when it was saved again since the preview; Invalid when a part is missing
 */
export async function publishSummary(
  { db, config }: { db: Db; config: Sender },
  by: string,
  { consultationId, version, changed }: { consultationId: string; version: number; changed: string },
  at: Instant,
): Promise<{ told: number }> {
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, consultationId, 'update');
    const whyNot = whyNoOutcome(consultation);
    if (whyNot) throw new Conflict(whyNot);
    const draft = await findSummaryDraft(trx, consultationId);
    const standing = await findPublishedSummary(trx, consultationId);
    if (standing?.version === version) return { told: 0 };
    if (draft?.version !== version) {
      throw new Conflict(
        'It has been saved again since you looked at it. Look at it once more, then publish.',
      );
    }
    const missing = missingParts(draft);
    if (missing.length > 0) throw new Invalid(missing);
    if (standing && !changed.trim()) {
      throw new Invalid([{ field: 'changed', text: 'Say what has changed: it is kept and shown' }]);
    }
    const number = (standing?.number ?? 0) + 1;
    const published = { number, version, changed: standing ? changed : '' };
    await insertPublishedSummary(trx, consultationId, published, by, at);
    const told = await listRespondents(trx, consultationId);
    await queueMail(trx, summaryMails(config, told, consultation, published));
    await recordAudit(trx, {
      action: 'summary.published',
      at,
      personId: by,
      consultationId,
      detail: { ...published, told: told.length },
    });
    return { told: told.length };
  });
}

/** The headings under which everybody reads it. */
export const PARTS = {
  asked: 'What we asked',
  said: 'What you said',
  nextSteps: 'What happens next',
} as const;

/** What has to be written before it can be published. */
export const missingParts = (texts: SummaryTexts): { field: string; text: string }[] =>
  (['asked', 'said', 'nextSteps'] as const)
    .filter((part) => !texts[part].trim())
    .map((part) => ({ field: part, text: `Write “${PARTS[part]}” before it is published` }));

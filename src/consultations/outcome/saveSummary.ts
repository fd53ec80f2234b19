import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict } from '../../errors.js';
import { lockConsultation } from '../consultations.store.js';
import { whyNoOutcome } from './outcome.rules.js';
import {
  findSummaryDraft,
  insertSummaryDraft,
  type SummaryDraft,
  type SummaryTexts,
} from './summary.store.js';

/** Somebody saved another version since the page was opened: what was typed is shown beside theirs, and nothing is lost. */
export class SummarySavedMeanwhile extends Conflict {
  constructor(readonly theirs: SummaryDraft) {
    super(
      `${theirs.savedBy} has saved this summary meanwhile, so yours has not been saved yet. Theirs stands under the form: bring over what you need, then save yours.`,
    );
  }
}

/**
 * Saves the summary as a draft, which nobody but SECAS sees. Every version stays. The same texts once more are not
 * saved twice.
 * @param version the one that it was written on; 0: there was none
 * @throws Conflict before the closure, SummarySavedMeanwhile
 */
export async function saveSummary(
  db: Db,
  by: string,
  { consultationId, texts, version }: { consultationId: string; texts: SummaryTexts; version: number },
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    const whyNot = whyNoOutcome(await lockConsultation(trx, consultationId, 'update'));
    if (whyNot) throw new Conflict(whyNot);
    const standing = await findSummaryDraft(trx, consultationId);
    if (standing && isSame(standing, texts)) return;
    if (standing && standing.version !== version) throw new SummarySavedMeanwhile(standing);
    const next = (standing?.version ?? 0) + 1;
    await insertSummaryDraft(trx, consultationId, { ...texts, version: next }, by, at);
    await recordAudit(trx, {
      action: 'summary.saved',
      at,
      personId: by,
      consultationId,
      detail: { version: next },
    });
  });
}

const isSame = (one: SummaryTexts, other: SummaryTexts): boolean =>
  one.asked === other.asked && one.said === other.said && one.nextSteps === other.nextSteps;

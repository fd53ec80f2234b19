import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid } from '../../errors.js';
import { londonDate } from '../../londonTime.js';
import { lockToClose } from '../closure.store.js';
import { upsertOutcome, type NewOutcome } from './outcome.store.js';

/**
 * Records what was decided, for everybody to see. Recording it again corrects it; the audit keeps both. From then on
 * nothing can be answered, so it waits for every organisation's own deadline.
 * @throws Invalid, Conflict before the last deadline
 */
export async function recordOutcome(db: Db, by: string, outcome: NewOutcome, at: Instant): Promise<void> {
  const { consultationId, decision, decidedBy, decidedOn, implementsOn } = outcome;
  const problems = [
    ...(decision.trim() ? [] : [{ field: 'decision', text: 'Enter what was decided' }]),
    ...(decidedBy.trim() ? [] : [{ field: 'decidedBy', text: 'Enter who decided' }]),
    ...(decidedOn > londonDate(at)
      ? [{ field: 'decidedOn', text: 'The day of the decision has not come yet' }]
      : []),
    ...(implementsOn && implementsOn < decidedOn
      ? [{ field: 'implementsOn', text: 'It cannot be implemented before it was decided' }]
      : []),
  ];
  if (problems.length > 0) throw new Invalid(problems);
  await db.transaction(async (trx) => {
    const { lastClosesAt } = await lockToClose(trx, consultationId);
    if (!lastClosesAt || lastClosesAt.epochNanoseconds > at.epochNanoseconds) {
      throw new Conflict(
        'The outcome can be recorded once the last deadline has passed, extensions included.',
      );
    }
    await upsertOutcome(trx, outcome, by, at);
    const { consultationId: _, ...detail } = outcome;
    await recordAudit(trx, {
      action: 'consultation.outcome-recorded',
      at,
      personId: by,
      consultationId,
      detail,
    });
  });
}

import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid, type Problem } from '../../errors.js';
import { londonDate } from '../../londonTime.js';
import { queueMail } from '../../notices/outbox.store.js';
import { lockConsultation } from '../consultations.store.js';
import type { Sender } from '../mails.js';
import { isSameOutcome, whyNoOutcome } from './outcome.rules.js';
import { findOutcome, insertOutcome, type NewOutcome } from './outcome.store.js';
import { outcomeMails } from './outcomeMails.js';
import { listRespondents } from './respondents.store.js';

/** A correction of what was recorded. */
export interface Correction {
  /** the number of the version that was looked at; 0: there was none */
  replaces: number;
  /** what it says that has changed */
  changed: string;
}

/**
 * Records what was decided, for everybody to see, and tells the respondents. Recording it again corrects it, with what
 * changed: earlier versions stay; the same once more changes nothing. From the first on nothing can be answered, so it
 * waits for the closure.
 * @throws Invalid, Conflict before the closure, or when somebody else recorded one meanwhile
 */
export async function recordOutcome(
  { db, config }: { db: Db; config: Sender },
  by: string,
  outcome: NewOutcome,
  at: Instant,
  { replaces, changed }: Correction = { replaces: 0, changed: '' },
): Promise<void> {
  const problems = problemsOf(outcome, at);
  if (problems.length > 0) throw new Invalid(problems);
  const { consultationId, ...detail } = outcome;
  await db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, consultationId, 'update');
    const whyNot = whyNoOutcome(consultation);
    if (whyNot) throw new Conflict(whyNot);
    const standing = await findOutcome(trx, consultationId);
    if (standing && isSameOutcome(standing, outcome)) return;
    if ((standing?.number ?? 0) !== replaces) {
      throw new Conflict('A colleague has recorded an outcome meanwhile. Look at theirs, then correct it.');
    }
    if (standing && !changed.trim()) {
      throw new Invalid([{ field: 'changed', text: 'Say what has changed: it is kept and shown' }]);
    }
    const number = (standing?.number ?? 0) + 1;
    await insertOutcome(trx, { ...outcome, number }, { changed: standing ? changed : '', by, at });
    const told = await listRespondents(trx, consultationId);
    await queueMail(trx, outcomeMails(config, told, consultation, { outcome, number, changed }));
    await recordAudit(trx, {
      action: 'consultation.outcome-recorded',
      at,
      personId: by,
      consultationId,
      detail: { ...detail, number, ...(standing && { changed }), told: told.length },
    });
  });
}

function problemsOf({ decision, decidedBy, decidedOn, implementsOn }: NewOutcome, at: Instant): Problem[] {
  return [
    ...(decision.trim() ? [] : [{ field: 'decision', text: 'Enter what was decided' }]),
    ...(decidedBy.trim() ? [] : [{ field: 'decidedBy', text: 'Enter who decided' }]),
    ...(decidedOn > londonDate(at)
      ? [{ field: 'decidedOn', text: 'The day of the decision has not come yet' }]
      : []),
    ...(implementsOn && implementsOn < decidedOn
      ? [{ field: 'implementsOn', text: 'It cannot be implemented before it was decided' }]
      : []),
  ];
}

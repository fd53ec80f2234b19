import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, type Problem } from '../../errors.js';
import { formatMoment } from '../../londonTime.js';
import { queueMail } from '../../notices/outbox.store.js';
import { growTree } from '../../proof/trees.js';
import { representSubmission } from '../../responses/representation.store.js';
import { decisionMails } from './decision.mail.js';
import { effectOfAdmitting, needsDecision, referencesOf } from './decision.rules.js';
import {
  getLateSubmission,
  insertDecision,
  listToTell,
  lockForDecision,
  type LateDecision,
  type LateSubmission,
} from './decision.store.js';

export interface NewDecision {
  consultationId: string;
  submissionId: string;
  admitted: boolean;
  /** kept, and told to the respondent */
  reason: string;
  /** the submissions whose place it takes: those that the page named, and SECAS confirmed */
  takeOver: string[];
}

/** A colleague has decided before: a decision is not changed. */
export class AlreadyDecided extends Conflict {
  constructor({ admitted, reason, decidedAt, decidedBy }: LateDecision) {
    super(
      `${decidedBy.name} ${admitted ? 'admitted' : 'refused'} this at ${formatMoment(decidedAt)}, and the respondent has been told: “${reason}”. A decision is not changed.`,
    );
  }
}

/** Another response speaks for some of its Parties, and nobody has confirmed that this one takes them over. */
export class MustConfirm extends Conflict {
  constructor() {
    super('Another response speaks for some of these. Confirm that this one is to take its place for them.');
  }
}

const LONGEST_REASON = 4_000;

/**
 * Admits or refuses a submission that was late or met the closure, once, with a reason; also after the closure. An
 * admitted one speaks for its Parties from then on, unless a newer one of the same response counts already. Who
 * submitted it is told by mail. The same decision sent twice is made once.
 * @throws Invalid, NotFound, AlreadyDecided, MustConfirm, Conflict when there is nothing to decide
 */
export async function decideLate(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  by: { id: string },
  decision: NewDecision,
  at: Instant,
): Promise<void> {
  const { consultationId, submissionId, admitted } = decision;
  const reason = decision.reason.trim();
  const problems = reasonProblems(reason);
  if (problems.length > 0) throw new Invalid(problems);
  await db.transaction(async (trx) => {
    await lockForDecision(trx, consultationId, submissionId);
    const late = await getLateSubmission(trx, consultationId, submissionId);
    if (isSame(late.decision, { admitted, reason }, by)) return;
    assertUndecided(late);
    const effect = effectOfAdmitting(late);
    const taken = admitted ? referencesOf(effect.takesOver) : [];
    if (taken.some((one) => !decision.takeOver.includes(one))) throw new MustConfirm();

    await insertDecision(trx, submissionId, { admitted, reason }, by.id, at);
    if (admitted && effect.becomesLive) {
      await represent(trx, late, taken, at);
      await growTree(trx, config.receiptKeys, late.consultation, submissionId, at);
    }
    await recordAudit(trx, {
      action: admitted ? 'response.admitted' : 'response.refused',
      at,
      personId: by.id,
      consultationId,
      organisationId: late.organisation.id,
      subjectId: submissionId,
      detail: {
        reference: late.reference,
        reason,
        counts: admitted && effect.becomesLive,
        tookOver: taken,
      },
    });
    const recipients = await listToTell(trx, late);
    await queueMail(trx, decisionMails(config, recipients, late, { admitted, reason }, effect));
  });
}

function reasonProblems(reason: string): Problem[] {
  if (reason === '')
    return [{ field: 'reason', text: 'Give a reason: it is kept, and told to the respondent' }];
  if (reason.length <= LONGEST_REASON) return [];
  return [
    { field: 'reason', text: `Shorten the reason to ${LONGEST_REASON.toLocaleString('en-GB')} characters` },
  ];
}

const isSame = (
  made: LateDecision | null,
  decision: { admitted: boolean; reason: string },
  by: { id: string },
): boolean =>
  made?.decidedBy.id === by.id && made.admitted === decision.admitted && made.reason === decision.reason;

function assertUndecided(late: LateSubmission): void {
  if (late.decision) throw new AlreadyDecided(late.decision);
  if (!needsDecision(late)) {
    throw new Conflict(
      late.withdrawn
        ? 'This submission has been withdrawn, so there is nothing to decide.'
        : 'This submission arrived in time, so there is nothing to decide.',
    );
  }
}

/** @throws MustConfirm when a submit has taken one of the Parties since the facts were read */
async function represent(trx: Db, late: LateSubmission, replacing: string[], at: Instant): Promise<void> {
  const { represented } = await representSubmission(trx, late.id, replacing, at);
  if (represented < late.named.length) throw new MustConfirm();
}

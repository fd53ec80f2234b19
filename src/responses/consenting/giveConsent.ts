import { recordAudit } from '../../audit/audit.store.js';
import { shareConsultation } from '../../consultations/share.store.js';
import type { Db, Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Conflict, NotFound } from '../../errors.js';
import { queueMail } from '../../notices/outbox.store.js';
import { personOf, type Viewer } from '../../people/viewer.js';
import { viewerNow } from '../../people/viewer.store.js';
import { findAnswered } from '../../reports/telling/answered.store.js';
import { assertMaySubmitFor } from '../rights.rules.js';
import type { Submission } from '../submissions.store.js';
import { answeredMail } from './consentMails.js';
import { markedParts, type Marked } from './consenting.rules.js';
import {
  answerRequest,
  findAsker,
  insertLift,
  listConsents,
  lockConsentable,
  takeBackLift,
  type Consentable,
} from './consenting.store.js';
import { markOf, revealedBy } from './visible.js';

export type Step = 'lift' | 'decline' | 'take-back';

const ACTION = {
  lift: 'consent.given',
  decline: 'consent.declined',
  'take-back': 'consent.taken-back',
} as const;

/**
 * What the organisation does about one of its markings: lifts it, because SECAS asks or by itself; declines what SECAS
 * asks; or takes a consent back, from which moment it is confidential again. The submission stays as it was frozen. The
 * same done twice is done once.
 * @param submission one of an organisation that the viewer represents, as it was frozen
 * @throws NotFound for who does not act for it any more, NotPermitted for who may only draft; Conflict before the closure, for what lies behind the whole, and for
 *   taking back what has been published
 */
export async function decideConsent(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  viewer: Viewer,
  submission: Submission,
  decided: { key: string; step: Step; note: string; mark: string },
  at: Instant,
): Promise<void> {
  const by = personOf(viewer);
  const { key, step, note, mark } = decided;
  await db.transaction(async (trx) => {
    await shareConsultation(trx, submission.consultation.id);
    const consentable = await lockConsentable(trx, submission.id);
    assertMaySubmitFor(
      await viewerNow(trx, viewer),
      submission.organisation.id,
      'A colleague who may submit for this organisation has to decide this.',
    );
    if (!consentable.closed) {
      throw new Conflict('Until the closure you can change your response and submit it again.');
    }
    const { lifts, requests } = await listConsents(trx, submission.id);
    const part = markedParts(submission, lifts, requests).find((one) => one.key === key);
    if (!part) throw new NotFound();
    if (step === 'lift' && !part.lift) await assertSeen(trx, submission.id, part, mark);
    const done = await carryOut(trx, consentable, part, { step, note, by: by.id, at });
    if (!done) return;
    await recordAudit(trx, {
      action: ACTION[step],
      at,
      personId: by.id,
      consultationId: submission.consultation.id,
      organisationId: submission.organisation.id,
      subjectId: submission.id,
      detail: { reference: submission.reference, part: key },
    });
    const asked = part.request;
    const asker = asked && (step === 'take-back' || !asked.answer) && (await findAsker(trx, asked.id));
    if (asker) {
      await queueMail(trx, [answeredMail(config, asker, consentable, { step, part, by: by.name })]);
    }
  });
}

/** @throws Conflict when more, or something else, would become readable than what was shown */
async function assertSeen(trx: Db, submissionId: string, part: Marked, mark: string): Promise<void> {
  const answered = await findAnswered(trx, submissionId);
  if (!answered) throw new NotFound();
  if (markOf(revealedBy(answered, part)) !== mark) {
    throw new Conflict('What would become readable has changed since you looked. Look once more.');
  }
}

/** @returns false when it has been done before */
async function carryOut(
  trx: Db,
  { id }: Consentable,
  part: Marked,
  { step, ...answer }: { step: Step; note: string; by: string; at: Instant },
): Promise<boolean> {
  const { lift, request, behindWhole } = part;
  const open = request && !request.answer ? request : undefined;
  if (step === 'take-back') {
    if (!lift) return false;
    if (lift.published) {
      throw new Conflict(
        'It has been published, and what is published is kept as it was, so it cannot be taken back.',
      );
    }
    await takeBackLift(trx, lift.id, answer.by, answer.at);
    return true;
  }
  if (step === 'decline') {
    if (!open) return false;
    await answerRequest(trx, open.id, { ...answer, agreed: false });
    return true;
  }
  if (lift) return false;
  if (behindWhole) throw new Conflict('The whole response is confidential: that marking is lifted first.');
  await insertLift(trx, id, part, answer);
  if (open) await answerRequest(trx, open.id, { ...answer, agreed: true });
  return true;
}

import { Temporal } from 'temporal-polyfill';
import { closesFor } from '../../consultations/consultations.rules.js';
import { listRepresentativesOf } from '../../consultations/recipients.store.js';
import type { Db } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { londonDate } from '../../londonTime.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, queueMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import { keepSubmission } from '../keepSubmission.js';
import { getSubmitFacts, lockForSubmit, type SubmitFacts } from '../submit.store.js';
import { CUT_OFF } from '../submissions.rules.js';
import { latest, planAtClosing } from './carryOut.rules.js';
import {
  answersAt,
  findClosingFacts,
  findResponseOf,
  listDueInstructions,
  lockInstruction,
  markChangedSince,
  markDone,
} from './instructions.store.js';

/**
 * Carries out every instruction whose organisation's closing instant lies 15 s back: saves in flight that arrived
 * before it have been stored by then, and the closure, at 20 s, waits for it. Several workers may call it at once.
 */
export async function carryOutWhatIsDue(deps: Deps): Promise<void> {
  for (const id of await listDueInstructions(deps.db, deps.clock.now().subtract(CUT_OFF))) {
    try {
      const done = await carryOut(deps, id);
      if (done) deps.log.info({ instruction: id }, 'an instruction was carried out');
    } catch (error) {
      deps.log.error({ err: error, instruction: id }, 'could not carry out an instruction; trying again');
    }
  }
}

/**
 * Submits what was saved when a consultation closed for an organisation, once: the instruction is locked and marked in
 * the transaction of the submission, whose key it is. It counts from the last of those saves, or from when the
 * instruction was left, whichever is later. Where nothing can be submitted the representatives are told why.
 * @returns false when it is not due (any more), is done or was taken back
 */
export async function carryOut(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  id: string,
): Promise<boolean> {
  const at = clock.now();
  return db.transaction(async (trx) => {
    const responseId = await findResponseOf(trx, id);
    if (!responseId) return false;
    await lockForSubmit(trx, responseId);
    const found = await lockInstruction(trx, id);
    if (!found) return false;
    const draft = await getSubmitFacts(trx, found.responseId, londonDate(at));
    const closesAt = closesFor(draft.closesAt, draft.ownExtension);
    if (Temporal.Instant.compare(closesAt.add(CUT_OFF), at) > 0) return false;
    const { answers, lastSave } = await answersAt(trx, draft.responseId, closesAt);
    const facts = await findClosingFacts(trx, draft.responseId, closesAt);
    const plan = planAtClosing({ ...draft, answers }, found, { ...facts, lastSave });
    if ('whyNot' in plan) {
      await markDone(trx, id, plan.whyNot, at);
      await queueMail(trx, plan.whyNot ? await notSubmittedMails(trx, config, draft, plan.whyNot) : []);
      return true;
    }
    await keepSubmission(trx, config, plan.draft, {
      key: id,
      by: found.leftBy,
      approver: plan.approver,
      receivedAt: latest(found.leftAt, lastSave),
      held: false,
      recordedAt: at,
      takeOver: found.takeOver,
      instruction: found,
      missing: plan.missing,
      leftOut: plan.leftOut,
    });
    await markDone(trx, id, '', at);
    await markChangedSince(trx, responseId, closesAt);
    return true;
  });
}

async function notSubmittedMails(trx: Db, config: Deps['config'], draft: SubmitFacts, whyNot: string) {
  const { consultation, organisation, responseId: id } = draft;
  const recipients = await listRepresentativesOf(trx, organisation.id);
  return recipients.map(({ personId, name, email }) => ({
    kind: 'not-submitted',
    priority: PRIORITY.receipt,
    personId,
    to: email,
    subject: `Not submitted: the response of ${organisation.name} to ${consultation.reference}`,
    body: layoutMail(config, [
      `Dear ${name},`,
      `${consultation.title} (${consultation.reference}) has closed. It had been left as an instruction that the response of ${organisation.name} be submitted as it was saved then. It was not submitted: ${whyNot}`,
      `You can still submit it late: it is kept and held, and SECAS admits or refuses it.\n${config.baseUrl + paths.check({ id })}`,
    ]),
  }));
}

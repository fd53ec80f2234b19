import type { AuditAction } from '../../audit/actions.js';
import { nothingTaken } from '../submissions.rules.js';
import { recordAudit } from '../../audit/audit.store.js';
import { closesFor } from '../../consultations/consultations.rules.js';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Conflict, NotPermitted } from '../../errors.js';
import { londonDate } from '../../londonTime.js';
import { personOf, type Viewer } from '../../people/viewer.js';
import { getSubmitFacts, lockAs, type SubmitFacts } from '../submit.store.js';
import { assertMayRead, assertNotDiscarded, maySubmit } from '../rights.rules.js';
import { insertInstruction, takeBackInstruction } from './instructions.store.js';

/**
 * Leaves the instruction that what is saved of a response when it closes for its organisation be submitted, in the place
 * of one that stands.
 * @param takeOver references of other responses' submissions whose place it may take
 * @throws NotFound, NotPermitted, Conflict when it has closed
 */
export async function leaveInstruction(
  { db }: Pick<Deps, 'db'>,
  viewer: Viewer,
  responseId: string,
  takeOver: string[],
  at: Instant,
): Promise<void> {
  const by = personOf(viewer);
  await db.transaction(async (trx) => {
    const draft = await openDraft(trx, viewer, responseId, at);
    assertNotDiscarded(draft);
    await insertInstruction(trx, { responseId, by: by.id, at, takeOver });
    await recordAudit(trx, entryOf('response.instruction-left', draft, by.id, at));
  });
}

/**
 * Takes the instruction back. Repeating it changes nothing.
 * @throws NotFound, NotPermitted, Conflict when it has closed
 */
export async function takeBack(
  { db }: Pick<Deps, 'db'>,
  viewer: Viewer,
  responseId: string,
  at: Instant,
): Promise<void> {
  const by = personOf(viewer);
  await db.transaction(async (trx) => {
    const draft = await openDraft(trx, viewer, responseId, at);
    if (!(await takeBackInstruction(trx, responseId, by.id, at))) return;
    await recordAudit(trx, entryOf('response.instruction-taken-back', draft, by.id, at));
  });
}

async function openDraft(
  trx: Deps['db'],
  viewer: Viewer,
  responseId: string,
  at: Instant,
): Promise<SubmitFacts> {
  const mayNow = await lockAs(trx, viewer, responseId);
  const draft = await getSubmitFacts(trx, responseId, londonDate(at));
  assertMayRead(mayNow, draft);
  if (draft.enteredBySecas) throw new Conflict('What SECAS enters is submitted by SECAS.');
  if (!maySubmit(mayNow, draft.organisation.id)) {
    throw new NotPermitted('You may draft for this organisation; a colleague who may submit has to do this.');
  }
  if (draft.withdrawnAt) throw new Conflict(nothingTaken(draft));
  if (closesFor(draft.closesAt, draft.ownExtension).epochNanoseconds <= at.epochNanoseconds || draft.closed) {
    throw new Conflict('This consultation has closed, so its instruction cannot be changed any more.');
  }
  return draft;
}

const entryOf = (action: AuditAction, draft: SubmitFacts, personId: string, at: Instant) => ({
  action,
  at,
  personId,
  consultationId: draft.consultation.id,
  organisationId: draft.organisation.id,
  subjectId: draft.responseId,
});

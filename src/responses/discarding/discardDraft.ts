import { overWord } from '../submissions.rules.js';
import { recordAudit } from '../../audit/audit.store.js';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Conflict } from '../../errors.js';
import { formatMoment } from '../../londonTime.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, queueMail, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import { personOf, type Person, type Viewer } from '../../people/viewer.js';
import {
  assertNotBeingSubmitted,
  findInstruction,
  takeBackInstruction,
} from '../closing/instructions.store.js';
import { getDraftFor, type Draft } from '../drafting/drafts.store.js';
import { lockAs } from '../submit.store.js';
import { maySubmit } from '../rights.rules.js';
import { bringBack } from './bringBack.js';
import { whyNotDiscarded } from './discard.rules.js';
import { hasSubmissions, insertDiscard, listWorkers } from './discard.store.js';

/** It holds something else than what the page that asked said. */
export class HoldsMore extends Conflict {
  constructor() {
    super('It has been changed since this page was shown. Look at what it holds now, then decide.');
  }
}

/**
 * Puts a draft aside: it is shown in no list, meant for no Party, warned of and submitted by nobody; an instruction to
 * submit it at closing is taken back. All that was saved in it stays. Those who worked on it are told. Repeating it
 * changes nothing.
 * @param shown the draft's version and the id of the instruction that stood, '' for none, when it was shown what it holds
 * @throws NotFound, HoldsMore, Conflict where something was submitted, it cannot be changed, or who may not submit would
 *   take back an instruction
 */
export async function discardDraft(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  viewer: Viewer,
  responseId: string,
  shown: { version: number; instruction: string },
  at: Instant,
): Promise<void> {
  const by = personOf(viewer);
  await db.transaction(async (trx) => {
    const mayNow = await lockAs(trx, viewer, responseId);
    const draft = await getDraftFor(trx, mayNow, responseId);
    if (draft.discarded) return;
    const instruction = await findInstruction(trx, responseId);
    const may = maySubmit(mayNow, draft.organisation.id);
    const whyNot = whyNotDiscarded(draft, await hasSubmissions(trx, responseId), instruction, may);
    if (whyNot) throw new Conflict(whyNot);
    await assertNotBeingSubmitted(trx, responseId, at);
    if (draft.version !== shown.version || (instruction?.id ?? '') !== shown.instruction)
      throw new HoldsMore();
    const takenBack = await takeBackInstruction(trx, responseId, by.id, at);
    await insertDiscard(trx, responseId, by.id, at);
    await recordAudit(trx, {
      action: 'response.discarded',
      at,
      personId: by.id,
      consultationId: draft.consultation.id,
      organisationId: draft.organisation.id,
      subjectId: draft.id,
      detail: { instruction: takenBack },
    });
    const colleagues = (await listWorkers(trx, responseId)).filter(({ id }) => id !== by.id);
    await queueMail(
      trx,
      colleagues.map((to) => discardedMail(config, to, draft, by, at)),
    );
  });
}

/**
 * Brings a draft back as it was put aside. Repeating it changes nothing.
 * @throws NotFound, Conflict once the outcome is recorded
 */
export async function bringBackDraft(
  { db }: Pick<Deps, 'db'>,
  viewer: Viewer,
  responseId: string,
  at: Instant,
): Promise<void> {
  const by = personOf(viewer);
  await db.transaction(async (trx) => {
    const mayNow = await lockAs(trx, viewer, responseId);
    const draft = await getDraftFor(trx, mayNow, responseId);
    if (draft.decided) {
      throw new Conflict(`This consultation has been ${overWord(draft)}, so nothing can be brought back.`);
    }
    await bringBack(trx, { ...draft, responseId }, by.id, at);
  });
}

function discardedMail(
  config: Deps['config'],
  to: Person,
  { id, organisation, consultation }: Draft,
  by: Person,
  at: Instant,
): NewMail {
  return {
    kind: 'discarded',
    priority: PRIORITY.receipt,
    personId: to.id,
    to: to.email,
    subject: `Discarded: a draft of ${organisation.name} to ${consultation.reference}`,
    body: layoutMail(config, [
      `Dear ${to.name},`,
      `${by.name} discarded a draft that you worked on, of the response of ${organisation.name} to ${consultation.title} (${consultation.reference}), at ${formatMoment(at)}. Nothing of it had been submitted.`,
      `Nothing is deleted. Until the outcome of the consultation is recorded you can bring it back, as it was:\n${config.baseUrl + paths.response({ id })}`,
    ]),
  };
}

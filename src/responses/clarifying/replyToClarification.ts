import { recordAudit } from '../../audit/audit.store.js';
import { listSecas } from '../../consultations/recipients.store.js';
import type { Deps } from '../../deps.js';
import { Invalid } from '../../errors.js';
import { queueMail } from '../../notices/outbox.store.js';
import { personOf, type Viewer } from '../../people/viewer.js';
import { assertMaySubmitFor } from '../rights.rules.js';
import type { Submission } from '../submissions.store.js';
import { lockAs } from '../submit.store.js';
import { addEntry } from './addEntry.js';
import { listAskers } from './clarifications.store.js';
import { repliedMails } from './clarifying.mails.js';
import { assertTakesReply } from './takesReply.js';
import { replyProblems, type SaidInReply } from './reply.rules.js';

export interface Reply extends SaidInReply {
  questionKey: string;
  key: string;
  seen: number;
}

/**
 * Adds an organisation's reply to what SECAS asked, at any time until SECAS closes the thread, and tells those who
 * asked. The submission, and whom it speaks for, stay as they are. Sent twice, it is one reply.
 * @param submission that SECAS asked about, loaded for the viewer
 * @param ask the question's words
 * @throws Invalid; Conflict when SECAS has closed it, or something was added meanwhile; NotFound when nothing was asked,
 *   and for who does not act for the organisation any more; NotPermitted for who may only draft
 */
export async function replyToClarification(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  viewer: Viewer,
  submission: Submission,
  ask: string,
  reply: Reply,
): Promise<void> {
  const problems = replyProblems(reply, 'your');
  if (problems.length > 0) throw new Invalid(problems);
  const by = personOf(viewer);
  const at = clock.now();
  const { questionKey, confidential } = reply;
  const { responseId, consultation, organisation } = submission;
  await db.transaction(async (trx) => {
    const mayNow = await lockAs(trx, viewer, responseId);
    assertMaySubmitFor(
      mayNow,
      organisation.id,
      'A colleague who may submit for this organisation has to reply.',
    );
    const said = { ...reply, consultationId: consultation.id, responseId, kind: 'replied' as const };
    const added = await addEntry(trx, { ...said, by: by.id, at }, (thread) =>
      assertTakesReply(
        thread,
        `SECAS needs no more here and has closed it, so no reply is taken. If something is missing, contact ${config.serviceContact}.`,
      ),
    );
    if (!added) return;
    const askers = await listAskers(trx, responseId, questionKey);
    const recipients = askers.length > 0 ? askers : await listSecas(trx);
    await queueMail(
      trx,
      repliedMails(config, recipients, {
        id: added.id,
        who: `${by.name} of ${organisation.name} has replied`,
        submission,
        questionKey,
        ask,
      }),
    );
    await recordAudit(trx, {
      action: 'clarification.replied',
      at,
      personId: by.id,
      consultationId: consultation.id,
      organisationId: organisation.id,
      subjectId: added.id,
      detail: { reference: submission.reference, question: questionKey, confidential: confidential !== null },
    });
  });
}

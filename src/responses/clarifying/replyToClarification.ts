import { recordAudit } from '../../audit/audit.store.js';
import { listSecas } from '../../consultations/recipients.store.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import { queueMail } from '../../notices/outbox.store.js';
import { personOf, type Viewer } from '../../people/viewer.js';
import { tooLong } from '../answers/textLimit.js';
import { assertMaySubmitFor } from '../rights.rules.js';
import type { Submission } from '../submissions.store.js';
import { lockAs } from '../submit.store.js';
import { addEntry } from './addEntry.js';
import { LONGEST_REASON, LONGEST_REPLY, stateOf } from './clarifications.rules.js';
import { listAskers } from './clarifications.store.js';
import { repliedMails } from './clarifying.mails.js';

export interface Reply {
  questionKey: string;
  key: string;
  seen: number;
  text: string;
  /** null: not asked for */
  confidential: { reason: string } | null;
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
  { questionKey, key, seen, text, confidential }: Reply,
): Promise<void> {
  assertSaid(text, confidential);
  const by = personOf(viewer);
  const at = clock.now();
  const { responseId, consultation, organisation } = submission;
  await db.transaction(async (trx) => {
    const mayNow = await lockAs(trx, viewer, responseId);
    assertMaySubmitFor(
      mayNow,
      organisation.id,
      'A colleague who may submit for this organisation has to reply.',
    );
    const saying = {
      consultationId: consultation.id,
      responseId,
      questionKey,
      key,
      seen,
      text,
      confidential,
    };
    const added = await addEntry(trx, { ...saying, kind: 'replied', by: by.id, at }, (thread) => {
      const state = stateOf(thread);
      if (!state) throw new NotFound();
      if (state === 'closed')
        throw new Conflict(
          `SECAS needs no more here and has closed it, so no reply is taken. If something is missing, contact ${config.serviceContact}.`,
        );
    });
    if (!added) return;
    const askers = await listAskers(trx, responseId, questionKey);
    const recipients = askers.length > 0 ? askers : await listSecas(trx);
    await queueMail(
      trx,
      repliedMails(config, recipients, { id: added.id, by, submission, questionKey, ask }),
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

function assertSaid(text: string, confidential: Reply['confidential']): void {
  const problems = [
    ...(text === '' ? [{ field: 'text', text: 'Write your reply' }] : tooLong('text', text, LONGEST_REPLY)),
    ...(confidential?.reason === '' ? [{ field: 'reason', text: 'Say why your reply is confidential' }] : []),
    ...tooLong('reason', confidential?.reason ?? '', LONGEST_REASON),
  ];
  if (problems.length > 0) throw new Invalid(problems);
}

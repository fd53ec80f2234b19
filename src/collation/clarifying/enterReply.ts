import { Temporal } from 'temporal-polyfill';
import { recordAudit } from '../../audit/audit.store.js';
import type { Consultation } from '../../consultations/consultations.store.js';
import type { Entry as TypedInstant } from '../../consultations/deadlineEntry.js';
import { listRepresentativesOf } from '../../consultations/recipients.store.js';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Invalid, type Problem } from '../../errors.js';
import { formatDeadline } from '../../londonTime.js';
import { queueMail } from '../../notices/outbox.store.js';
import { addEntry } from '../../responses/clarifying/addEntry.js';
import { listAskers } from '../../responses/clarifying/clarifications.store.js';
import { enteredMails, repliedMails } from '../../responses/clarifying/clarifying.mails.js';
import { replyProblems, type SaidInReply } from '../../responses/clarifying/reply.rules.js';
import { assertTakesReply } from '../../responses/clarifying/takesReply.js';
import { takeMail, type ArrivedMail } from '../mails/mails.store.js';
import type { FoundThread } from './deskThread.js';

/** A reply that came by e-mail, as SECAS types it. */
export interface TypedReply extends SaidInReply {
  /** the form's: sent twice, it is entered once */
  key: string;
  /** the number of what was shown last */
  seen: number;
  mail: ArrivedMail;
  /** when it reached SECAS, as it was typed */
  arrived: TypedInstant;
  /** nobody known at the organisation writes from its sender's address */
  stranger: boolean;
  /** SECAS has looked whose mail it is */
  vouched: boolean;
}

/**
 * Enters a reply that came by e-mail into a thread, marked as such with when it arrived and when it was entered, and
 * tells the organisation's representatives, and those who asked. Neither the submission nor whom it speaks for changes.
 * Sent twice, it is one reply.
 * @throws Invalid; Conflict when the thread is closed, something was added meanwhile, or the mail is of another response
 */
export async function enterReply(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  by: { id: string; name: string },
  { consultation, submission, questionKey, ask }: Omit<FoundThread, 'thread'>,
  typed: TypedReply,
  at: Instant,
): Promise<void> {
  const { mail, arrived, stranger, vouched, ...said } = typed;
  const { responseId, organisation, reference } = submission;
  const arrivedAt = readReply(typed, { consultation, submission }, at);
  await db.transaction(async (trx) => {
    const place = { consultationId: consultation.id, responseId, questionKey };
    const reply = { ...place, ...said, kind: 'replied' as const, mail: { id: mail.id, arrivedAt } };
    const added = await addEntry(trx, { ...reply, by: by.id, at }, async (thread) => {
      assertTakesReply(thread, 'It has been closed, so it takes no reply. Reopen it first.');
      await takeMail(trx, 'replies', { ...place, mailId: mail.id });
    });
    if (!added) return;
    const about = { id: added.id, submission, questionKey, ask };
    const told = await listRepresentativesOf(trx, organisation.id);
    await queueMail(trx, enteredMails(config, told, { ...about, arrivedAt }));
    const askers = await listAskers(trx, responseId, questionKey);
    const who = `A reply of ${organisation.name} came by e-mail, and ${by.name} has entered it. It replies`;
    const others = askers.filter(({ personId }) => personId !== by.id);
    await queueMail(trx, repliedMails(config, others, { ...about, who }));
    await recordAudit(trx, {
      action: 'clarification.entered',
      at,
      personId: by.id,
      consultationId: consultation.id,
      organisationId: organisation.id,
      subjectId: added.id,
      detail: {
        reference,
        question: questionKey,
        confidential: said.confidential !== null,
        mail: mail.id,
        original: mail.file.sha256,
        arrivedAt: arrivedAt.toString(),
      },
    });
  });
}

/** @returns when it arrived @throws Invalid with every problem of the form */
function readReply(
  { arrived, stranger, vouched, ...said }: TypedReply,
  { consultation, submission }: Pick<FoundThread, 'consultation' | 'submission'>,
  now: Instant,
): Instant {
  const problems = [...replyProblems(said, 'the'), ...arrivalProblems(arrived, consultation, now)];
  if (stranger && !vouched) {
    const text = `Say that you have looked whether it is of ${submission.organisation.name}`;
    problems.push({ field: 'vouched', text });
  }
  if (problems.length > 0 || !('instant' in arrived)) throw new Invalid(problems);
  return arrived.instant;
}

/** It may have come before SECAS asked here, which it may have done by telephone first, and then is said so. */
function arrivalProblems(arrived: TypedInstant, { opensAt }: Consultation, now: Instant): Problem[] {
  const problem = (text: string) => [{ field: 'arrived', text }];
  if ('problem' in arrived) return problem(arrived.problem);
  if (Temporal.Instant.compare(arrived.instant, now) > 0)
    return problem('It cannot have arrived in the future: check the date and the time');
  if (opensAt && Temporal.Instant.compare(arrived.instant, opensAt) < 0)
    return problem(`The consultation opened at ${formatDeadline(opensAt)}: nothing can have arrived before`);
  return [];
}

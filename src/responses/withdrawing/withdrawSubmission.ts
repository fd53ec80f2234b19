import { recordAudit } from '../../audit/audit.store.js';
import { closesFor } from '../../consultations/consultations.rules.js';
import { listRepresentativesOf } from '../../consultations/recipients.store.js';
import type { Instant } from '../../db/connection.js';
import type { Deps } from '../../deps.js';
import { Conflict, NotPermitted } from '../../errors.js';
import { formatDeadline, formatExact } from '../../londonTime.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, queueMail, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import { personOf, representing, type Person, type Viewer } from '../../people/viewer.js';
import { getSubmissionFor, type Submission } from '../submissions.store.js';
import { takeBackInstruction } from '../closing/instructions.store.js';
import { lockAs } from '../submit.store.js';
import { whyNotWithdrawn } from './withdraw.rules.js';
import { insertWithdrawal } from './withdraw.store.js';

/**
 * Withdraws a submission that counts, while its organisation may still answer: from then on it speaks for nobody. It
 * stays, marked as withdrawn; another can be submitted. The organisation's representatives are told. Repeating it
 * changes nothing.
 * @param receivedAt when the request reached the portal
 * @throws NotFound, NotPermitted, Conflict (the deadline has passed, or it does not count)
 */
export async function withdrawSubmission(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  viewer: Viewer,
  { responseId, reference, reason }: { responseId: string; reference: string; reason: string },
  receivedAt: Instant,
): Promise<void> {
  const by = personOf(viewer);
  await db.transaction(async (trx) => {
    const mayNow = await lockAs(trx, viewer, responseId);
    const submission = await getSubmissionFor(trx, mayNow, responseId, reference);
    const { consultation, organisation } = submission;
    if (!representing(mayNow, organisation.id).maySubmit) {
      throw new NotPermitted(
        'You may draft for this organisation; a colleague who may submit has to do this.',
      );
    }
    if (submission.withdrawal) return;
    const whyNot = whyNotWithdrawn(submission, receivedAt);
    if (whyNot) throw new Conflict(whyNot);
    await insertWithdrawal(trx, { submissionId: submission.id, reason, by: by.id, at: receivedAt });
    // It would be submitted again when it closes.
    await takeBackInstruction(trx, responseId, by.id, receivedAt);
    await recordAudit(trx, {
      action: 'response.withdrawn',
      at: receivedAt,
      personId: by.id,
      consultationId: consultation.id,
      organisationId: organisation.id,
      subjectId: submission.id,
      detail: { reference },
    });
    const colleagues = await listRepresentativesOf(trx, organisation.id);
    const withdrawn = { submission, by, reason, receivedAt };
    await queueMail(
      trx,
      colleagues.map((colleague) => withdrawnMail(config, colleague, withdrawn)),
    );
  });
}

function withdrawnMail(
  config: Deps['config'],
  to: { personId: string; name: string; email: string },
  withdrawn: { submission: Submission; by: Person; reason: string; receivedAt: Instant },
): NewMail {
  const { submission, by, reason, receivedAt } = withdrawn;
  const closesAt = closesFor(submission.closesAt, submission.ownExtension);
  const { consultation, organisation, reference, responseId } = submission;
  return {
    kind: 'withdrawn',
    priority: PRIORITY.receipt,
    personId: to.personId,
    to: to.email,
    subject: `Withdrawn: ${consultation.reference}, ${reference}`,
    body: layoutMail(config, [
      `Dear ${to.name},`,
      `${to.personId === by.id ? 'You' : by.name} withdrew ${reference}, the response of ${organisation.name} to ${consultation.title} (${consultation.reference}), at ${formatExact(receivedAt)}. It does not count any more. It is kept, and marked as withdrawn.`,
      ...(reason ? [`Reason: ${reason}`] : []),
      `Until ${formatDeadline(closesAt)} you can submit again:`,
      config.baseUrl + paths.consultationResponse({ reference: consultation.reference }),
      `What was withdrawn: ${config.baseUrl + paths.submission({ id: responseId, reference })}`,
    ]),
  };
}

import { recordAudit } from '../audit/audit.store.js';
import type { Db, Instant } from '../db/connection.js';
import { Conflict, Invalid } from '../errors.js';
import { queueMail } from '../notices/outbox.store.js';
import { deadlineFor, lockConsultation } from './consultations.store.js';
import { updateClosesAt } from './details.store.js';
import { changeProblems } from './extension.rules.js';
import { findOrganisationName, insertExtension } from './extension.store.js';
import { deadlineMovedMails, ownDeadlineMails, type Sender } from './mails.js';
import { listConcerned, listRepresentativesOf } from './recipients.store.js';

export interface NewDeadline {
  consultationId: string;
  /** null: for all */
  organisationId: string | null;
  closesAt: Instant;
  reason: string;
}

/**
 * Moves the deadline for all, later or earlier, or gives one organisation longer; with a reason that is kept. Waits
 * for the submits that hold the consultation; theirs was the deadline before. One for all is told to everybody
 * concerned, one for an organisation to its own representatives only.
 * @returns how many people are told
 * @throws Invalid, Conflict before publication and once the closure or the outcome has been written: then there
 *   are late admissions only
 */
export async function extendDeadline(
  { db, config }: { db: Db; config: Sender },
  by: string,
  { consultationId, organisationId, closesAt, reason }: NewDeadline,
  at: Instant,
): Promise<{ told: number }> {
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, consultationId, 'update');
    const { publishedAt, opensAt, closesAt: general, closed, decided } = consultation;
    if (!publishedAt || !opensAt || !general) {
      throw new Conflict('This consultation has not been published: set its deadline on its details.');
    }
    if (closed)
      throw new Conflict('This consultation is closed for good. A late response can still be admitted.');
    if (decided)
      throw new Conflict('The outcome of this consultation has been recorded, so no deadline moves.');
    const organisation = organisationId ? await findOrganisationName(trx, organisationId) : undefined;
    if (organisationId && !organisation) {
      throw new Invalid([{ field: 'organisation', text: 'Choose an organisation' }]);
    }
    const previous = organisationId ? await deadlineFor(trx, consultationId, organisationId) : general;
    const change = { forOne: organisationId !== null, closesAt, reason, previous, general, opensAt };
    const problems = changeProblems(change, at);
    if (problems.length > 0) throw new Invalid(problems);

    const extension = { consultationId, organisationId, previous, closesAt, reason, by, at };
    const id = await insertExtension(trx, extension);
    if (!organisationId) await updateClosesAt(trx, consultationId, closesAt);
    const recipients = organisationId
      ? await listRepresentativesOf(trx, organisationId)
      : await listConcerned(trx, consultationId);
    const mails = organisation
      ? ownDeadlineMails(config, recipients, consultation, { id, organisation, closesAt, reason })
      : deadlineMovedMails(config, recipients, consultation, { id, previous, closesAt, reason });
    await queueMail(trx, mails);
    await recordAudit(trx, {
      action: 'consultation.deadline-moved',
      at,
      personId: by,
      consultationId,
      organisationId: organisationId ?? undefined,
      subjectId: id,
      detail: {
        previous: previous.toString(),
        closesAt: closesAt.toString(),
        reason,
        told: recipients.length,
      },
    });
    return { told: recipients.length };
  });
}

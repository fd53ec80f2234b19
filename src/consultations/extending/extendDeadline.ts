import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid } from '../../errors.js';
import { queueMail } from '../../notices/outbox.store.js';
import { deadlineFor, lockConsultation, type Consultation } from '../consultations.store.js';
import { updateClosesAt } from '../details/details.store.js';
import { changeProblems } from './extension.rules.js';
import { findOrganisationName, insertExtension } from './extension.store.js';
import { fingerprintOf } from '../fingerprint.js';
import { deadlineMovedMails, ownDeadlineMails, type Sender } from '../mails.js';
import { listConcerned, listRepresentativesOf, type Recipient } from '../recipients.store.js';

export interface NewDeadline {
  consultationId: string;
  /** null: for all */
  organisationId: string | null;
  closesAt: Instant;
  reason: string;
}

export const CHANGED_SINCE = 'Something has changed since this was shown. Check it again.';

/** What a change of the deadline would do. */
export interface PlannedExtension {
  /** the organisation's name; undefined: for all */
  organisation: string | undefined;
  /** what holds until then: for one organisation its own deadline */
  previous: Instant;
  told: Recipient[];
  /** changes when anything does that whoever confirms it was shown */
  mark: string;
}

/**
 * What a change of the deadline would do, for a page on which it is confirmed.
 * @throws Invalid, Conflict as extendDeadline
 */
export async function planExtension(
  db: Db,
  consultation: Consultation,
  { organisationId, closesAt, reason }: NewDeadline,
  at: Instant,
): Promise<PlannedExtension> {
  const { id, publishedAt, opensAt, closesAt: general, closed, decided } = consultation;
  if (!publishedAt || !opensAt || !general) {
    throw new Conflict('This consultation has not been published: set its deadline on its details.');
  }
  if (closed)
    throw new Conflict('This consultation is closed for good. A late response can still be admitted.');
  if (consultation.withdrawnAt) throw new Conflict('This consultation has been withdrawn.');
  if (decided)
    throw new Conflict('The outcome of this consultation has been recorded, so no deadline moves.');
  const organisation = organisationId ? await findOrganisationName(db, organisationId) : undefined;
  if (organisationId && !organisation) {
    throw new Invalid([{ field: 'organisation', text: 'Choose an organisation' }]);
  }
  const previous = organisationId ? await deadlineFor(db, id, organisationId) : general;
  const change = { forOne: organisationId !== null, closesAt, reason, previous, general, opensAt };
  const problems = changeProblems(change, at);
  if (problems.length > 0) throw new Invalid(problems);
  const told = organisationId ? await listRepresentativesOf(db, organisationId) : await listConcerned(db, id);
  const people = told.map(({ personId }) => personId);
  const mark = fingerprintOf([organisationId, String(previous), String(closesAt), reason, people]);
  return { organisation, previous, told, mark };
}

/**
 * Moves the deadline for all, later or earlier, or gives one organisation longer; with a reason that is kept. Waits
 * for the submits that hold the consultation; theirs was the deadline before. One for all is told to everybody
 * concerned, one for an organisation to its own representatives only.
 * @param checked the mark of what was shown before it was confirmed
 * @returns how many people are told
 * @throws Invalid, Conflict before publication and once the closure or the outcome has been written: then there
 *   are late admissions only; Conflict also when something has changed since it was checked
 */
export async function extendDeadline(
  { db, config }: { db: Db; config: Sender },
  by: string,
  { checked, ...deadline }: NewDeadline & { checked?: string },
  at: Instant,
): Promise<{ told: number }> {
  const { consultationId, organisationId, closesAt, reason } = deadline;
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, consultationId, 'update');
    const plan = await planExtension(trx, consultation, deadline, at);
    if (checked !== undefined && checked !== plan.mark) throw new Conflict(CHANGED_SINCE);
    const { organisation, previous, told } = plan;

    const extension = { consultationId, organisationId, previous, closesAt, reason, by, at };
    const id = await insertExtension(trx, extension);
    if (!organisationId) await updateClosesAt(trx, consultationId, closesAt);
    const mails = organisation
      ? ownDeadlineMails(config, told, consultation, { id, organisation, closesAt, reason })
      : deadlineMovedMails(config, told, consultation, { id, previous, closesAt, reason });
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
        told: told.length,
      },
    });
    return { told: told.length };
  });
}

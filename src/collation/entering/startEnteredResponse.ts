import { recordAudit } from '../../audit/audit.store.js';
import { removeUnlinkedFiles } from '../../attachments/files.store.js';
import { lockConsultation } from '../../consultations/consultations.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid } from '../../errors.js';
import { londonDate } from '../../londonTime.js';
import { takeMail } from '../mails/mails.store.js';
import { arrivalProblems } from './entered.rules.js';
import {
  deleteEntered,
  insertEnteredResponse,
  isBegunAlike,
  listPartiesOf,
  type NewEnteredResponse,
} from './entered.store.js';

/**
 * Begins to enter a response that came by e-mail or on paper, with its original attached. It is then drafted, checked
 * and submitted as any other; it counts from when it reached SECAS, and when it was entered is kept too. Also after
 * the closure: then it is held for SECAS's decision. Starting with the same id again changes nothing.
 * @throws NotFound, Conflict (not published, or something else was begun with this id), Invalid (in the future, before the opening, on behalf of nobody)
 */
export async function startEnteredResponse(
  db: Db,
  by: { id: string },
  entered: NewEnteredResponse,
  at: Instant,
): Promise<void> {
  const { id, consultationId, organisationId } = entered;
  await db.transaction(async (trx) => {
    const { publishedAt, opensAt, withdrawnAt } = await lockConsultation(trx, consultationId, 'share');
    if (!publishedAt || !opensAt)
      throw new Conflict('This consultation has not been published, so nothing can answer it.');
    if (withdrawnAt && entered.arrivedAt.epochNanoseconds >= withdrawnAt.epochNanoseconds) {
      throw new Conflict('This consultation has been withdrawn: only what came before that can be entered.');
    }
    const ours = await listPartiesOf(trx, organisationId, londonDate(at));
    const problems = arrivalProblems(entered, opensAt, ours, at);
    if (problems.length > 0) throw new Invalid(problems);

    const started = await insertEnteredResponse(trx, entered, by.id, at);
    if (!started) {
      if (await isBegunAlike(trx, entered)) return;
      throw new Conflict(
        'This page has been sent before, with another original or for another organisation, and that is begun. This was not: open the page again and enter it from there.',
      );
    }
    if (entered.mailId)
      await takeMail(trx, 'response', { consultationId, mailId: entered.mailId, responseId: id });
    await recordAudit(trx, {
      action: 'response.entered',
      at,
      personId: by.id,
      consultationId,
      organisationId,
      subjectId: id,
      detail: {
        arrivedAt: entered.arrivedAt.toString(),
        how: entered.arrivedHow,
        original: entered.originalFileId,
        ...(entered.mailId ? { mail: entered.mailId } : {}),
      },
    });
  });
}

/**
 * Takes back one that was begun by mistake, with its original and its files; a mail that it was entered from waits to
 * be entered again. What has been submitted stays.
 * @throws NotFound, Conflict when it has been submitted
 */
export async function discardEntered(
  db: Db,
  by: { id: string },
  { consultationId, responseId }: { consultationId: string; responseId: string },
  at: Instant,
): Promise<void> {
  const fileIds = await db.transaction(async (trx) => {
    const gone = await deleteEntered(trx, consultationId, responseId);
    if (!gone) throw new Conflict('This has been submitted, and what is submitted stays.');
    await recordAudit(trx, {
      action: 'response.discarded',
      at,
      personId: by.id,
      consultationId,
      organisationId: gone.organisationId,
      subjectId: responseId,
      detail: { original: gone.originalSha256 },
    });
    return gone.fileIds;
  });
  await removeUnlinkedFiles(db, fileIds);
}

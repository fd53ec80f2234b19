import { recordAudit } from '../../audit/audit.store.js';
import type { Deps } from '../../deps.js';
import { Conflict, Invalid } from '../../errors.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, queueMail, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import { personOf, type Person, type Viewer } from '../../people/viewer.js';
import { viewerNow } from '../../people/viewer.store.js';
import { assertMaySubmitFor } from '../rights.rules.js';
import { insertReview, lockReviewable, type Reviewable } from './confirming.store.js';

export const LONGEST_WRONG = 5_000;

/**
 * Keeps what somebody who may submit says of what SECAS typed for the organisation: it is as it was sent, or what is
 * wrong, which SECAS is told by mail and on its desk. Confirming twice is confirming once.
 * @param wrong null: it is as it was sent
 * @throws Invalid when nothing is said to be wrong; Conflict when another version was entered, it was withdrawn, or a
 *   colleague has confirmed it; NotFound for who does not act for it any more, NotPermitted for who may only draft
 */
export async function reviewTranscription(
  { db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>,
  viewer: Viewer,
  submissionId: string,
  wrong: string | null,
): Promise<void> {
  if (wrong !== null) assertSaid(wrong);
  const by = personOf(viewer);
  const at = clock.now();
  await db.transaction(async (trx) => {
    const reviewed = await lockReviewable(trx, submissionId);
    assertMaySubmitFor(
      await viewerNow(trx, viewer),
      reviewed.organisation.id,
      'A colleague who may submit for this organisation has to confirm it.',
    );
    if (reviewed.replaced)
      throw new Conflict('SECAS has entered another version meanwhile. Look at that one.');
    if (reviewed.withdrawn) throw new Conflict('This has been withdrawn, so there is nothing to confirm.');
    if (reviewed.confirmed && wrong === null) return;
    if (reviewed.confirmed)
      throw new Conflict(
        `This has been confirmed already. If something in it is wrong after all, contact ${config.serviceContact}.`,
      );
    await insertReview(trx, submissionId, by.id, wrong, at);
    if (wrong !== null) await queueMail(trx, [wrongMail(config, by, submissionId, reviewed)]);
    await recordAudit(trx, {
      action: wrong === null ? 'transcription.confirmed' : 'transcription.said-wrong',
      at,
      personId: by.id,
      consultationId: reviewed.consultation.id,
      organisationId: reviewed.organisation.id,
      subjectId: submissionId,
      detail: { reference: reviewed.reference },
    });
  });
}

function assertSaid(wrong: string): void {
  const problem = (text: string) => new Invalid([{ field: 'wrong', text }]);
  if (wrong === '') throw problem('Say what is not as you sent it');
  if (wrong.length > LONGEST_WRONG) throw problem(`Use ${LONGEST_WRONG} characters or fewer`);
}

/** What is wrong may be confidential: it stands at the desk, and not in the mail. */
function wrongMail(
  config: Deps['config'],
  by: Person,
  submissionId: string,
  { reference, consultation, organisation, enteredBy }: Reviewable,
): NewMail {
  const page = paths.deskSubmission({ reference: consultation.reference, submission: submissionId });
  return {
    kind: 'transcription-wrong',
    priority: PRIORITY.notice,
    personId: enteredBy.id,
    to: enteredBy.email,
    subject: `Not as it was sent: ${reference}, ${consultation.reference}`,
    body: layoutMail(config, [
      `Dear ${enteredBy.name},`,
      `${by.name} of ${organisation.name} says that ${reference}, which you entered for ${consultation.title} (${consultation.reference}), is not as they sent it.`,
      `Read what is wrong, and correct it: ${config.baseUrl}${page}`,
      'When the corrected version is submitted they are asked again. Until they confirm it, the report says that it is not confirmed.',
    ]),
  };
}

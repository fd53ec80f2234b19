import { randomUUID } from 'node:crypto';
import { recordAudit } from '../../audit/audit.store.js';
import { isPublished, lockConsultation, type Consultation } from '../../consultations/consultations.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, NotFound } from '../../errors.js';
import { numberText, type EditionNumber } from '../editions/edition.rules.js';
import { completeFreezing } from '../editions/freezeReport.js';
import { keepTold } from '../editions/keepTold.js';
import { assertDecided, PreviewMeanwhile } from '../published/publishResponses.js';
import { readPublic } from '../published/readPublic.js';

/**
 * Freezes what SECAS forwards to the issuer of an external consultation: what the public version would tell now. The
 * worker makes its files.
 * @param seen the mark of what SECAS looked at
 * @throws Conflict before the closure, with redactions of earlier versions undecided, when it would say the same as the
 *   one before, or (PreviewMeanwhile) when something else would be told than was looked at
 */
export async function makeIssuersPack(
  db: Db,
  by: string,
  { id, seen }: { id: string; seen: string },
  at: Instant,
): Promise<EditionNumber> {
  return db.transaction(async (trx) => {
    const consultation = await lockConsultation(trx, id, 'update');
    const whyNot = whyNoIssuersPack(consultation);
    if (whyNot) throw new Conflict(whyNot);
    if (!isPublished(consultation)) throw new NotFound();
    await assertDecided(trx, id);
    const editionId = randomUUID();
    const { keep, end } = keepTold(trx, editionId);
    const { frame, mark } = await readPublic(trx, consultation, 'issuer', keep);
    await end();
    if (mark !== seen) throw new PreviewMeanwhile();
    const number = await completeFreezing(trx, editionId, consultation.closed, frame, at);
    if (!number) throw new Conflict('Nothing has changed since the last one: another would say the same.');
    const detail = { version: numberText(number), responses: frame.counts.answered };
    await recordAudit(trx, {
      action: 'issuers-pack.made',
      at,
      personId: by,
      consultationId: id,
      subjectId: editionId,
      detail,
    });
    return number;
  });
}

/** Why there is nothing to be made for the issuer of an external consultation; undefined: there is. */
export function whyNoIssuersPack({ closed, withdrawnAt }: Consultation): string | undefined {
  if (withdrawnAt) return 'The consultation was withdrawn: nothing of it is forwarded.';
  return closed
    ? undefined
    : 'The pack can be made once the consultation is closed for good, extensions included.';
}

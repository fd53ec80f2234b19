import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid, NotPermitted } from '../../errors.js';
import { statusOf } from './points.rules.js';
import { insertDecision, isApprovalWanted, setApprovalWanted } from './points.store.js';
import { audit, lockSeen, type By, type SeenPoint } from './writePoint.js';

const LONGEST_NOTE = 5_000;

/**
 * Approves a point exactly as it was shown, or returns it with a note. Any change voids the approval.
 * @throws NotPermitted for whoever changed it last; Conflict when it does not wait for approval; PointMeanwhile;
 *   Invalid when it is returned without a note; NotFound
 */
export async function decideOnPoint(
  db: Db,
  by: By,
  seen: SeenPoint,
  decision: { approved: boolean; note: string },
  at: Instant,
): Promise<void> {
  const note = decision.note.trim();
  await db.transaction(async (trx) => {
    const point = await lockSeen(trx, seen);
    const wanted = await isApprovalWanted(trx, seen.consultationId);
    if (statusOf(point, wanted) !== 'for approval')
      throw new Conflict('This point does not wait for approval any more. This is how it is now.');
    if (point.editedBy.id === by.id)
      throw new NotPermitted('You changed this point last, so a colleague has to approve it.');
    if (!decision.approved && note === '')
      throw new Invalid([{ field: 'note', text: 'Say what should be changed before you return it' }]);
    if (note.length > LONGEST_NOTE)
      throw new Invalid([{ field: 'note', text: 'Shorten the note to 5,000 characters' }]);
    await insertDecision(trx, point, { approved: decision.approved, note, by: by.id, at });
    const action = decision.approved ? 'point.approved' : 'point.returned';
    await audit(trx, action, by, seen, { version: point.version }, at);
  });
}

/** Sets whether each point is to be approved by somebody else than its author. What was published stays published. */
export async function wantApproval(
  db: Db,
  by: By,
  consultationId: string,
  wanted: boolean,
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    if (!(await setApprovalWanted(trx, consultationId, wanted, by.id, at))) return;
    await recordAudit(trx, {
      action: wanted ? 'dispositions.approval-switched-on' : 'dispositions.approval-switched-off',
      at,
      personId: by.id,
      consultationId,
    });
  });
}

import type { AuditAction } from '../../audit/actions.js';
import { recordAudit } from '../../audit/audit.store.js';
import type { Db, Instant } from '../../db/connection.js';
import { Conflict, Invalid, NotFound } from '../../errors.js';
import { listCoverage } from './coverage.store.js';
import { deleteDeclineNote, insertDeclineNote } from './declineNotes.store.js';

export interface Decline {
  consultationId: string;
  partyId: string;
  /** who told SECAS, and what */
  note: string;
}

const LONGEST_NOTE = 2_000;

/**
 * Notes that an eligible Party has said that it will not answer: a note of SECAS, not a submission. A response or a
 * nil return that comes later counts before it.
 * @throws NotFound when the Party is not among the eligible; Invalid; Conflict when it is noted already
 */
export async function noteDecline(db: Db, by: { id: string }, decline: Decline, at: Instant): Promise<void> {
  const { consultationId, partyId } = decline;
  const note = decline.note.trim();
  if (note === '') throw new Invalid([{ field: 'note', text: 'Say who told you, and what' }]);
  if (note.length > LONGEST_NOTE) {
    throw new Invalid([
      { field: 'note', text: `Shorten the note to ${LONGEST_NOTE.toLocaleString('en-GB')} characters` },
    ]);
  }
  await db.transaction(async (trx) => {
    const [party] = await listCoverage(trx, consultationId, { partyId });
    if (!party) throw new NotFound();
    const noted = await insertDeclineNote(trx, { consultationId, partyId, note }, by.id, at);
    if (!noted) throw new Conflict('It has been noted already that this Party will not answer.');
    await recordAudit(trx, entry('party.declined', by, decline, at));
  });
}

/** Takes the note back. Nothing happens when it has been taken back already. */
export async function removeDecline(
  db: Db,
  by: { id: string },
  decline: Pick<Decline, 'consultationId' | 'partyId'>,
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    const removed = await deleteDeclineNote(trx, decline.consultationId, decline.partyId);
    if (removed) await recordAudit(trx, entry('party.decline-removed', by, decline, at));
  });
}

const entry = (
  action: AuditAction,
  by: { id: string },
  { consultationId, partyId }: Pick<Decline, 'consultationId' | 'partyId'>,
  at: Instant,
) => ({ action, at, personId: by.id, consultationId, subjectId: partyId });

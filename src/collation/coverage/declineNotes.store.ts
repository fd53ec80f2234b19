import type { Db, Instant } from '../../db/connection.js';

/** @returns false when there is a note already */
export async function insertDeclineNote(
  trx: Db,
  { consultationId, partyId, note }: { consultationId: string; partyId: string; note: string },
  by: string,
  at: Instant,
): Promise<boolean> {
  const rows = await trx('decline_note')
    .insert({ consultation_id: consultationId, party_id: partyId, note, noted_at: at, noted_by: by })
    .onConflict(['consultation_id', 'party_id'])
    .ignore()
    .returning('party_id');
  return rows.length > 0;
}

/** @returns whether there was one */
export async function deleteDeclineNote(trx: Db, consultationId: string, partyId: string): Promise<boolean> {
  const removed = await trx('decline_note')
    .where({ consultation_id: consultationId, party_id: partyId })
    .delete();
  return removed > 0;
}

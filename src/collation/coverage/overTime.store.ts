import type { Db, Instant } from '../../db/connection.js';

/** A submission that counts: it speaks for somebody. */
export interface Received {
  receivedAt: Instant;
  kind: 'response' | 'nil';
  /** it was late, or met the closure, and was admitted */
  late: boolean;
}

/** The live submissions of a consultation, in the order in which they were received. */
export async function listReceived(db: Db, consultationId: string): Promise<Received[]> {
  const { rows } = await db.raw<{ rows: Received[] }>(
    `select s.received_at as "receivedAt", s.kind, s.standing <> 'in time' as late from submission s
     where s.id in (select submission_id from representation where consultation_id = :consultationId
       union select submission_id from organisation_representation where consultation_id = :consultationId)
     order by s.received_at`,
    { consultationId },
  );
  return rows;
}

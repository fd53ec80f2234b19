import { Temporal } from 'temporal-polyfill';
import { recordAudit } from '../../src/audit/audit.store.js';
import type { Db } from '../../src/db/connection.js';
import { NOW } from './everybody.js';

interface One {
  id: string;
}

const now = Temporal.Instant.from(NOW);

/** Something that a report tells has changed since it was frozen. */
export const aChangeSince = (db: Db, consultation: One): Promise<void> =>
  recordAudit(db, { action: 'comment.written', at: now, personId: null, consultationId: consultation.id });

/** What is consulted on in what is closed. */
export const MODIFICATION = 'SECMP0077';

/** A meeting that will consider a report. @returns its id */
export async function aMeeting(db: Db, consultation: One): Promise<string> {
  const starts_at = now.add({ hours: 24 * 30 });
  const [row] = await db('meeting')
    .insert({ name: 'SEC Panel Meeting 25', starts_at, time_known: true, papers_due_at: now })
    .returning('id');
  await db('consultation').where({ id: consultation.id }).update({ modification: MODIFICATION });
  await db('meeting_pack').insert({ meeting_id: row!.id, consultation_id: consultation.id });
  return row!.id;
}

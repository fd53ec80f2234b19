import type { Db, Instant } from '../../db/connection.js';

/** Who has read a submission, and when. */
export interface Reader {
  id: string;
  name: string;
  at: Instant;
}

/** @returns whether it was not there yet; a mark that stands keeps its time */
export async function insertMark(db: Db, submissionId: string, personId: string, at: Instant) {
  const rows = await db('reading_mark')
    .insert({ submission_id: submissionId, person_id: personId, read_at: at })
    .onConflict(['submission_id', 'person_id'])
    .ignore()
    .returning('person_id');
  return rows.length === 1;
}

/** @returns whether it was there */
export async function deleteMark(db: Db, submissionId: string, personId: string): Promise<boolean> {
  return (
    (await db('reading_mark').where({ submission_id: submissionId, person_id: personId }).delete()) === 1
  );
}

/** In the order in which they read it. */
export const listReaders = (db: Db, submissionId: string): Promise<Reader[]> =>
  db('reading_mark as m')
    .join('person as p', 'p.id', 'm.person_id')
    .where({ 'm.submission_id': submissionId })
    .orderBy(['m.read_at', 'p.name'])
    .select<Reader[]>('p.id', 'p.name', 'm.read_at as at');

import type { Db, Instant } from '../../db/connection.js';
import { prepared } from '../../db/prepared.js';

/** What a colleague says about an answer, to colleagues only. */
export interface Note {
  id: string;
  text: string;
  /** ISO 8601 */
  at: string;
  by: { id: string; name: string };
}

/** A note that has just been typed. */
export interface NewNote {
  key: string;
  text: string;
}

/** Keeps notes on answers of a draft, which was loaded for the viewer: that proves the right. */
export async function insertNotes(
  db: Db,
  responseId: string,
  notes: NewNote[],
  by: string,
  at: Instant,
): Promise<void> {
  await db('answer_note').insert(
    notes.map(({ key, text }) => ({
      response_id: responseId,
      question_key: key,
      text,
      written_at: at,
      written_by: by,
    })),
  );
}

/** How many notes there are on the answers of a draft, by the question's key; not what they say. */
export async function countNotes(db: Db, responseId: string): Promise<Record<string, number>> {
  const { rows } = await prepared<{ key: string; notes: number }>(
    db,
    'count-notes',
    `select question_key as key, count(*)::int as notes from answer_note
     where response_id = :responseId::uuid group by question_key`,
    { responseId },
  );
  return Object.fromEntries(rows.map(({ key, notes }) => [key, notes]));
}

/** Removes a note; only who wrote it can. */
export async function deleteNote(db: Db, responseId: string, id: string, by: string): Promise<void> {
  await db('answer_note').where({ id, response_id: responseId, written_by: by }).delete();
}

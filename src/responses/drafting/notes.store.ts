import type { Db, Instant } from '../../db/connection.js';

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

/** SQL for how many notes there are on the answers of a response, by the question's key, as JSON; not what they say. */
export const notesOf = (response: string): string =>
  `(select coalesce(json_object_agg(n.question_key, n.notes), '{}') from (
     select question_key, count(*) as notes from answer_note
     where response_id = ${response}.id group by question_key) n)`;

/** Removes a note; only who wrote it can. */
export async function deleteNote(db: Db, responseId: string, id: string, by: string): Promise<void> {
  await db('answer_note').where({ id, response_id: responseId, written_by: by }).delete();
}

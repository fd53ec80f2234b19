import type { Question } from '../../consultations/questions.js';
import type { Db, Instant } from '../../db/connection.js';

/** What became of reading a file; `begun`: a worker has it in hand. */
export type Outcome = 'read' | 'begun' | 'no text' | 'protected' | 'damaged' | 'too much' | 'other type';

export interface AnswersToIndex {
  id: string;
  answers: { question: Question; value: unknown }[];
}

/** Submissions whose answers are not searched yet, the oldest first. */
export async function listUnindexed(db: Db, limit: number): Promise<AnswersToIndex[]> {
  const { rows } = await db.raw<{ rows: AnswersToIndex[] }>(
    `select s.id, (select coalesce(json_agg(json_build_object('question', a.question, 'value', a.value)), '[]')
       from submission_answer a where a.submission_id = s.id) as answers
     from submission s where not exists (select from submission_indexed where submission_id = s.id)
     order by s.recorded_at limit :limit`,
    { limit },
  );
  return rows;
}

export interface AnswerPart {
  submission: string;
  question: string;
  part: number;
  text: string;
}

/** Writes the texts of submissions, and that they are written. Two workers may do so at once. */
export async function insertAnswerTexts(
  db: Db,
  ids: string[],
  parts: AnswerPart[],
  at: Instant,
): Promise<void> {
  await db.raw(
    `with texts as (
       insert into answer_text (submission_id, question_key, part, text)
       select submission, question, part, text
       from jsonb_to_recordset(:parts::jsonb) as p(submission uuid, question text, part integer, text text)
       on conflict do nothing
     )
     insert into submission_indexed (submission_id, indexed_at)
     select id, :at::timestamptz from unnest(:ids::uuid[]) as id on conflict do nothing`,
    { ids, parts: JSON.stringify(parts), at },
  );
}

export interface FileToRead {
  id: string;
  mediaType: string;
  bytes: number;
}

/**
 * Takes a submitted file in hand that nobody has read, or that somebody began on and left before `leftBefore`. One that
 * waits for its scan, or is infected, is not read.
 */
export async function takeFile(db: Db, at: Instant, leftBefore: Instant): Promise<FileToRead | undefined> {
  const { rows } = await db.raw<{ rows: FileToRead[] }>(
    `with found as (
       select f.id, f.media_type as "mediaType", f.bytes
       from submission_attachment a join file f on f.id = a.file_id left join file_indexed i on i.file_id = f.id
       where f.scan in ('not needed', 'clean')
         and (i.file_id is null or (i.outcome = 'begun' and i.indexed_at < :leftBefore::timestamptz))
       limit 1
     ), taken as (
       insert into file_indexed (file_id, outcome, indexed_at) select id, 'begun', :at::timestamptz from found
       on conflict (file_id) do update set indexed_at = excluded.indexed_at
         where file_indexed.outcome = 'begun' and file_indexed.indexed_at < :leftBefore::timestamptz
       returning file_id
     )
     select found.* from found join taken on taken.file_id = found.id`,
    { at, leftBefore },
  );
  return rows[0];
}

/** What a file says, or why that is not known. */
export async function insertFileText(
  db: Db,
  fileId: string,
  outcome: Outcome,
  parts: string[],
  at: Instant,
): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.raw(
      `insert into file_text (file_id, part, text)
       select :fileId::uuid, place - 1, text from unnest(:parts::text[]) with ordinality as p(text, place)
       on conflict do nothing`,
      { fileId, parts },
    );
    await trx('file_indexed').where({ file_id: fileId }).update({ outcome, indexed_at: at });
  });
}

import type { Question } from '../../consultations/questions.js';
import type { Db } from '../../db/connection.js';
import { TEXT_OF_PART } from '../themes/coding/codings.store.js';
import type { Passage } from '../themes/coding/passages.rules.js';

/** One worker at a time, for the transaction: each has to see what the one before it found. */
export async function lockGrouping(trx: Db): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: [{ locked: boolean }] }>(
    'select pg_try_advisory_xact_lock(7315002020) as locked',
  );
  return rows[0].locked;
}

export interface Ungrouped {
  id: string;
  consultationId: string;
  answers: { question: Question; value: unknown }[];
}

/** Submissions of one consultation whose paragraphs are not there yet, the earliest first. */
export async function listUngrouped(trx: Db, most: number): Promise<Ungrouped[]> {
  const { rows } = await trx.raw<{ rows: Ungrouped[] }>(
    `with waiting as materialized (
       select s.id, s.consultation_id, s.recorded_at from submission s
       where not exists (select from grouped_submission g where g.submission_id = s.id)
     ), earliest as (select consultation_id from waiting order by recorded_at, id limit 1)
     select w.id, w.consultation_id as "consultationId",
       (select coalesce(json_agg(json_build_object('question', a.question, 'value', a.value) order by a.position), '[]')
        from submission_answer a where a.submission_id = w.id) as answers
     from waiting w where w.consultation_id = (select consultation_id from earliest)
     order by w.recorded_at, w.id limit :most`,
    { most },
  );
  return rows;
}

/** The first of a group: what another paragraph is compared with. */
export interface First {
  id: string;
  /** those that are asked for */
  bands: number[];
  text: string;
}

/** The firsts of a consultation that share a band with some paragraphs. */
export async function listFirsts(trx: Db, consultationId: string, bands: number[]): Promise<First[]> {
  const { rows } = await trx.raw<{ rows: First[] }>(
    `with shared as materialized (
       select first_id, array_agg(band) as bands from paragraph_band
       where consultation_id = :consultationId and band = any(:bands::integer[]) group by first_id
     )
     select c.id, f.bands, substring(${TEXT_OF_PART} from c.starts + 1 for c.ends - c.starts) as text
     from shared f join paragraph c on c.id = f.first_id
     join submission_answer a on a.submission_id = c.submission_id and a.question_key = c.question_key
     order by c.id`,
    { consultationId, bands },
  );
  return rows;
}

export interface GroupedParagraph extends Passage {
  id: string;
  submission: string;
  question: string;
  first: string;
  /** of a first; none of what belongs to another */
  bands: number[];
}

/** Writes the paragraphs of submissions, and that they are written. */
export async function insertParagraphs(
  trx: Db,
  consultationId: string,
  submissions: string[],
  paragraphs: GroupedParagraph[],
): Promise<void> {
  await trx.raw(
    `with given as materialized (
       select * from jsonb_to_recordset(:paragraphs::jsonb) as p(id uuid, submission uuid, question text, part text,
         starts integer, ends integer, first uuid, bands integer[])
     ), written as (
       insert into paragraph (id, consultation_id, submission_id, question_key, part, starts, ends, first_id)
       select id, :consultationId::uuid, submission, question, part, starts, ends, first from given
     ), banded as (
       insert into paragraph_band (consultation_id, band, first_id)
       select distinct :consultationId::uuid, band, id from given, unnest(bands) as band
     )
     insert into grouped_submission (submission_id) select unnest(:submissions::uuid[])`,
    { consultationId, submissions, paragraphs: JSON.stringify(paragraphs) },
  );
}

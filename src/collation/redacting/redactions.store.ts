import type { Db, Instant } from '../../db/connection.js';
import { NotFound } from '../../errors.js';
import { TEXT_OF_PART } from '../themes/coding/codings.store.js';
import type { Covered, EarlierRedaction, Reason } from './redactions.rules.js';

/** A redaction as it stands. */
export interface Redaction {
  id: string;
  covered: Covered;
  reason: Reason;
  /** SECAS's own words */
  note: string;
  /** of a passage; null otherwise */
  words: string | null;
  markedBy: string;
  markedAt: Instant;
}

/** What a redaction `c` covers, in SQL: as Covered has it. */
const COVERED = `case when c.attachment_id is not null then
    json_build_object('covers', c.covers, 'attachmentId', c.attachment_id)
  when c.part is null then json_build_object('covers', c.covers, 'questionKey', c.question_key)
  else json_build_object('covers', c.covers, 'questionKey', c.question_key,
    'passage', json_build_object('part', c.part, 'starts', c.starts, 'ends', c.ends)) end`;

const WORDS = `case when c.part is not null then substring(${TEXT_OF_PART} from c.starts + 1 for c.ends - c.starts) end`;

const ANSWER = `left join submission_answer a on a.submission_id = c.submission_id and a.question_key = c.question_key`;

/** The redactions of a submission `s` that stand, in SQL: a list of `{ covered, reason }`. */
export const REDACTIONS = `(select coalesce(json_agg(json_build_object('covered', ${COVERED}, 'reason', c.reason)), '[]')
  from redaction c where c.submission_id = s.id and c.lifted_at is null)`;

/** The redactions of a submission that stand, in the order of its text. */
export async function listRedactionsOn(db: Db, submissionId: string): Promise<Redaction[]> {
  const { rows } = await db.raw<{ rows: Redaction[] }>(
    `select c.id, ${COVERED} as covered, c.reason, c.note, ${WORDS} as words, p.name as "markedBy",
       c.marked_at as "markedAt"
     from redaction c join person p on p.id = c.marked_by ${ANSWER}
     where c.submission_id = :submissionId and c.lifted_at is null
     order by c.question_key, c.part nulls first, c.starts, c.ends, c.marked_at, c.id`,
    { submissionId },
  );
  return rows;
}

/** One that was lifted, for the page that tells what was done. */
export interface LiftedRedaction {
  id: string;
  reason: Reason;
  markedBy: string;
  liftedBy: string;
  liftedAt: Instant;
}

export async function listLifted(db: Db, submissionId: string): Promise<LiftedRedaction[]> {
  const { rows } = await db.raw<{ rows: LiftedRedaction[] }>(
    `select c.id, c.reason, p.name as "markedBy", l.name as "liftedBy", c.lifted_at as "liftedAt"
     from redaction c join person p on p.id = c.marked_by join person l on l.id = c.lifted_by
     where c.submission_id = :submissionId and c.lifted_at is not null order by c.lifted_at, c.id`,
    { submissionId },
  );
  return rows;
}

/** What is to be written. */
export interface NewRedaction {
  covered: Covered;
  reason: Reason;
  note: string;
  carriedFrom?: string;
}

/**
 * Writes redactions of a submission; one that stands already on the same is left as it is, unless it is carried over.
 * @returns the ids of those written
 */
export async function insertRedactions(
  trx: Db,
  { consultationId, submissionId }: { consultationId: string; submissionId: string },
  redactions: NewRedaction[],
  by: string,
  at: Instant,
): Promise<string[]> {
  const list = redactions.map(({ covered, ...redaction }) => ({
    ...redaction,
    ...covered,
    ...('passage' in covered && covered.passage),
  }));
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `insert into redaction (consultation_id, submission_id, covers, question_key, part, starts, ends, attachment_id,
       reason, note, carried_from, marked_at, marked_by)
     select :consultationId::uuid, :submissionId::uuid, n.covers, n."questionKey", n.part, n.starts, n.ends,
       n."attachmentId", n.reason, n.note, n."carriedFrom", :at::timestamptz, :by::uuid
     from jsonb_to_recordset(:list::jsonb) as n(covers text, "questionKey" text, part text, starts integer,
       ends integer, "attachmentId" uuid, reason text, note text, "carriedFrom" uuid)
     where n."carriedFrom" is not null or not exists (
       select from redaction c where c.submission_id = :submissionId and c.lifted_at is null
         and (c.covers, c.question_key, c.part, c.starts, c.ends, c.attachment_id)
           is not distinct from (n.covers, n."questionKey", n.part, n.starts, n.ends, n."attachmentId"))
     returning id`,
    { consultationId, submissionId, list: JSON.stringify(list), at, by },
  );
  return rows.map(({ id }) => id);
}

/**
 * Lifts a redaction of a submission, or of another of the same response.
 * @returns false: it was lifted before @throws NotFound
 */
export async function liftRedaction(
  trx: Db,
  submissionId: string,
  redactionId: string,
  by: string,
  at: Instant,
): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { lifted: boolean }[] }>(
    `select c.lifted_at is not null as lifted from redaction c join submission s on s.id = c.submission_id
     where c.id = :redactionId and s.response_id = (select response_id from submission where id = :submissionId)
     for update of c`,
    { redactionId, submissionId },
  );
  if (!rows[0]) throw new NotFound();
  if (rows[0].lifted) return false;
  await trx('redaction').where({ id: redactionId }).update({ lifted_at: at, lifted_by: by });
  return true;
}

/** Redactions `c` of an earlier submission than `s` of the same response on which nobody has decided for a later one. */
const EARLIER = `submission e on e.response_id = s.response_id and e.number < s.number
  join redaction c on c.submission_id = e.id and c.lifted_at is null
    and not exists (select from redaction k where k.carried_from = c.id)`;

/** Two colleagues who carry over at once carry each redaction over once. */
export const lockResponse = (trx: Db, id: string): Promise<unknown> =>
  trx('response').select('id').where({ id }).forUpdate();

export type ListedEarlier = EarlierRedaction & Pick<Redaction, 'reason' | 'note'>;

/** Redactions of earlier submissions of the same response that are still to be decided on for this one. */
export async function listEarlier(db: Db, submissionId: string): Promise<ListedEarlier[]> {
  const { rows } = await db.raw<{ rows: ListedEarlier[] }>(
    `select c.id, ${COVERED} as covered, c.reason, c.note, ${WORDS} as words,
       case when f.id is not null then json_build_object('sha256', f.sha256, 'name', f.name) end as file
     from submission s join ${EARLIER} ${ANSWER} left join submission_attachment f on f.id = c.attachment_id
     where s.id = :submissionId order by e.number, c.question_key, c.part nulls first, c.starts, c.id`,
    { submissionId },
  );
  return rows;
}

/** The submissions that count with redactions of earlier ones still to be decided on. */
export async function listUndecided(
  db: Db,
  consultationId: string,
): Promise<{ id: string; organisation: string; count: number }[]> {
  const { rows } = await db.raw<{ rows: { id: string; organisation: string; count: number }[] }>(
    `select s.id, s.organisation_name as organisation, count(*) as count
     from (select submission_id from representation where consultation_id = :consultationId
       union select submission_id from organisation_representation where consultation_id = :consultationId) live
     join submission s on s.id = live.submission_id join ${EARLIER}
     group by s.id order by s.organisation_name, s.id`,
    { consultationId },
  );
  return rows;
}

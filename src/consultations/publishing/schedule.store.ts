import type { Db, Instant } from '../../db/connection.js';

/** A publication at a set time. */
export interface Schedule {
  id: string;
  publishAt: Instant;
  /** of what was checked when it was set */
  mark: string;
  madeAt: Instant;
  madeBy: { id: string; name: string; email: string };
  /** null: it stands; otherwise why nothing was published */
  whyNot: string | null;
}

const SCHEDULE = `
  select s.id, s.publish_at as "publishAt", s.mark, s.made_at as "madeAt", s.why_not as "whyNot",
    json_build_object('id', p.id, 'name', p.name, 'email', p.email) as "madeBy"
  from scheduled_publication s join person p on p.id = s.made_by`;

/** The latest that was set for a consultation, where it stands or came to nothing; undefined: none, or taken back. */
export async function findSchedule(db: Db, consultationId: string): Promise<Schedule | undefined> {
  const { rows } = await db.raw<{ rows: Schedule[] }>(
    `${SCHEDULE} where s.taken_back_at is null and s.why_not is distinct from '' and s.id = (
       select id from scheduled_publication where consultation_id = :consultationId order by made_at desc limit 1)`,
    { consultationId },
  );
  return rows[0];
}

/** The caller holds the consultation's lock. @returns false when one stands already */
export async function insertSchedule(
  trx: Db,
  schedule: { consultationId: string; publishAt: Instant; mark: string; by: string; at: Instant },
): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `insert into scheduled_publication (consultation_id, publish_at, mark, made_at, made_by)
     values (:consultationId, :publishAt::timestamptz, :mark, :at::timestamptz, :by)
     on conflict (consultation_id) where taken_back_at is null and done_at is null do nothing`,
    { ...schedule },
  );
  return rowCount > 0;
}

/** @returns whether one stood */
export async function takeBackSchedule(
  trx: Db,
  consultationId: string,
  by: string,
  at: Instant,
): Promise<boolean> {
  const taken = await trx('scheduled_publication')
    .where({ consultation_id: consultationId })
    .whereNull('taken_back_at')
    .whereNull('done_at')
    .update({ taken_back_at: at, taken_back_by: by });
  return taken > 0;
}

/** Those that stand and whose time has come, the earliest first: for the worker's sweep. */
export async function listDueSchedules(
  db: Db,
  at: Instant,
): Promise<{ id: string; consultationId: string }[]> {
  const { rows } = await db.raw<{ rows: { id: string; consultationId: string }[] }>(
    `select id, consultation_id as "consultationId" from scheduled_publication
     where taken_back_at is null and done_at is null and publish_at <= :at::timestamptz
     order by publish_at, id`,
    { at },
  );
  return rows;
}

/** One to be carried out, under the consultation's lock; undefined when it was done or taken back meanwhile. */
export async function lockSchedule(trx: Db, id: string): Promise<Schedule | undefined> {
  const { rows } = await trx.raw<{ rows: Schedule[] }>(
    `${SCHEDULE} where s.id = :id and s.taken_back_at is null and s.done_at is null for update of s`,
    { id },
  );
  return rows[0];
}

/** @param whyNot '' when it was published */
export const markScheduleDone = (trx: Db, id: string, whyNot: string, at: Instant): Promise<number> =>
  trx('scheduled_publication').where({ id }).update({ done_at: at, why_not: whyNot });

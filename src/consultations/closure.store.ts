import type { Db, Instant } from '../db/connection.js';
import { NotFound } from '../errors.js';

/**
 * The organisations' own extensions: the latest made for each holds, so that a later decision takes an earlier one
 * back. One for all has moved the consultation's own closing instant.
 */
const OWN_EXTENSIONS = `
  select distinct on (e.organisation_id) e.closes_at from extension e
  where e.consultation_id = c.id and e.organisation_id is not null
  order by e.organisation_id, e.made_at desc`;

/** The published consultations, but for withdrawn ones, that nobody can answer in time since `endedBy`, and that are not closed yet. */
export async function listUnclosed(db: Db, endedBy: Instant): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `select c.id from consultation c
     where c.published_at is not null and c.closes_at <= :endedBy
       and not exists (select from closure x where x.consultation_id = c.id)
       and not exists (select from consultation_withdrawal w where w.consultation_id = c.id)
       and not exists (select from (${OWN_EXTENSIONS}) own where own.closes_at > :endedBy)
     order by c.closes_at, c.id`,
    { endedBy },
  );
  return rows.map((row) => row.id);
}

export interface ToClose {
  reference: string;
  title: string;
  /** null: it has not been published, or was withdrawn */
  lastClosesAt: Instant | null;
}

/**
 * Waits for the submits and extensions under way, keeps others out until the transaction ends, and only then reads
 * when the last of the organisations could answer.
 * @throws NotFound
 */
export async function lockToClose(trx: Db, consultationId: string): Promise<ToClose> {
  await trx.raw(`set local lock_timeout = '20s'`);
  await trx.raw('select from consultation where id = :consultationId for update', { consultationId });
  const { rows } = await trx.raw<{ rows: ToClose[] }>(
    `select c.reference, c.title, case when c.published_at is not null
         and not exists (select from consultation_withdrawal w where w.consultation_id = c.id) then
       greatest(c.closes_at, (select max(own.closes_at) from (${OWN_EXTENSIONS}) own)) end as "lastClosesAt"
     from consultation c where c.id = :consultationId`,
    { consultationId },
  );
  if (!rows[0]) throw new NotFound();
  return rows[0];
}

/** @returns false when it was closed before */
export async function insertClosure(
  trx: Db,
  consultationId: string,
  lastClosesAt: Instant,
  closedAt: Instant,
): Promise<boolean> {
  const rows = await trx('closure')
    .insert({ consultation_id: consultationId, last_closes_at: lastClosesAt, closed_at: closedAt })
    .onConflict('consultation_id')
    .ignore()
    .returning('consultation_id');
  return rows.length > 0;
}

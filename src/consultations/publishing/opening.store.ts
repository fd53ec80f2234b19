import type { Db, Instant } from '../../db/connection.js';

/** The consultations that have opened later than they were published, still take responses, and told nobody yet. */
export async function listOpenedUntold(db: Db, at: Instant): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `select c.id from consultation c
     where c.published_at is not null and c.opens_at > c.published_at
       and c.opens_at <= :at::timestamptz and c.closes_at > :at::timestamptz
       and not exists (select from consultation_withdrawal w where w.consultation_id = c.id)
       and not exists (select from opening_notice n where n.consultation_id = c.id)
     order by c.opens_at, c.id`,
    { at },
  );
  return rows.map(({ id }) => id);
}

/** The caller holds the consultation's lock. @returns false when they were told before */
export async function insertOpeningNotice(
  trx: Db,
  consultationId: string,
  told: number,
  at: Instant,
): Promise<boolean> {
  const rows = await trx('opening_notice')
    .insert({ consultation_id: consultationId, told, told_at: at })
    .onConflict('consultation_id')
    .ignore()
    .returning('consultation_id');
  return rows.length > 0;
}

import type { Db, Instant } from '../../db/connection.js';

/** When and to whom SECAS forwarded an issuer's pack. */
export interface Forwarding {
  /** as `1.0` */
  edition: string;
  to: string;
  /** the London date, as `2017-02-14` */
  on: string;
  note: string;
  recordedBy: string;
  recordedAt: Instant;
}

/** Those of a consultation, the latest first. */
export async function listForwardings(db: Db, consultationId: string): Promise<Forwarding[]> {
  const { rows } = await db.raw<{ rows: Forwarding[] }>(
    `select e.major || '.' || e.minor as edition, f.forwarded_to as "to", f.forwarded_on as "on", f.note,
       p.name as "recordedBy", f.recorded_at as "recordedAt"
     from issuers_pack_forwarding f join report_edition e on e.id = f.edition_id join person p on p.id = f.recorded_by
     where e.consultation_id = :consultationId order by f.forwarded_on desc, f.recorded_at desc`,
    { consultationId },
  );
  return rows;
}

/** Whether the very same has been recorded before. */
export async function isForwarded(
  trx: Db,
  editionId: string,
  { to, on, note }: Pick<Forwarding, 'to' | 'on' | 'note'>,
): Promise<boolean> {
  const same = { edition_id: editionId, forwarded_to: to, forwarded_on: on, note };
  return (await trx('issuers_pack_forwarding').where(same).first('id')) !== undefined;
}

export async function insertForwarding(
  trx: Db,
  editionId: string,
  { to, on, note }: Pick<Forwarding, 'to' | 'on' | 'note'>,
  by: string,
  at: Instant,
): Promise<void> {
  await trx('issuers_pack_forwarding').insert({
    edition_id: editionId,
    forwarded_to: to,
    forwarded_on: on,
    note,
    recorded_at: at,
    recorded_by: by,
  });
}

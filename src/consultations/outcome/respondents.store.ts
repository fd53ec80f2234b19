import type { Db } from '../../db/connection.js';
import type { Recipient } from '../recipients.store.js';

/** The representatives of every organisation that has submitted something, late or “no comment” too, and not withdrawn it. */
export async function listRespondents(db: Db, consultationId: string): Promise<Recipient[]> {
  const { rows } = await db.raw<{ rows: Recipient[] }>(
    `select p.id as "personId", p.name, p.email, array_agg(o.name order by o.name) as organisations
     from role_grant g join person p on p.id = g.person_id join organisation o on o.id = g.organisation_id
     where g.role = 'representative' and g.ended_at is null and g.organisation_id in (
       select s.organisation_id from submission s where s.consultation_id = :consultationId
         and not exists (select from withdrawal w where w.submission_id = s.id))
     group by p.id order by p.email`,
    { consultationId },
  );
  return rows;
}

import type { Db } from '../../db/connection.js';
import type { Version } from '../access.rules.js';

interface Reader {
  id: string;
  name: string;
  email: string;
}

/** Who sits on the Panel today. */
export async function listReportReaders(db: Db): Promise<Reader[]> {
  const { rows } = await db.raw<{ rows: Reader[] }>(
    `select p.id, p.name, p.email from person p
     where exists (select from role_grant g where g.person_id = p.id and g.role = 'panel' and g.ended_at is null)
     order by p.email`,
  );
  return rows;
}

/** Those who downloaded a version of a report and may read that version today. */
export async function listReadersOfEarlier(
  db: Db,
  consultationId: string,
  version: Version,
): Promise<Reader[]> {
  const { rows } = await db.raw<{ rows: Reader[] }>(
    `select p.id, p.name, p.email from person p
     where exists (select from audit_entry a where a.consultation_id = :consultationId and a.person_id = p.id
         and a.action = 'report.downloaded' and a.detail ->> 'version' = :version)
       and exists (select from role_grant g where g.person_id = p.id and g.role in ('panel', 'secas') and g.ended_at is null)
       and (:version = 'all' or exists (
         select from role_grant g where g.person_id = p.id and g.role in ('confidential', 'secas') and g.ended_at is null))
     order by p.email`,
    { consultationId, version },
  );
  return rows;
}

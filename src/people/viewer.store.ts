import type { Db } from '../db/connection.js';
import { stranger, type Viewer } from './viewer.js';

/**
 * The person of a session with the grants that hold now, in one statement. Signing in holds for 14 days of real
 * time, however often the session was written since; the grants of SECAS and of the Panel for 12 hours.
 */
export async function findViewer(db: Db, personId: string, signedInAt: string): Promise<Viewer> {
  const { rows } = await db.raw<{ rows: GrantRow[] }>(
    `select p.id, p.name, p.email, g.role, g.organisation_id, g.may_submit, o.name as organisation_name,
            clock_timestamp() >= :signedInAt::timestamptz + interval '12 hours' as staff_over
     from person p
     left join role_grant g on g.person_id = p.id and g.ended_at is null
     left join organisation o on o.id = g.organisation_id
     where p.id = :personId and clock_timestamp() < :signedInAt::timestamptz + interval '14 days'
     order by o.name`,
    { personId, signedInAt },
  );
  const [first] = rows;
  if (!first) return stranger;
  const roles = new Set(first.staff_over ? [] : rows.map((row) => row.role));
  return {
    person: { id: first.id, name: first.name, email: first.email },
    represents: rows
      .filter((row) => row.role === 'representative')
      .map((row) => ({
        organisationId: row.organisation_id ?? '',
        organisationName: row.organisation_name ?? '',
        maySubmit: row.may_submit ?? false,
      })),
    secas: roles.has('secas'),
    panel: roles.has('panel'),
    employers: rows.flatMap((row) =>
      row.role === 'panel' && row.organisation_id ? [row.organisation_id] : [],
    ),
    confidential: roles.has('confidential'),
    staffSessionOver: first.staff_over && rows.some((row) => row.role && row.role !== 'representative'),
  };
}

interface GrantRow {
  id: string;
  name: string;
  email: string;
  role: string | null;
  organisation_id: string | null;
  organisation_name: string | null;
  may_submit: boolean | null;
  staff_over: boolean;
}

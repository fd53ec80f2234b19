import type { Db, Instant } from '../db/connection.js';
import { prepared } from '../db/prepared.js';
import { stranger, type Viewer } from './viewer.js';

/**
 * The person with the grants that hold now, in one statement. Signing in holds for 14 days of real time, however often
 * the session was written since; the grants of SECAS and of the Panel for 12 hours.
 * @param signedInAt real time, ISO 8601
 */
export async function findViewer(db: Db, personId: string, signedInAt: string | Instant): Promise<Viewer> {
  const { rows } = await prepared<ViewerRow>(
    db,
    'viewer',
    `select ${VIEWER} from (values (:personId::uuid, :signedInAt::timestamptz)) as s(person_id, signed_in_at) ${OF_SIGNED_IN}`,
    { personId, signedInAt },
  );
  return viewerOf(rows);
}

/**
 * The same person with the grants that hold now: what was waited for since (a lock, the rest of what they send) may
 * have taken longer than their right lasted.
 */
export async function viewerNow(db: Db, { person, signedInAt }: Viewer): Promise<Viewer> {
  return person && signedInAt ? findViewer(db, person.id, signedInAt) : stranger;
}

/** What a browser's session holds, and who is asking with it; undefined when there is no such session (any more). */
export async function findSession<Held extends object>(
  db: Db,
  sid: string,
): Promise<{ held: Held; viewer: Viewer } | undefined> {
  const { rows } = await prepared<ViewerRow & { held: Held }>(
    db,
    'session',
    `select s.held, ${VIEWER}
     from (select sess as held, (sess ->> 'personId')::uuid as person_id,
             (sess ->> 'signedInAt')::timestamptz as signed_in_at
           from session where sid = :sid and clock_timestamp() < expire) s ${OF_SIGNED_IN}`,
    { sid },
  );
  const [first] = rows;
  return first && { held: first.held, viewer: viewerOf(rows) };
}

const VIEWER = `p.id, p.name, p.email, s.signed_in_at, g.role, g.organisation_id, g.may_submit, g.may_manage, o.name as organisation_name,
  clock_timestamp() >= s.signed_in_at + interval '12 hours' as staff_over`;

/** Beside a row `s` of person_id and signed_in_at. */
const OF_SIGNED_IN = `
  left join person p on p.id = s.person_id and clock_timestamp() < s.signed_in_at + interval '14 days'
  left join role_grant g on g.person_id = p.id and g.ended_at is null
  left join organisation o on o.id = g.organisation_id
  order by o.name`;

function viewerOf(rows: ViewerRow[]): Viewer {
  const [first] = rows;
  if (!first?.id) return stranger;
  const roles = new Set(first.staff_over ? [] : rows.map((row) => row.role));
  return {
    person: { id: first.id, name: first.name, email: first.email },
    signedInAt: first.signed_in_at,
    represents: rows
      .filter((row) => row.role === 'representative')
      .map((row) => ({
        organisationId: row.organisation_id ?? '',
        organisationName: row.organisation_name ?? '',
        maySubmit: row.may_submit ?? false,
        mayManage: row.may_manage ?? false,
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

interface ViewerRow {
  /** null: a stranger */
  id: string | null;
  name: string;
  email: string;
  signed_in_at: Instant;
  role: string | null;
  organisation_id: string | null;
  organisation_name: string | null;
  may_submit: boolean | null;
  may_manage: boolean | null;
  staff_over: boolean;
}
